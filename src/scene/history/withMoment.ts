/**
 * The learning curve with the moment that is looked back at. A kept moment need not lie on a measured point of the curve; its metrics come
 * with its weights, so that curves, handle and numbers meet in one point.
 */
import type { historyFeed, RunTimeline, Snapshot } from '#state/feeds.ts';

type Curve = typeof historyFeed.latest;

/** @param metrics of the weights that are shown */
export function withMoment(
  curve: Curve,
  { lookingBackAt }: Pick<RunTimeline, 'lookingBackAt'>,
  metrics: Snapshot['metrics'] | undefined,
): Curve {
  if (lookingBackAt === null || metrics?.step !== lookingBackAt) return curve;
  const after = curve.findIndex(({ step }) => step >= lookingBackAt);
  if (after < 0 || curve[after]!.step === lookingBackAt) return curve;
  const before = curve[after - 1];
  const { epoch, trainAccuracy = Number.NaN, testAccuracy = Number.NaN } = metrics;
  const moment = {
    ...metrics,
    trainAccuracy,
    testAccuracy,
    epoch: Math.min(curve[after]!.epoch, Math.max(before?.epoch ?? 0, epoch)),
    batchLoss: Number.NaN,
  };
  return curve.toSpliced(after, 0, moment);
}
