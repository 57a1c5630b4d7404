/** The answer of the network for the sample shown, one value per class, whatever the number of its output units. */
import { unitIndex } from '#canvas/networkScene.ts';
import { isShare } from '#nn/classOf.ts';
import { outputLayer } from '#nn/NetworkShape.ts';
import type { Snapshot } from '#state/feeds.ts';

export interface ClassAnswer {
  readonly values: readonly number[];
  /** Shares from 0 to 1; else signed, −1 for no and +1 for yes. */
  readonly areShares: boolean;
}

/** @returns null where the network does not answer in these classes, or has not yet */
export function classAnswer(
  snapshot: Pick<Snapshot, 'shape' | 'probe'> | null,
  classes: number,
): ClassAnswer | null {
  const answer = outputsFor(snapshot);
  if (!snapshot || !answer || classes < 2) return null;
  const areShares = isShare(outputLayer(snapshot.shape).activation);
  if (answer.length === classes) return { values: answer, areShares };
  const [value] = answer;
  // A single output says how much it is the second class.
  if (answer.length !== 1 || classes !== 2 || value === undefined) return null;
  return { values: [areShares ? 1 - value : -value, value], areShares };
}

/** The outputs for the sample shown. */
export function outputsFor(snapshot: Pick<Snapshot, 'shape' | 'probe'> | null): readonly number[] | null {
  if (!snapshot?.probe) return null;
  const { shape, probe } = snapshot;
  const first = unitIndex(shape, shape.layers.length - 1);
  return Array.from(probe.subarray(first, first + outputLayer(shape).units));
}
