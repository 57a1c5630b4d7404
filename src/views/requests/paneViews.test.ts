/** Each pane of the lab has its folder, and each folder its line. Read docs/adding.md to add one. */
// @vitest-environment happy-dom
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { LAB_PANE_NAMES, LAB_PANES } from '#experiment/labPanes.ts';
import { PANE_VIEWS } from './paneViews.ts';

test.each(LAB_PANES)('$name has a label and a pane', ({ name, label }) => {
  expect(name, 'a name is letters and digits: links hold it').toMatch(/^[a-z][A-Za-z0-9]*$/);
  expect(label(), 'a label is short: eight tabs share the bar').toMatch(/^[A-Z][a-z ]{1,11}$/);
  const file = `src/views/requests/${name}/pane.tsx`;
  const view = PANE_VIEWS[name];
  expect(view, `${file} exports \`pane\`, a LabPaneView`).toBeDefined();
  expect(view.Pane, `\`pane.Pane\` of ${file} is a component`).toBeTypeOf('function');
  expect(view.showsRun, `\`pane.showsRun\` of ${file} says whether it shows the last run`).toBeTypeOf(
    'boolean',
  );
  expect(['screen', 'content'], `\`pane.phoneHeight\` of ${file}`).toContain(view.phoneHeight);
});

test('every folder with a pane.tsx is in the list', () => {
  const folders = readdirSync(import.meta.dirname).filter((folder) =>
    existsSync(join(import.meta.dirname, folder, 'pane.tsx')),
  );
  const missing = folders.filter((folder) => !LAB_PANE_NAMES.includes(folder as never));
  expect(missing, 'Give these a line in LAB_PANES of src/experiment/labPanes.ts').toEqual([]);
});
