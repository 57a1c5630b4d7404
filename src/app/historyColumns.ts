/** The learning curve for scripts: one list per metric, of equal length, and null where it was not measured. */
import type { HistoryPoint } from '#protocol/trainer.ts';

export interface History {
  /** Epochs done, with the fraction of the current one. */
  epoch: number[];
  step: number[];
  trainLoss: (number | null)[];
  testLoss: (number | null)[];
  /** Absent for regression. */
  trainAccuracy?: (number | null)[];
  testAccuracy?: (number | null)[];
  /** Mean loss of the batches of the epoch that ended here, each before its step, with dropout. */
  batchLoss: (number | null)[];
}

export function historyColumns(points: readonly HistoryPoint[]): History {
  const column = (name: Exclude<keyof HistoryPoint, 'seconds' | 'rate'>): (number | null)[] =>
    points.map((point) => (Number.isNaN(point[name]) ? null : point[name]));
  const trainAccuracy = column('trainAccuracy');
  const testAccuracy = column('testAccuracy');
  const hasClasses = [...trainAccuracy, ...testAccuracy].some((share) => share !== null);
  return {
    epoch: points.map(({ epoch }) => epoch),
    step: points.map(({ step }) => step),
    trainLoss: column('trainLoss'),
    testLoss: column('testLoss'),
    ...(hasClasses ? { trainAccuracy, testAccuracy } : {}),
    batchLoss: column('batchLoss'),
  };
}
