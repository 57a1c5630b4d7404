// @vitest-environment happy-dom
/** A run keeps the names it was measured under, and says so once data or network have changed. */
import { act } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { factsOf } from '#experiment/dataFacts.ts';
import { defaultExperiment } from '#experiment/defaults.ts';
import { setExperiment, startWith } from '#state/experimentStore.ts';
import { traceFeed } from '#state/feeds.ts';
import { OlderRunNote } from './OlderNote.tsx';
import { useRun } from './useRun.ts';

(globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }).IS_REACT_ACT_ENVIRONMENT = true;
const iris = defaultExperiment('iris');
const before = traceFeed.latest;

function Classes() {
  return <ul>{useRun(({ data }) => factsOf(data).classes.join(', '))}</ul>;
}

let root: Root | undefined;
async function shown(): Promise<HTMLElement> {
  const host = document.createElement('div');
  root = createRoot(host);
  await act(async () =>
    root?.render(
      <>
        <Classes />
        <OlderRunNote />
      </>,
    ),
  );
  return host;
}

beforeEach(() => {
  startWith(iris);
  traceFeed.publish(before);
});

afterEach(() => act(async () => root?.unmount()));

test('before the first run, classes are those of the present data', async () => {
  setExperiment(defaultExperiment('penguins'));
  expect((await shown()).textContent).toContain('Adelie');
});

test('after the data have changed, classes are those of the run, and the note names it', async () => {
  traceFeed.publish({ ...before, ran: iris });
  const host = await shown();
  expect(host.textContent).toContain('setosa');
  expect(host.querySelector('.older-note')).toBeNull();
  await act(async () => setExperiment(defaultExperiment('penguins')));
  expect(host.textContent).toContain('setosa');
  expect(host.textContent).not.toContain('Adelie');
  expect(host.querySelector('.older-note')?.textContent).toBe(
    'These requests were measured on Iris, 4-6-3, before the last change.',
  );
  // How requests are sent does not make a result older.
  await act(async () => setExperiment({ ...iris, serving: { ...iris.serving, inFlight: 4 } }));
  expect(host.querySelector('.older-note')).toBeNull();
});
