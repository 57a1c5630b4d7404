/**
 * Reads what `open` accepts: an Experiment, its JSON text, a link, a link's fragment, a challenge's, or a link of TensorFlow Playground. An
 * experiment whose link has trained weights is remembered to begin with them.
 */
import { linkRun } from '#client/linkedRuns.ts';
import type { Experiment, ExperimentInput } from '#experiment/experiment.ts';
import { parseExperiment } from '#experiment/parseExperiment.ts';
import { readLessonLink } from '#lessons/lessonLink.ts';
import * as say from '#messages/generated/learn.ts';
import { decodeLink, type TellOfLink } from '#share/decodeLink.ts';
import { claimOf, readChallengeLink } from './challengeLink.ts';
import { importModule } from './importModule.ts';
import { tellOfLink } from './tellOfLink.ts';

/** @throws LinkError for text, ExperimentError for a value */
export async function readSource(source: ExperimentInput | string): Promise<Experiment> {
  return typeof source === 'string' ? readLink(source, tellOfLink) : parseExperiment(source);
}

/**
 * @param source as `decodeLink` takes it, or a step of a lesson, which is shown with it
 * @throws LinkError
 */
export async function readLink(source: string, tell?: TellOfLink): Promise<Experiment> {
  const asked = readLessonLink(source);
  if (asked) {
    const { takeLessonLink } = await importModule(say.theLesson, () => import('./lessons.ts'));
    return takeLessonLink(asked, asked.rest === '' ? null : await readPlain(asked.rest, tell));
  }
  return readPlain(source, tell);
}

async function readPlain(source: string, tell?: TellOfLink): Promise<Experiment> {
  const claimed = readChallengeLink(source);
  const opened = await decodeLink(claimed?.link ?? source, tell);
  const { experiment, trained } = opened;
  if (trained) linkRun(experiment, trained);
  if (claimed) claimOf(claimed, opened);
  return experiment;
}
