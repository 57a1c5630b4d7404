/** A point of a run in numbers: epoch, losses and accuracies, as the table under the charts has them. */
import { fixedText, percentText } from '#messages/numberText.ts';
import { lossText } from '#messages/valueText.ts';
import type { RunRows } from './runRows.ts';

/** @param i index of the point; −1 where there is none */
export function runTexts(rows: RunRows, i: number, hasAccuracy: boolean): readonly string[] {
  const loss = (value = Number.NaN): string => (Number.isNaN(value) ? '–' : lossText(value));
  const share = (value = Number.NaN): string => (Number.isNaN(value) ? '–' : percentText(value));
  const epoch = rows.epochs[i] ?? Number.NaN;
  return [
    fixedText(epoch, Number.isInteger(epoch) || Number.isNaN(epoch) ? 0 : 1),
    loss(rows.trainLoss[i]),
    loss(rows.testLoss[i]),
    ...(hasAccuracy ? [share(rows.trainAccuracy[i]), share(rows.testAccuracy[i])] : []),
  ];
}
