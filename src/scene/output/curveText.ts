/** The curves of loss and accuracy as text. */
import * as say from '#messages/generated/curves.ts';
import { countText, percentText } from '#messages/numberText.ts';
import { lossText } from '#messages/valueText.ts';
import type { historyFeed } from '#state/feeds.ts';
import { evenlySpaced } from '../evenlySpaced.ts';

type History = typeof historyFeed.latest;
type Point = Pick<History[number], 'epoch' | 'trainLoss' | 'testLoss' | 'trainAccuracy' | 'testAccuracy'>;

const MOST_ROWS = 12;

export function curveSummary(history: History): string {
  const points = measured(history);
  const [first, last] = [points[0], points.at(-1)];
  if (!first || !last || points.length < 2) return say.noTraining();
  const training = {
    from: lossText(first.trainLoss),
    to: lossText(last.trainLoss),
    epoch: Math.floor(last.epoch),
  };
  const sentences = [last.trainLoss < first.trainLoss ? say.lossFell(training) : say.lossWent(training)];
  const tested = points.filter(({ testLoss }) => Number.isFinite(testLoss));
  if (tested.length > 0) {
    const best = tested.reduce((least, point) => (point.testLoss < least.testLoss ? point : least));
    sentences.push(
      say.testLossIs({
        loss: lossText(last.testLoss),
        least: lossText(best.testLoss),
        epoch: Math.floor(best.epoch),
      }),
    );
  }
  if (!Number.isNaN(last.testAccuracy)) {
    sentences.push(say.testAccuracyIs({ accuracy: percentText(last.testAccuracy) }));
  }
  return sentences.join(' ');
}

/** A few points, evenly spaced over the run. */
export function curveTable(
  history: History,
  hasAccuracy: boolean,
): { readonly head: string[]; readonly rows: string[][] } {
  const points = measured(history);
  const accuracy = hasAccuracy ? [say.trainingAccuracy(), say.testAccuracy()] : [];
  return {
    head: [say.epochHead(), say.trainingLoss(), say.testLoss(), ...accuracy],
    rows: evenlySpaced(points.length, MOST_ROWS).map((i) => {
      const point = points[i]!;
      const shares = hasAccuracy ? [shareText(point.trainAccuracy), shareText(point.testAccuracy)] : [];
      return [epochText(point.epoch), knownLoss(point.trainLoss), knownLoss(point.testLoss), ...shares];
    }),
  };
}

/** The point under the cursor. */
export function pointText(point: Point): string {
  const parts = [say.pointLoss({ epoch: epochText(point.epoch), loss: lossText(point.trainLoss) })];
  if (Number.isFinite(point.testLoss)) parts.push(say.pointTestLoss({ loss: lossText(point.testLoss) }));
  for (const [share, text] of [
    [point.trainAccuracy, say.pointAccuracy],
    [point.testAccuracy, say.pointTestAccuracy],
  ] as const) {
    if (!Number.isNaN(share)) parts.push(text({ share: percentText(share) }));
  }
  return parts.join(', ');
}

const epochText = (epoch: number): string =>
  epoch < 10 && !Number.isInteger(epoch) ? epoch.toFixed(1) : countText(Math.floor(epoch));
const knownLoss = (loss: number): string => (Number.isNaN(loss) ? '–' : lossText(loss));
const shareText = (share: number): string => (Number.isNaN(share) ? '–' : percentText(share));

/** Points at which neither loss was measured are left out. */
const measured = (history: History): History =>
  history.filter(({ trainLoss, testLoss }) => !Number.isNaN(trainLoss) || !Number.isNaN(testLoss));
