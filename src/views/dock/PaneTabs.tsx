/** The panes of a dock tab, one of which is shown. */
import { Toolbar } from '../controls/Toolbar.tsx';

interface PaneTabsProps<Name extends string> {
  /** Begins the ids of the tabs and of their panel: `lab-tab-code`, `lab-pane`. */
  readonly id: string;
  readonly label: string;
  readonly panes: readonly { readonly name: Name; label(): string }[];
  readonly shown: Name;
  onShow(name: Name): void;
}

export function PaneTabs<Name extends string>({ id, label, panes, shown, onShow }: PaneTabsProps<Name>) {
  return (
    <Toolbar className="lab-tabs" role="tablist" label={label}>
      {panes.map((pane) => (
        <button
          key={pane.name}
          type="button"
          id={`${id}-tab-${pane.name}`}
          role="tab"
          aria-selected={pane.name === shown}
          aria-controls={`${id}-pane`}
          onClick={() => onShow(pane.name)}
        >
          {pane.label()}
        </button>
      ))}
    </Toolbar>
  );
}
