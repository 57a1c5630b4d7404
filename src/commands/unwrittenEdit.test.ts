// @vitest-environment happy-dom
import { afterEach, expect, test } from 'vitest';
import { defaultExperiment } from '#experiment/defaults.ts';
import { readUnwritten, unwrittenEdit } from './unwrittenEdit.ts';

const storage = (): Storage => sessionStorage;
afterEach(() => sessionStorage.clear());

test('what was kept is read at the addresses it was kept for, and nowhere else', () => {
  const experiment = defaultExperiment('xor');
  const edit = unwrittenEdit(storage);
  edit.keep(['', '#a'], experiment);
  expect(readUnwritten(storage, '#a')).toEqual(experiment);
  expect(readUnwritten(storage, '')).toEqual(experiment);
  expect(readUnwritten(storage, '#b')).toBeUndefined();
  edit.drop();
  expect(readUnwritten(storage, '#a')).toBeUndefined();
});

test('denied or invalid storage acts as empty', () => {
  const denied = (): Storage => {
    throw new DOMException('The operation is insecure.', 'SecurityError');
  };
  const edit = unwrittenEdit(denied);
  expect(() => edit.keep(['#a'], defaultExperiment())).not.toThrow();
  expect(() => edit.drop()).not.toThrow();
  expect(readUnwritten(denied, '#a')).toBeUndefined();
  for (const text of ['{', 'null', '7', '{"hashes":"#a"}', '{"hashes":[7]}']) {
    sessionStorage.setItem('fanout.unwritten', text);
    expect(readUnwritten(storage, '#a'), text).toBeUndefined();
  }
});
