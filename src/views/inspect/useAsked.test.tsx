// @vitest-environment happy-dom
/** An answer is shown only for its own question, and only of the weights and data on the screen: with answers that come late. */
import { act, type ReactElement } from 'react';
import { beforeEach, expect, test, vi } from 'vitest';
import { testTheme } from '#canvas/testing/testTheme.ts';
import { firstPicture } from '#client/firstPicture.ts';
import { prepareData } from '#data/prepareData.ts';
import { defaultExperiment } from '#experiment/defaults.ts';
import { networkShape } from '#experiment/networkShape.ts';
import { startWith } from '#state/experimentStore.ts';
import { dataFeed, snapshotFeed } from '#state/feeds.ts';
import { inspectStore } from '#state/inspectStore.ts';
import { trainingStore } from '#state/trainingStore.ts';
import { click, control, renderView } from '../testing/renderView.tsx';
import { LossAround } from './landscape/LossAround.tsx';
import { MistakesPane } from './mistakes/MistakesPane.tsx';
import { SamplePane } from './sample/SamplePane.tsx';

// Without style sheets there are no colours.
vi.mock('../useTheme.ts', () => ({ useTheme: () => testTheme }));

const experiment = defaultExperiment('circle');
const data = prepareData(experiment, null);
const first = firstPicture(experiment, data);
let generation = 0;
function show(step: number, isSameRun = false): void {
  if (!isSameRun) generation++;
  snapshotFeed.publish({ ...first, generation, metrics: { ...first.metrics, step, epoch: step / 10 } });
}
/** Frames, and what waits for promises. */
const settled = (ms = 60): Promise<void> =>
  act(() => new Promise<void>((resolve) => void setTimeout(resolve, ms)));

beforeEach(() => {
  startWith(experiment);
  dataFeed.publish(data);
  trainingStore.setState({ ...trainingStore.getInitialState(), phase: 'paused' });
  inspectStore.setState(inspectStore.getInitialState(), true);
  show(100);
});

/** Questions wait until they are answered by hand. */
function shown(element: ReactElement) {
  const asked: { kind: string; params: Record<string, unknown>; answer(value: unknown): void }[] = [];
  const view = renderView(null);
  view.commands.ask.mockImplementation(
    (kind: string, params: unknown) =>
      new Promise((resolve) => {
        asked.push({ kind, params: params as Record<string, unknown>, answer: resolve as never });
      }) as never,
  );
  view.rerender(element);
  return { ...view, asked };
}

const PARAMS = { directions: 'random', side: 3, radius: 1, seed: 1 } as const;
const slice = (samples: number) => ({
  side: 3,
  middle: [0, 0],
  radius: 1,
  losses: Float32Array.of(1, 2, 3, 4, 0.5, 6, 7, 8, 9),
  path: new Float32Array(0),
  samples,
});
const pictured = (host: Element): string | null =>
  host.querySelector('canvas')?.getAttribute('aria-label') ?? null;

test('a slow answer to what was asked before is never shown as the answer to what is asked now', async () => {
  const { host, asked, rerender } = shown(<LossAround params={PARAMS} />);
  await settled();
  rerender(<LossAround params={{ ...PARAMS, seed: 2 }} />);
  await settled();
  expect(asked.map(({ params }) => params['seed'])).toEqual([1, 2]);
  asked[0]!.answer(slice(11));
  await settled();
  expect(pictured(host)).toBeNull();
  asked[1]!.answer(slice(22));
  await settled();
  expect(pictured(host)).toContain('22');
  // The answer is gone with its question.
  rerender(<LossAround params={{ ...PARAMS, seed: 3 }} />);
  expect(pictured(host)).toBeNull();
});

test('after going back in time nothing is shown of the moment before, and the moment is asked about at once', async () => {
  const { host, asked } = shown(<LossAround params={PARAMS} />);
  await settled();
  asked[0]!.answer(slice(11));
  await settled();
  expect(pictured(host)).toContain('11');
  show(30);
  await settled(20);
  expect(pictured(host)).toBeNull();
  await settled(400);
  expect(asked, 'sooner than its pace of a second').toHaveLength(2);
  // An answer on its way while one goes on is of neither moment.
  show(50);
  asked[1]!.answer(slice(33));
  await settled();
  expect(pictured(host)).toBeNull();
});

test('a run that goes on keeps the last picture, and says of which epoch it is', async () => {
  const { host, asked } = shown(<LossAround params={PARAMS} />);
  await settled();
  asked[0]!.answer(slice(11));
  await settled();
  act(() => trainingStore.setState({ phase: 'playing' }));
  show(140, true);
  await settled();
  expect(pictured(host)).toContain('11');
  expect(host.textContent).toContain('As of epoch 10.');
});

const samplesOf = (truth: number, count: number) => ({
  count,
  index: Uint32Array.of(count),
  losses: Float32Array.of(0.5),
  outputs: Float32Array.of(0),
  truths: Int16Array.of(truth),
  predictions: Int16Array.of(1 - truth),
  rows: { raw: Float32Array.of(count, 1), labels: Float32Array.of(truth) },
});

test('mistakes of the other part are not listed as those of this one', async () => {
  const { host, asked } = shown(<MistakesPane />);
  await settled();
  click(control(host, 'Train'));
  await settled();
  const found = asked.filter(({ kind }) => kind === 'findSamples');
  expect(found.map(({ params }) => params['split'])).toEqual(['test', 'train']);
  found[0]!.answer(samplesOf(0, 3));
  await settled();
  expect(host.querySelectorAll('.mistake-list li')).toHaveLength(0);
  found[1]!.answer(samplesOf(1, 4));
  await settled();
  expect(host.querySelector('.mistake-list')!.textContent).toContain('(4.00, 1.00)');
  // Other samples: their numbers mean others.
  dataFeed.publish(prepareData({ ...experiment, data: { ...experiment.data, seed: 9 } }, null));
  await settled(20);
  expect(host.querySelectorAll('.mistake-list li')).toHaveLength(0);
});

test('pane and diagram never join a sample with the numbers of another', async () => {
  const shape = networkShape(experiment);
  const inspection = {
    shape,
    step: 100,
    parameters: first.parameters,
    z: new Float32Array(99),
    a: new Float32Array(99),
    backward: null,
  };
  const { host, asked } = shown(<SamplePane />);
  await settled();
  asked[0]!.answer(inspection);
  await settled();
  expect(inspectStore.getState().found?.row).toEqual(data.test.inputs.slice(0, shape.inputs));
  click(control(host, 'Next sample'));
  expect(inspectStore.getState().found).toBeNull();
  await settled();
  asked[1]!.answer(inspection);
  await settled();
  const row = data.test.inputs.slice(shape.inputs, 2 * shape.inputs);
  expect(inspectStore.getState().found?.row).toEqual(row);
  // Back in time: until the moment is known, neither shows anything.
  show(20);
  await settled(20);
  expect(inspectStore.getState().found).toBeNull();
});
