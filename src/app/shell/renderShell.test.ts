/** The build renders the shell in Node: nothing in it may need a window, a store's value or a browser. */
import { expect, test } from 'vitest';
import { DOCK_TABS } from '#experiment/dockTabs.ts';
import { LAB_PANES } from '#experiment/labPanes.ts';
import { phoneTabs } from '#views/frame/phoneTabs.ts';
import { renderShell } from './renderShell.tsx';

test('the shell has both frames, every tab, and a cell for each number', () => {
  expect(typeof window).toBe('undefined');
  const shell = renderShell();
  expect(shell.match(/class="(app|phone) skeleton" aria-hidden="true" inert=""/g)).toHaveLength(2);
  for (const { label } of DOCK_TABS) expect(shell).toContain(`>${label()}</button>`);
  for (const { label } of LAB_PANES) expect(shell).toContain(`>${label()}</button>`);
  for (const { label } of phoneTabs()) expect(shell).toContain(`<span>${label}</span>`);
  for (const metric of ['trainLoss', 'testLoss', 'trainAccuracy', 'testAccuracy']) {
    expect(shell.match(new RegExp(`data-metric="${metric}"`, 'g'))).toHaveLength(2);
  }
  expect(shell.match(/<canvas/g)).toHaveLength(4);
});
