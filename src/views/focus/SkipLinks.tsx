/** Skip links: the first tab stops, past the bars to a part of the page. Visible while focused. */
import * as say from '#messages/generated/skip.ts';
import { useOnePart } from '../useLayout.ts';
import './SkipLinks.css';

interface Target {
  readonly label: () => string;
  /** Selectors of what takes the focus; the first that exists. */
  readonly selectors: readonly string[];
}

const DESKTOP: readonly Target[] = [
  { label: say.toNetwork, selectors: ['.unit-button[tabindex="0"]', '.network'] },
  { label: say.toOutput, selectors: ['.app-output'] },
  { label: say.toDock, selectors: ['.dock-tabs [aria-selected="true"]'] },
];
const PHONE: readonly Target[] = [
  { label: say.toPage, selectors: ['.phone-page'] },
  { label: say.toTabs, selectors: ['.phone-tabs [aria-current]'] },
];

/** Buttons, not links: the address behind # is the experiment. */
export function SkipLinks() {
  const targets = useOnePart() ? PHONE : DESKTOP;
  return (
    <nav className="skip-links" aria-label={say.skip()}>
      {targets.map(({ label, selectors }) => (
        <button key={label()} type="button" onClick={() => focusFirst(selectors)}>
          {label()}
        </button>
      ))}
    </nav>
  );
}

export function focusFirst(selectors: readonly string[]): void {
  for (const selector of selectors) {
    const target = document.querySelector<HTMLElement>(selector);
    if (!target) continue;
    target.focus();
    return;
  }
}
