/** Each pane of Inspect has its folder, and each folder its line. */
// @vitest-environment happy-dom
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { INSPECT_PANE_NAMES, INSPECT_PANES } from '#experiment/inspectPanes.ts';
import { PANE_VIEWS } from './paneViews.ts';

test.each(INSPECT_PANES)('$name has a label and a pane', ({ name, label }) => {
  expect(name, 'a name is letters and digits: links hold it').toMatch(/^[a-z][A-Za-z0-9]*$/);
  expect(label(), 'a label is short: the tabs share the bar').toMatch(/^[A-Z][a-z ]{1,14}$/);
  const file = `src/views/inspect/${name}/pane.tsx`;
  expect(PANE_VIEWS[name]?.Pane, `\`pane.Pane\` of ${file} is a component`).toBeTypeOf('function');
});

test('every folder with a pane.tsx is in the list', () => {
  const folders = readdirSync(import.meta.dirname).filter((folder) =>
    existsSync(join(import.meta.dirname, folder, 'pane.tsx')),
  );
  const missing = folders.filter((folder) => !INSPECT_PANE_NAMES.includes(folder as never));
  expect(missing, 'Give these a line in INSPECT_PANES of src/experiment/inspectPanes.ts').toEqual([]);
});
