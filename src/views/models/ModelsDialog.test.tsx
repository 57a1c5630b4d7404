// @vitest-environment happy-dom
/** Every format has its text, its files and its way to be run; what cannot be taken away says why. */
import { unzipSync } from 'fflate';
import { act } from 'react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { modelOf } from '#models/testing/modelOf.ts';
import { MODEL_FORMATS } from '#models/registry.ts';
import { uiStore } from '#state/uiStore.ts';
import * as copying from '../copyText.ts';
import * as saving from '../saveFile.ts';
import { click, control, renderView } from '../testing/renderView.tsx';
import { ModelsDialog } from './ModelsDialog.tsx';

const save = vi.spyOn(saving, 'saveFile').mockImplementation(() => undefined);
const copy = vi.spyOn(copying, 'copyText');

beforeEach(() => {
  vi.useFakeTimers();
  save.mockClear();
});
afterEach(() => vi.useRealTimers());

/** Opened, with the files of all formats made. */
async function opened(model: () => Promise<ReturnType<typeof modelOf>>) {
  uiStore.setState({ modelsOpen: false });
  const view = renderView(<ModelsDialog />);
  view.commands.modelToExport.mockImplementation(model);
  await act(async () => uiStore.setState({ modelsOpen: true }));
  for (let i = 0; i <= MODEL_FORMATS.length; i++) await act(async () => vi.advanceTimersByTimeAsync(1));
  return view;
}

const button = (host: Element, text: string): HTMLElement =>
  [...host.querySelectorAll<HTMLElement>('button')].find((each) => each.textContent.includes(text))!;

test('each format shows its text, its files and how it is run', async () => {
  const { host } = await opened(async () => modelOf({ title: 'Two arms' }));
  expect(host.querySelectorAll('.models-format')).toHaveLength(MODEL_FORMATS.length);
  for (const { label } of MODEL_FORMATS) {
    click(button(host, label));
    expect(host.querySelector('.models-side')?.textContent).toContain('golden.json');
    click(control(host, 'How to run'));
    expect(host.querySelectorAll('.models-listing code')).toHaveLength(3);
  }
});

test('the zip holds what is listed, and one file can be taken alone', async () => {
  const { host } = await opened(async () => modelOf({ title: 'Two arms' }));
  click(button(host, 'ONNX'));
  click(button(host, 'Download two_arms_onnx.zip'));
  const [zip, name] = save.mock.calls[0]!;
  expect(name).toBe('two_arms_onnx.zip');
  const files = unzipSync(new Uint8Array(await zip.arrayBuffer()));
  expect(Object.keys(files)).toEqual(['two_arms.onnx', 'golden.json']);
  click(control(host, 'Download two_arms.onnx alone'));
  expect(save.mock.calls[1]?.[1]).toBe('two_arms.onnx');
});

test('what is shown is what is copied', async () => {
  copy.mockResolvedValue(true);
  const { host } = await opened(async () => modelOf({ title: 'Two arms' }));
  click(control(host, 'train_two_arms.py'));
  await act(async () => control(host, 'Copy').click());
  const [text] = copy.mock.calls.at(-1)!;
  expect(text).toContain('# Trains the same network from scratch');
  expect(host.querySelector('.models-listing')?.textContent).toBe(text);
});

test('a format that does not fit says why; the others can be taken', async () => {
  const { host } = await opened(async () =>
    modelOf({ data: { set: 'circle', features: ['x1', 'huge = exp(100*x1)'] } }),
  );
  click(button(host, 'ONNX'));
  expect(host.textContent).toContain('The values of the formula “huge” are too large');
  click(button(host, 'NumPy'));
  expect(host.querySelector('.models-listing')?.textContent).toContain('import numpy');
});

test('a network that cannot be taken says why, and is asked for again', async () => {
  const model = vi.fn(async () => modelOf({}));
  model.mockRejectedValueOnce(new Error('Some weights are not finite.'));
  const { host } = await opened(model);
  expect(host.querySelector('[role=alert]')?.textContent).toContain('Some weights are not finite.');
  await act(async () => control(host, 'Try again').click());
  await act(async () => vi.advanceTimersByTimeAsync(1));
  expect(host.querySelector('.models-listing')?.textContent).toContain('import torch');
});

test('files that are chosen are opened, and the dialog closes; a refusal stays in sight', async () => {
  const { host, commands } = await opened(async () => modelOf({}));
  const input = host.querySelector<HTMLInputElement>('input[type=file]')!;
  const choose = async (): Promise<void> => {
    Object.defineProperty(input, 'files', { value: [new File(['x'], 'a.onnx')], configurable: true });
    await act(async () => input.dispatchEvent(new Event('change', { bubbles: true })));
  };
  commands.importModel.mockRejectedValueOnce(new Error('The file has the operator Conv.'));
  await choose();
  expect(host.querySelector('.models-bring [role=alert]')?.textContent).toBe(
    'The file has the operator Conv.',
  );
  commands.importModel.mockResolvedValueOnce(undefined);
  await choose();
  expect(commands.importModel.mock.lastCall?.[0].map(({ name }) => name)).toEqual(['a.onnx']);
  expect(uiStore.getState().modelsOpen).toBe(false);
});
