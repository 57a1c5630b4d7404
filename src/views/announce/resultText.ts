/** The main metrics of training and of a load, as sentences. */
import { latencyText } from '#messages/clockText.ts';
import * as say from '#messages/generated/announce.ts';
import { percentText, rateText, unitText } from '#messages/numberText.ts';
import { lossText } from '#messages/valueText.ts';
import { servingStore } from '#state/servingStore.ts';
import type { sweepStore } from '#state/sweepStore.ts';
import type { trainingStore } from '#state/trainingStore.ts';

type Metrics = NonNullable<ReturnType<typeof trainingStore.getState>['metrics']>;
type Report = NonNullable<ReturnType<typeof servingStore.getState>['report']>;

/** "epoch 120, loss 0.012, test loss 0.034, test accuracy 98.2 %" */
export function metricsText({ epoch, trainLoss, testLoss, testAccuracy }: Metrics): string {
  const parts = [say.epoch({ epoch: Math.floor(epoch) }), say.loss({ loss: lossText(trainLoss) })];
  if (Number.isFinite(testLoss)) parts.push(say.testLoss({ loss: lossText(testLoss) }));
  if (testAccuracy !== undefined && !Number.isNaN(testAccuracy)) {
    parts.push(say.testAccuracy({ share: percentText(testAccuracy) }));
  }
  return parts.join(', ');
}

export function loadText({ ok, seconds, requestsPerSecond, latencyMs, ...lost }: Report): string {
  const time = seconds < 1 ? unitText(seconds * 1_000, 0, 'ms') : unitText(seconds, 1, 's');
  const texts = [say.answersIn({ count: ok, time })];
  if (ok > 0) {
    texts.push(say.perSecond({ rate: rateText(requestsPerSecond) }));
    texts.push(say.percentiles({ p50: msText(latencyMs.p50), p99: msText(latencyMs.p99) }));
  }
  const { rejected, timedOut, cancelled, failed } = lost;
  for (const [count, text] of [
    [rejected, say.rejected],
    [timedOut, say.timedOut],
    [cancelled, say.cancelled],
    [failed, say.failed],
  ] as const) {
    if (count > 0) texts.push(text({ count }));
  }
  return texts.join(', ');
}

export function sweepText({ points, knee, over }: ReturnType<typeof sweepStore.getState>): string {
  const best = points[knee];
  if (!best) return say.noKnee({ points: points.length });
  const values = { points: points.length, rate: rateText(best.perSecond) };
  if (over === 'concurrency') return say.kneeInFlight({ ...values, at: best.x });
  return say.kneeAtRate({ ...values, at: rateText(best.x) });
}

/** Rounded to the resolution of the clock. */
const msText = (ms: number): string => latencyText(ms, servingStore.getState().clockStepMs);
