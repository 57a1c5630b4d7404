// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { uiStore } from '#state/uiStore.ts';
import { isTableFile, listenForTables, looksLikeTable } from './listenForTables.ts';

const open = vi.fn<(files: readonly File[]) => Promise<void>>(async () => undefined);
let stop = (): void => undefined;
beforeEach(() => {
  uiStore.setState({ tableSheet: null, notice: null });
  stop = listenForTables(document, open);
});
afterEach(() => stop());

test.each([
  ['a,b\n1,2\n3,4\n', true],
  ['a\tb\r\n1\t2\r\n', true],
  ['a;b;c\n1;2;"x;y"\n', true],
  ['one line, with commas', false],
  ['Some prose, as people write it.\nAnd more of it.\nThe end, really, is near.', false],
  ['a\nb\nc\n', false],
  ['{\n  "data": { "set": "circle" },\n  "version": 1\n}', false],
  ['', false],
])('whether %j is a table', (text, is) => {
  expect(looksLikeTable(text)).toBe(is);
});

test('files are told by name or type', () => {
  expect(isTableFile({ name: 'A.CSV', type: '' })).toBe(true);
  expect(isTableFile({ name: 'a.tsv', type: '' })).toBe(true);
  expect(isTableFile({ name: 'clipboard', type: 'text/csv' })).toBe(true);
  expect(isTableFile({ name: 'a.xlsx', type: 'application/vnd.ms-excel' })).toBe(false);
});

function paste(text: string, on: Element = document.body): Event {
  const event = new Event('paste', { bubbles: true, cancelable: true });
  Object.assign(event, { clipboardData: { files: [], getData: () => text } });
  on.dispatchEvent(event);
  return event;
}

test('a pasted table opens the sheet, prose and what goes into a field do not', () => {
  expect(paste('hello, there').defaultPrevented).toBe(false);
  const field = document.body.appendChild(document.createElement('textarea'));
  expect(paste('a,b\n1,2', field).defaultPrevented).toBe(false);
  expect(uiStore.getState().tableSheet).toBeNull();
  expect(paste('a,b\n1,2').defaultPrevented).toBe(true);
  expect(uiStore.getState().tableSheet).toEqual({ source: 'a,b\n1,2' });
  field.remove();
});

function drop(name: string, content = 'a,b\n1,2'): void {
  const file = new File([content], name);
  for (const type of ['dragover', 'drop']) {
    const event = new Event(type, { bubbles: true, cancelable: true });
    Object.assign(event, { dataTransfer: { types: ['Files'], files: [file] } });
    document.body.dispatchEvent(event);
    expect(event.defaultPrevented).toBe(true);
    expect('fileOver' in document.documentElement.dataset).toBe(type === 'dragover');
  }
}

test('a dropped table opens the sheet; another file is refused and keeps the page', () => {
  drop('photo.png');
  expect(uiStore.getState().tableSheet).toBeNull();
  expect(uiStore.getState().notice).toMatchObject({ tone: 'error' });
  drop('some.csv');
  expect(uiStore.getState().tableSheet?.source).toBeInstanceOf(File);
});

test('a dropped experiment or model opens; one that cannot be read is told of', async () => {
  for (const name of ['spiral.fanout.json', 'iris.onnx', 'a.keras', 'a.safetensors']) {
    drop(name, 'bytes');
    expect(open.mock.lastCall?.[0].map((file) => file.name)).toEqual([name]);
  }
  open.mockRejectedValueOnce(new Error('The experiment cannot be read.'));
  drop('other.json', '{');
  await vi.waitFor(() => expect(uiStore.getState().notice?.text).toBe('The experiment cannot be read.'));
  expect(uiStore.getState().tableSheet).toBeNull();
});
