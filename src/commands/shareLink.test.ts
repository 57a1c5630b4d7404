/** Weights are shared as the trainer has them for the present experiment, and only once it has that. */
import { beforeEach, expect, test, vi } from 'vitest';
import type { Engine } from '#client/Engine.ts';
import { defaultExperiment } from '#experiment/defaults.ts';
import { networkShape } from '#experiment/networkShape.ts';
import { parameterCount } from '#nn/NetworkShape.ts';
import { decodeLink } from '#share/decodeLink.ts';
import { experimentStore, setExperiment, startWith } from '#state/experimentStore.ts';
import { createLinkMaker } from './shareLink.ts';

const experiment = defaultExperiment();
const shape = networkShape(experiment);
const weightsOf = (value: number, step: number) => ({
  shape,
  parameters: new Float32Array(parameterCount(shape)).fill(value),
  step,
  epoch: step / 10,
});

let taken: Promise<void>;
let take: () => void;
const call = vi.fn();
const links = createLinkMaker(
  { whenTaken: () => taken },
  { trainer: { call } } as unknown as Pick<Engine, 'trainer'>,
  () => 'https://fanout.test/',
);
/** Lets all that waits on settled promises go on. */
const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

beforeEach(() => {
  startWith(experiment);
  taken = new Promise((resolve) => (take = resolve));
  call.mockReset();
});

test('a linked run that is still being installed is waited for, not shared as untrained', async () => {
  call.mockResolvedValue(weightsOf(0.25, 30));
  const asked = Promise.all([links.weightsInLink(), links.experimentFile(), links.link({ weights: true })]);
  await settled();
  expect(call).not.toHaveBeenCalled();
  take();
  const [held, file, link] = await asked;
  expect(held?.count).toBe(parameterCount(shape));
  for (const source of [file, new URL(link).hash.slice(1)]) {
    const { trained } = await decodeLink(source);
    expect(trained).toMatchObject({ epoch: 3, step: 30 });
    expect(trained!.parameters.every((value) => value === 0.25)).toBe(true);
  }
});

test('before the first step there is nothing to share but the seed', async () => {
  take();
  call.mockResolvedValue(weightsOf(0.25, 0));
  expect(await links.weightsInLink()).toBeNull();
  expect((await decodeLink(await links.experimentFile())).trained).toBeUndefined();
});

test('weights that an edit overtook are asked for again: link and weights are of one moment', async () => {
  take();
  const edited = { ...experiment, title: 'Edited meanwhile' };
  call.mockImplementationOnce(async () => {
    setExperiment(edited);
    return weightsOf(0.25, 30);
  });
  call.mockResolvedValue(weightsOf(0.5, 40));
  const opened = await decodeLink(await links.experimentFile());
  expect(opened.experiment.title).toBe('Edited meanwhile');
  expect(opened.trained).toMatchObject({ step: 40 });
});

test('what the engine cannot give is refused; a link without weights needs no engine', async () => {
  taken = Promise.reject(new Error('No device works.'));
  await expect(links.weightsInLink()).rejects.toThrow('No device works.');
  await expect(links.experimentFile()).rejects.toThrow('No device works.');
  expect((await decodeLink(await links.experimentFile({ weights: false }))).experiment).toEqual(
    experimentStore.getState().experiment,
  );
  expect(await links.link()).toContain('#');
});

test('words go into the link and the file, and not into the experiment on the page', async () => {
  take();
  call.mockResolvedValue(weightsOf(0.25, 30));
  const texts = { title: 'A title', note: 'A note', tryThis: 'Fewer units?' };
  for (const source of [
    await links.link(texts),
    await links.link({ ...texts, weights: true }),
    await links.experimentFile(texts),
    await links.experimentFile({ ...texts, weights: false }),
  ]) {
    expect((await decodeLink(source)).experiment).toEqual({ ...experiment, ...texts });
  }
  expect(experimentStore.getState().experiment).toBe(experiment);
});
