// @vitest-environment happy-dom
/** The dialog lists what is not in the link. */
import { act } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { defaultExperiment } from '#experiment/defaults.ts';
import { experimentStore, setExperiment, startWith } from '#state/experimentStore.ts';
import type { Commands } from '#commands/Commands.ts';
import type { WeightsInLink } from '#commands/shareLink.ts';
import { arrivalsFeed } from '#state/feeds.ts';
import { uiStore } from '#state/uiStore.ts';
import { CommandsProvider } from '../CommandsContext.ts';
import { ShareDialog } from './ShareDialog.tsx';

(globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }).IS_REACT_ACT_ENVIRONMENT = true;
const link = vi.fn<Commands['link']>(async () => 'https://fanout.test/#e=1');
let held: WeightsInLink | null = null;
const weightsInLink = vi.fn<Commands['weightsInLink']>(async () => held);
const experimentFile = vi.fn<Commands['experimentFile']>(async () => '{}');
const edit: Commands['edit'] = (change) => setExperiment(change(experimentStore.getState().experiment));
const commands = { link, weightsInLink, experimentFile, edit } as unknown as Commands;
/** Nothing has been written. */
const NO_WORDS = { title: '', note: '', tryThis: '' };
/** The link is made a moment after what it holds has changed. */
const linkMade = (): Promise<void> => act(() => new Promise<void>((resolve) => setTimeout(resolve, 200)));
let root: Root | undefined;

async function shown(): Promise<string> {
  uiStore.setState({ shareOpen: true });
  const host = document.body.appendChild(document.createElement('div'));
  root = createRoot(host);
  await act(async () =>
    root?.render(
      <CommandsProvider value={commands}>
        <ShareDialog />
      </CommandsProvider>,
    ),
  );
  await linkMade();
  return host.textContent;
}
beforeEach(() => {
  startWith(defaultExperiment('xor'));
  held = null;
  link.mockReset();
  link.mockResolvedValue('https://fanout.test/#e=1');
});
afterEach(async () => {
  await act(async () => root?.unmount());
  arrivalsFeed.publish(null);
});

test('recorded arrivals stay on the page, and the dialog lists them', async () => {
  expect(await shown()).not.toContain('arrivals');
  await act(async () => root?.unmount());
  arrivalsFeed.publish(Float64Array.of(0, 5));
  expect(await shown()).toContain('Recorded or drawn arrivals stay on this page.');
});

const linkField = (): HTMLInputElement => document.querySelector('input[readonly]')!;
const weightsBox = (): HTMLInputElement =>
  document.querySelector<HTMLInputElement>('input[type="checkbox"]')!;

test('weights are offered once there are any, and what rounding them costs is told', async () => {
  await shown();
  expect(weightsBox().disabled).toBe(true);
  expect(document.body.textContent).toContain('The network is not trained yet.');
  await act(async () => root?.unmount());

  held = { count: 85, testLoss: 0.123456, roundedTestLoss: 0.123512 };
  await shown();
  expect(link).toHaveBeenLastCalledWith({ weights: false, ...NO_WORDS });
  expect(document.body.textContent).toContain('Without them, training starts again from the same seed.');
  await act(async () => weightsBox().click());
  await linkMade();
  expect(link).toHaveBeenLastCalledWith({ weights: true, ...NO_WORDS });
  expect(document.body.textContent).toContain(
    '85 numbers in 16 bits each. Test loss 0.1235, after rounding 0.1235.',
  );
});

test('too many weights are said in the dialog, and the link without them stays', async () => {
  held = { count: 200_000, testLoss: NaN, roundedTestLoss: NaN };
  link.mockImplementation(async (options) => {
    if (options?.weights) throw new Error('200,000 weights are too many for a link.');
    return 'https://fanout.test/#e=1';
  });
  await shown();
  await act(async () => weightsBox().click());
  await linkMade();
  expect(weightsBox().checked).toBe(false);
  expect(document.querySelector('[role="alert"]')!.textContent).toContain('too many for a link');
  expect(linkField().value).toBe('https://fanout.test/#e=1');
});

const isWaiting = (button: HTMLElement): boolean => button.getAttribute('aria-disabled') === 'true';
const fileButton = (): HTMLButtonElement =>
  [...document.querySelectorAll('button')].find((button) => button.textContent === 'Save the file')!;

test('until the engine has the weights the dialog says so, and shares nothing as untrained', async () => {
  let resolve!: (weights: WeightsInLink) => void;
  weightsInLink.mockReturnValueOnce(new Promise((given) => (resolve = given)));
  await shown();
  expect(document.body.textContent).toContain('Waiting for the weights of the network.');
  expect(document.body.textContent).not.toContain('not trained yet');
  expect(document.body.textContent).not.toContain('All settings. Drop');
  expect([weightsBox().disabled, isWaiting(fileButton())]).toEqual([true, true]);
  await act(async () => resolve({ count: 17, testLoss: 0.5, roundedTestLoss: 0.5 }));
  expect([weightsBox().disabled, isWaiting(fileButton())]).toEqual([false, false]);
  expect(document.body.textContent).toContain('Settings and trained weights, every digit.');
});

