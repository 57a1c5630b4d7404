// @vitest-environment happy-dom
import { act } from 'react';
import { expect, test } from 'vitest';
import { control, renderView } from '../testing/renderView.tsx';
import { REGION_WORDS, RegionHelp, type HelpRegion } from './RegionHelp.tsx';

/** happy-dom has no popovers: opening one only tells of it. */
function open(panel: Element): void {
  const event = Object.assign(new Event('toggle'), { newState: 'open', oldState: 'closed' });
  act(() => void panel.dispatchEvent(event));
}

test.each(Object.keys(REGION_WORDS) as HelpRegion[])('%s says what it is, and what to try', (region) => {
  const { host } = renderView(<RegionHelp region={region} />);
  const { title, tries } = REGION_WORDS[region];
  const button = control(host, title());
  expect(button.getAttribute('aria-haspopup')).toBe('dialog');
  const panel = host.querySelector('[popover]')!;
  expect(panel.textContent).toBe('');
  open(panel);
  expect(panel.querySelector('h3')!.textContent).toBe(title());
  const shown = [...panel.querySelectorAll('dt')].map((each) => each.textContent);
  expect(shown).toEqual(tries.map(([what]) => what()));
  // Marks are drawn, not shown.
  expect(panel.textContent).not.toMatch(/[<>]/);
  expect(control(panel, 'Close').tagName).toBe('BUTTON');
});
