import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { snapshotFeed, type Snapshot } from './feeds.ts';
import { shownWeights } from './shownWeights.ts';
import { trainingStore } from './trainingStore.ts';

beforeEach(() => vi.stubGlobal('requestAnimationFrame', () => 0));
afterEach(() => void vi.unstubAllGlobals());

const shape = { inputs: 1, layers: [{ units: 1, activation: 'tanh' as const }] };
function show(generation: number, step: number, weight: number, of: Snapshot['shape'] = shape): number {
  const metrics = { epoch: step, step, trainLoss: 1, testLoss: 1 };
  snapshotFeed.publish({
    generation,
    metrics,
    shape: of,
    parameters: Float32Array.of(weight, 0),
  } as Snapshot);
  return shownWeights();
}
const at = (phase: 'paused' | 'playing') => trainingStore.setState({ phase });

test('a run that goes on has the same weights, also over an edit of its plan', () => {
  at('playing');
  const first = show(1, 1, 0.1);
  expect(show(1, 2, 0.2)).toBe(first);
  expect(show(2, 3, 0.3)).toBe(first);
  at('paused');
  expect(show(3, 3, 0.3)).toBe(first);
  expect(show(3, 4, 0.4)).toBe(first);
});

test('weights from elsewhere are others', () => {
  at('paused');
  let last = show(1, 10, 0.1);
  for (const [name, next] of [
    ['back in time', () => show(2, 4, 0.5)],
    ['forth in time', () => show(3, 8, 0.7)],
    ['a typed weight', () => show(4, 8, 0.9)],
    ['another network', () => show(5, 8, 0.9, { inputs: 1, layers: [{ units: 1, activation: 'relu' }] })],
    ['a fresh start', () => show(6, 0, 0)],
  ] as const) {
    expect(next(), name).not.toBe(last);
    last = shownWeights();
  }
  expect(shownWeights()).toBe(last);
});
