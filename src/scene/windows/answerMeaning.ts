/** Classes in a trace: class of a traced prediction, known class of a row of the load's pool. */
import { factsOf } from '#experiment/dataFacts.ts';
import type { Experiment } from '#experiment/experiment.ts';
import { outputShape } from '#experiment/output.ts';
import { classOf } from '#nn/classOf.ts';
import type { PredictionMeaning } from '#trace/windows.ts';

/** @param labels class index of each row of the pool, −1 where it is not known. */
export function answerMeaning(
  { data, network }: Pick<Experiment, 'data' | 'network'>,
  labels: ArrayLike<number>,
): PredictionMeaning {
  const { task, classes } = factsOf(data);
  const labelOf = (row: number): number => labels[row] ?? -1;
  if (task === 'regression') return { classes: 0, classOf: () => -1, labelOf };
  // A trace holds the value of a single output, or the index of the largest of several.
  const { units, activation } = outputShape(factsOf(data), network.output.activation);
  const classOfTraced = (answer: number): number => {
    if (Number.isNaN(answer)) return -1;
    return units === 1 ? classOf(activation, [answer]) : answer;
  };
  return { classes: classes.length, classOf: classOfTraced, labelOf };
}
