/** Each tab of the dock has its folder, and each folder its line. */
// @vitest-environment happy-dom
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { DOCK_TAB_NAMES, DOCK_TABS } from '#experiment/dockTabs.ts';
import { TAB_VIEWS } from './tabViews.ts';

test.each(DOCK_TABS)('$name has a label and a tab', ({ name, label }) => {
  expect(label(), 'a label is one short word: it stands in the bar and under a thumb').toMatch(/^\S{2,10}$/);
  const file = `src/views/${name}/tab.tsx`;
  const view = TAB_VIEWS[name];
  expect(view, `${file} exports \`tab\`, a DockTabView`).toBeDefined();
  expect(view.Panel, `\`tab.Panel\` of ${file} is a component, made by lazyView`).toBeTypeOf('function');
  expect(view.icon, `\`tab.icon\` of ${file} is an icon of 18 px`).toBeDefined();
  expect(view.subject(), `\`tab.subject\` of ${file} begins a sentence`).toMatch(/^The /);
});

test('every folder with a tab.tsx is in the list', () => {
  const views = join(import.meta.dirname, '..');
  const folders = readdirSync(views).filter((folder) => existsSync(join(views, folder, 'tab.tsx')));
  const missing = folders.filter((folder) => !DOCK_TAB_NAMES.includes(folder as never));
  expect(missing, 'Give these a line in DOCK_TABS of src/experiment/dockTabs.ts').toEqual([]);
});
