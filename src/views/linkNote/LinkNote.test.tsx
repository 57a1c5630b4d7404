// @vitest-environment happy-dom
import { act } from 'react';
import { beforeEach, expect, test } from 'vitest';
import { ACTIONS } from '#commands/actions.ts';
import { defaultExperiment } from '#experiment/defaults.ts';
import { setExperiment, startWith } from '#state/experimentStore.ts';
import { uiStore } from '#state/uiStore.ts';
import { click, control, renderView } from '../testing/renderView.tsx';
import { bringHiddenNote } from './hiddenNote.ts';
import { LinkNote } from './LinkNote.tsx';

const plain = defaultExperiment('spiral');
const HOSTILE = '<script>alert(1)</script><img src=x onerror=alert(2)> <b>bold</b> $& {task}';

beforeEach(() => {
  sessionStorage.clear();
  uiStore.setState(uiStore.getInitialState());
  startWith(plain);
});

test('nothing is shown for an experiment without words, or with empty ones', () => {
  const { host } = renderView(<LinkNote />);
  expect(host.innerHTML).toBe('');
  act(() => setExperiment({ ...plain, title: 'A title alone stands in the bar', note: '', tryThis: '' }));
  expect(host.innerHTML).toBe('');
});

test('note and task are text, whatever they hold', () => {
  startWith({ ...plain, title: HOSTILE, note: HOSTILE, tryThis: HOSTILE });
  const { host } = renderView(<LinkNote />);
  expect(host.querySelector('script, img')).toBeNull();
  const [note, task] = host.querySelectorAll('p');
  expect(note!.textContent).toBe(HOSTILE);
  expect(task!.textContent).toBe(`Try this: ${HOSTILE}`);
  expect(host.querySelector('b')!.textContent).toBe('Try this:');
  expect(host.querySelectorAll('b')).toHaveLength(1);
});

test('hidden, it stays hidden in this tab until it is asked for; other words are shown', () => {
  startWith({ ...plain, note: 'Watch the arms.' });
  const { host, unmount } = renderView(<LinkNote />);
  expect(ACTIONS.showNote.when()).toBe(false);
  click(control(host, 'Hide the note'));
  expect(host.innerHTML).toBe('');
  unmount();

  // As after a reload.
  uiStore.setState(uiStore.getInitialState());
  bringHiddenNote();
  const again = renderView(<LinkNote />);
  expect(again.host.innerHTML).toBe('');
  expect(ACTIONS.showNote.when()).toBe(true);
  act(() => ACTIONS.showNote.run());
  expect(again.host.textContent).toContain('Watch the arms.');
  expect(sessionStorage.length).toBe(0);

  click(control(again.host, 'Hide the note'));
  act(() => setExperiment({ ...plain, note: 'Another.' }));
  expect(again.host.textContent).toContain('Another.');
});
