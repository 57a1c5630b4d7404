/**
 * The words of conditions: every quantity by its name, with what it is called on the screen, how its value is written, and what the best of it
 * is. A name with `args` takes as many whole numbers in brackets: `w(1, 0, 2)`.
 */
import * as say from '#messages/generated/conditions.ts';

/** How values are written: a loss, a share as percent, a count, milliseconds, a rate a second, any number, or yes and no. */
export type QuantityFormat = 'loss' | 'share' | 'count' | 'ms' | 'perSecond' | 'number' | 'flag';

export interface Quantity {
  readonly label: (values: { a: string; b: string; c: string }) => string;
  readonly format: QuantityFormat;
  /** Which is the best one; absent where no value is better than another. */
  readonly best?: 'lowest' | 'highest';
  /** Measured by a load, so not to be judged while the machine is busy with something else. */
  readonly isServing?: true;
  /** Numbers in brackets: at least, at most. */
  readonly args?: readonly [least: number, most: number];
}

const plain =
  (label: () => string): Quantity['label'] =>
  () =>
    label();
const training = (label: () => string, format: QuantityFormat, best?: 'lowest' | 'highest'): Quantity => ({
  label: plain(label),
  format,
  ...(best ? { best } : {}),
});
const serving = (label: () => string, format: QuantityFormat): Quantity => ({
  label: plain(label),
  format,
  isServing: true,
});
/** Of a whole load, or of one priority: `p50Ms` and `p50Ms(1)`. */
const byPriority = (
  whole: () => string,
  one: (values: { priority: string }) => string,
  format: QuantityFormat,
): Quantity => ({
  label: ({ a }) => (a === '' ? whole() : one({ priority: a })),
  format,
  isServing: true,
  args: [0, 1],
});
/** Layers and units are counted from 0, as scripts do; the screen counts from 1. */
const layer = (label: (values: { layer: string }) => string): Quantity => ({
  label: ({ a }) => label({ layer: String(Number(a) + 1) }),
  format: 'count',
  args: [1, 1],
});

export const QUANTITIES = {
  testLoss: training(say.testLoss, 'loss', 'lowest'),
  trainLoss: training(say.trainLoss, 'loss', 'lowest'),
  testAccuracy: training(say.testAccuracy, 'share', 'highest'),
  trainAccuracy: training(say.trainAccuracy, 'share', 'highest'),
  epoch: training(say.epoch, 'count'),
  step: training(say.step, 'count'),
  /** testLoss − trainLoss */
  gap: training(say.gap, 'loss', 'lowest'),
  /** Loss on the test part of always answering the mean of the training targets. */
  baseline: training(say.baseline, 'loss'),
  /** Share of the test part's variance that is explained; regression only. */
  r2: training(say.r2, 'number', 'highest'),
  parameters: training(say.parameters, 'count'),
  /** Of all layers, the output's too. */
  units: training(say.units, 'count'),
  /** The run ended by itself, because its numbers were no longer finite. */
  stopped: training(say.stopped, 'flag'),
  w: {
    label: ({ a, b, c }) =>
      say.weight({ layer: String(Number(a) + 1), from: String(Number(b) + 1), to: String(Number(c) + 1) }),
    format: 'number',
    args: [3, 3],
  },
  b: {
    label: ({ a, b }) => say.bias({ layer: String(Number(a) + 1), to: String(Number(b) + 1) }),
    format: 'number',
    args: [2, 2],
  },
  dead: layer(say.dead),
  twins: layer(say.twins),

  perSecond: serving(say.perSecond, 'perSecond'),
  p50Ms: byPriority(say.p50Ms, say.p50MsOf, 'ms'),
  p99Ms: byPriority(say.p99Ms, say.p99MsOf, 'ms'),
  meanMs: byPriority(say.meanMs, say.meanMsOf, 'ms'),
  maxMs: byPriority(say.maxMs, say.maxMsOf, 'ms'),
  sent: byPriority(say.sent, say.sentOf, 'count'),
  ok: byPriority(say.ok, say.okOf, 'count'),
  rejected: byPriority(say.rejected, say.rejectedOf, 'count'),
  timedOut: byPriority(say.timedOut, say.timedOutOf, 'count'),
  meanBatch: serving(say.meanBatch, 'number'),
  goodPerSecond: serving(say.goodPerSecond, 'perSecond'),
  /** Answers within the latency goal, of all that were sent. */
  goodShare: serving(say.goodShare, 'share'),
  lateShare: { label: plain(say.lateShare), format: 'share' },
  inFlightMean: serving(say.inFlightMean, 'number'),
  littleRatio: serving(say.littleRatio, 'number'),
  /** Index of a capacity sweep's knee; −1 while it has none. */
  knee: { label: plain(say.knee), format: 'count' },
  /** 2 over the largest curvature of the loss of one linear unit: above it, full-batch descent runs away. Computed for challenges only. */
  edge: training(say.edge, 'number'),

  /** Of the example in Code that runs, or ran last; `pattern` is its name. */
  pattern: training(say.pattern, 'number'),
  goroutines: training(say.goroutines, 'count'),
  blockedSenders: training(say.blockedSenders, 'count'),
  handled: training(say.handled, 'count'),
  returned: training(say.returned, 'flag'),
  elapsedMs: training(say.elapsedMs, 'ms'),
} as const satisfies Record<string, Quantity>;

export type QuantityName = keyof typeof QUANTITIES;
export const quantityNamed = (name: QuantityName): Quantity => QUANTITIES[name];
export const isQuantity = (name: string): name is QuantityName => Object.hasOwn(QUANTITIES, name);