test('where the engine cannot give the weights, it says why, and the settings can still be saved', async () => {
  weightsInLink.mockRejectedValueOnce(new Error('No device works.'));
  await shown();
  expect(document.body.textContent).toContain('The weights are not there: No device works.');
  expect(weightsBox().disabled).toBe(true);
  experimentFile.mockRejectedValueOnce(new Error('The tab has no memory left.'));
  await act(async () => fileButton().click());
  expect(experimentFile).toHaveBeenLastCalledWith({ weights: false, ...NO_WORDS });
  expect(document.querySelector('[role="alert"]')!.textContent).toContain('The tab has no memory left.');
});

function write(field: HTMLInputElement | HTMLTextAreaElement, text: string): void {
  act(() => {
    Object.getOwnPropertyDescriptor(Object.getPrototypeOf(field), 'value')!.set!.call(field, text);
    field.dispatchEvent(new Event('input', { bubbles: true }));
  });
}
const textBox = (name: string): HTMLInputElement =>
  document.querySelector<HTMLInputElement>(`[data-name="${name}"] .text-field`)!;

test('words go into the link while they are typed, and into the experiment when the box is left', async () => {
  await shown();
  write(textBox('note'), 'Watch the arms. ');
  await linkMade();
  expect(link).toHaveBeenLastCalledWith({ weights: false, ...NO_WORDS, note: 'Watch the arms. ' });
  expect(experimentStore.getState().experiment.note).toBeUndefined();
  act(() => void textBox('note').dispatchEvent(new FocusEvent('focusout', { bubbles: true })));
  expect(experimentStore.getState().experiment.note).toBe('Watch the arms.');
  expect(experimentStore.getState().past).toHaveLength(1);
  // Who wrote it need not be shown it.
  expect(uiStore.getState().hiddenNote).toBe('Watch the arms.');
});

test('words are kept where the dialog is closed while they are typed; unchanged ones make no undo step', async () => {
  startWith({ ...defaultExperiment('xor'), tryThis: 'Fewer units?' });
  await shown();
  expect(textBox('tryThis').value).toBe('Fewer units?');
  await act(async () => root?.unmount());
  expect(experimentStore.getState().past).toHaveLength(0);
  await shown();
  write(textBox('tryThis'), '');
  await act(async () => root?.unmount());
  expect(experimentStore.getState().experiment).not.toHaveProperty('tryThis');
});

test('a link of more than 8,000 characters is given only when asked for; a QR code needs a shorter one', async () => {
  const long = `https://fanout.test/#${'x'.repeat(8_000)}`;
  link.mockResolvedValue(long);
  await shown();
  expect(linkField().value).toBe('');
  expect(document.body.textContent).toContain('This link would have 8,021 characters.');
  expect(document.querySelector('svg.qr')).toBeNull();
  const asked = [...document.querySelectorAll('button')].find(
    (button) => button.textContent === 'Give me the long link',
  );
  await act(async () => asked!.click());
  expect(linkField().value).toBe(long);
  expect(document.body.textContent).toContain('too long for a QR code');
});

test('the QR code is shown, also over the whole screen, with the title and the task', async () => {
  startWith({ ...defaultExperiment('xor'), title: 'XOR', tryThis: 'Fewer units?' });
  await shown();
  expect(document.querySelectorAll('svg.qr')).toHaveLength(1);
  const large = [...document.querySelectorAll('button')].find(
    (button) => button.textContent === 'Show it large',
  );
  await act(async () => large!.click());
  expect(document.querySelector('.qr-large')!.textContent).toContain('XOR');
  expect(document.querySelector('.qr-large')!.textContent).toContain('Fewer units?');
  expect(document.querySelector('.qr-large svg.qr')).not.toBeNull();
});

test("the system's own sheet gets link, title and task where there is one", async () => {
  startWith({ ...defaultExperiment('xor'), title: 'XOR', tryThis: 'Fewer units?' });
  const share = vi.fn(async () => undefined);
  Object.assign(navigator, { share, canShare: () => true });
  await shown();
  const send = [...document.querySelectorAll('button')].find((button) => button.textContent === 'Send…');
  await act(async () => send!.click());
  expect(share).toHaveBeenCalledWith({ title: 'XOR', text: 'Fewer units?', url: 'https://fanout.test/#e=1' });
  Object.assign(navigator, { share: undefined });
});
