/** The main metrics of training and of a load, as sentences. */
import { latencyText } from '#messages/clockText.ts';
import { countText, percentText, rateText, unitText } from '#messages/numberText.ts';
import { lossText } from '#messages/valueText.ts';
import { servingStore } from '#state/servingStore.ts';
import type { sweepStore } from '#state/sweepStore.ts';
import type { trainingStore } from '#state/trainingStore.ts';

type Metrics = NonNullable<ReturnType<typeof trainingStore.getState>['metrics']>;
type Report = NonNullable<ReturnType<typeof servingStore.getState>['report']>;

/** "epoch 120, loss 0.012, test loss 0.034, test accuracy 98.2 %" */
export function metricsText({ epoch, trainLoss, testLoss, testAccuracy }: Metrics): string {
  const parts = [`epoch ${countText(Math.floor(epoch))}`, `loss ${lossText(trainLoss)}`];
  if (Number.isFinite(testLoss)) parts.push(`test loss ${lossText(testLoss)}`);
  if (testAccuracy !== undefined && !Number.isNaN(testAccuracy)) {
    parts.push(`test accuracy ${percentText(testAccuracy)}`);
  }
  return parts.join(', ');
}

export function loadText({ ok, seconds, requestsPerSecond, latencyMs, ...lost }: Report): string {
  const time = seconds < 1 ? unitText(seconds * 1_000, 0, 'ms') : unitText(seconds, 1, 's');
  const texts = [`${countText(ok)} ${ok === 1 ? 'answer' : 'answers'} in ${time}`];
  if (ok > 0) {
    texts.push(`${rateText(requestsPerSecond)} per second`);
    texts.push(`p50 ${msText(latencyMs.p50)}, p99 ${msText(latencyMs.p99)}`);
  }
  const { rejected, timedOut, cancelled, failed } = lost;
  for (const [count, word] of [
    [rejected, 'rejected'],
    [timedOut, 'timed out'],
    [cancelled, 'cancelled'],
    [failed, 'failed'],
  ] as const) {
    if (count > 0) texts.push(`${countText(count)} ${word}`);
  }
  return texts.join(', ');
}

export function sweepText({ points, knee, over }: ReturnType<typeof sweepStore.getState>): string {
  const measured = `${countText(points.length)} ${points.length === 1 ? 'point' : 'points'} measured`;
  const best = points[knee];
  if (!best) return `${measured}, no knee found`;
  const at = over === 'concurrency' ? `${countText(best.x)} in flight` : `${rateText(best.x)} per second`;
  return `${measured}, knee at ${at} with ${rateText(best.perSecond)} requests per second`;
}

/** Rounded to the resolution of the clock. */
const msText = (ms: number): string => `${latencyText(ms, servingStore.getState().clockStepMs)} ms`;
