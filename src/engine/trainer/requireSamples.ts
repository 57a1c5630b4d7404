/** Training needs at least one sample; drawn points may all have been taken away. */
import { failed } from '#messages/Failure.ts';
import { noSamples } from '#messages/generated/dataErrors.ts';
import type { TrainingSession } from './TrainingSession.ts';

/** Why the present experiment cannot be trained; null where it can. */
export const lackOfSamples = ({ run }: Pick<TrainingSession, 'run'>): Error | null =>
  run.config.data.train.count === 0 ? failed(noSamples()) : null;

/** @throws Error with a sentence for the reader while no experiment is loaded, or where there is nothing to learn from */
export function requireSamples(session: TrainingSession): void {
  session.requireExperiment();
  const lack = lackOfSamples(session);
  if (lack) throw lack;
}
