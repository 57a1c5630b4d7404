// @vitest-environment happy-dom
/** The dialog lists what is not in the link. */
import { act } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, expect, test, vi } from 'vitest';
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
const commands = { link, weightsInLink, experimentFile } as unknown as Commands;
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
  return host.textContent;
}
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

const weightsBox = (): HTMLInputElement =>
  document.querySelector<HTMLInputElement>('input[type="checkbox"]')!;

test('weights are offered once there are any, and what rounding them costs is told', async () => {
  await shown();
  expect(weightsBox().disabled).toBe(true);
  expect(document.body.textContent).toContain('The network is not trained yet.');
  await act(async () => root?.unmount());

  held = { count: 85, testLoss: 0.123456, roundedTestLoss: 0.123512 };
  await shown();
  expect(link).toHaveBeenLastCalledWith({ weights: false });
  expect(document.body.textContent).toContain('Without them, training starts again from the same seed.');
  await act(async () => weightsBox().click());
  expect(link).toHaveBeenLastCalledWith({ weights: true });
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
  expect(weightsBox().checked).toBe(false);
  expect(document.querySelector('[role="alert"]')!.textContent).toContain('too many for a link');
  expect(document.querySelector<HTMLInputElement>('.text-field')!.value).toBe('https://fanout.test/#e=1');
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
  expect(experimentFile).toHaveBeenLastCalledWith({ weights: false });
  expect(document.querySelector('[role="alert"]')!.textContent).toContain('The tab has no memory left.');
});
