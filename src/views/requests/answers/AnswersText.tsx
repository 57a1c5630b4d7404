/** Responses of the load by class, for screen readers. */
import { factsOf } from '#experiment/dataFacts.ts';
import * as say from '#messages/generated/answers.ts';
import { listText } from '#messages/listText.ts';
import { argmax } from '#nn/classOf.ts';
import { answerMeaning } from '#scene/windows/answerMeaning.ts';
import { responsesFeed, type LoadResponses } from '#state/feeds.ts';
import type { PredictionMeaning } from '#trace/windows.ts';
import { useThrottledFeed } from '../../useThrottledFeed.ts';
import { useRun } from '../useRun.ts';

const TEXT_EVERY_MS = 2_000;

export function AnswersText({ id }: { readonly id: string }) {
  const answers = useThrottledFeed(responsesFeed, TEXT_EVERY_MS);
  const data = useRun((ran) => ran.data);
  const network = useRun((ran) => ran.network);
  const { classes } = factsOf(data);
  return (
    <p id={id} className="visually-hidden">
      {answers
        ? answersText(answers, classes, answerMeaning({ data, network }, answers.labels))
        : say.noResponses()}
    </p>
  );
}

/** "250 of 256 samples answered: class −1 for 120, class +1 for 130." Each sample counts once, with its newest prediction. */
export function answersText(
  { outputs, outputUnits, labels }: Pick<LoadResponses, 'outputs' | 'outputUnits' | 'labels'>,
  classes: readonly string[],
  { classOf }: Pick<PredictionMeaning, 'classOf'>,
): string {
  const counts = new Uint32Array(Math.max(1, classes.length));
  let answered = 0;
  for (let row = 0; row < labels.length; row++) {
    const at = row * outputUnits;
    if (Number.isNaN(outputs[at])) continue;
    answered += 1;
    if (classes.length === 0) continue;
    const index = classOf(outputUnits === 1 ? outputs[at]! : argmax(outputs, at, outputUnits));
    if (index >= 0) counts[index] = (counts[index] ?? 0) + 1;
  }
  const samples = { answered, samples: labels.length };
  if (classes.length === 0 || answered === 0) return say.samplesAnswered(samples);
  const byClass = classes.map((name, k) => say.classCount({ name, count: counts[k] ?? 0 }));
  return say.samplesByClass({ ...samples, classes: listText(byClass) });
}
