/** What the answers of a run mean in the experiment: class of an answer, known class of a row of the load's pool. */
import { DATA_SETS } from '../../../spec/dataSets.ts';
import type { Experiment } from '../../../spec/experiment.ts';
import type { AnswerMeaning } from '../../../trace/windows.ts';

/** @param labels class index of each row of the pool, −1 where it is not known. */
export function answerMeaning(
  { data, network }: Pick<Experiment, 'data' | 'network'>,
  labels: ArrayLike<number>,
): AnswerMeaning {
  const { task, classes } = DATA_SETS[data.set];
  const labelOf = (row: number): number => labels[row] ?? -1;
  if (task === 'regression') return { classes: 0, classOf: () => -1, labelOf };
  // The border between −1 and +1 for one output; several outputs come as the index of the largest.
  const border = network.output.activation === 'sigmoid' ? 0.5 : 0;
  const classOf = (answer: number): number => {
    if (Number.isNaN(answer)) return -1;
    return task === 'binary' ? Number(answer > border) : answer;
  };
  return { classes: classes.length, classOf, labelOf };
}
