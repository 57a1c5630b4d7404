/** The experiment's load as settings of the load worker. */
import type { Experiment } from '#experiment/experiment.ts';
import { failed } from '#messages/Failure.ts';
import * as failures from '#messages/generated/commandErrors.ts';
import type { LoadSettings } from '#protocol/load.ts';
import type { SweepSettings } from '#protocol/sweep.ts';
import { arrivalsFeed } from '#state/feeds.ts';

type CallerSettings = Pick<LoadSettings, 'seed' | 'timeoutMs' | 'cancelShare' | 'priorityMix'>;

const callersOf = ({ load }: Experiment): CallerSettings => ({
  seed: load.seed,
  timeoutMs: load.timeoutMs,
  cancelShare: load.cancelShare,
  priorityMix: load.priorityMix,
});

/** All clients send one request at once. */
export function burstOf(experiment: Experiment): LoadSettings {
  const { inFlight } = experiment.serving;
  return { ...callersOf(experiment), mode: 'closed', inFlight, requests: inFlight };
}

/** @throws for recorded arrivals where none are kept */
export function loadOf(experiment: Experiment, durationMs = experiment.load.durationMs): LoadSettings {
  const { load, serving } = experiment;
  const shared = { ...callersOf(experiment), durationMs };
  if (load.mode === 'closed') {
    return { ...shared, mode: 'closed', inFlight: serving.inFlight, thinkTimeMs: load.thinkTimeMs };
  }
  const open = { ...shared, mode: load.mode, arrivals: load.arrivals };
  if (load.arrivals !== 'recorded') return { ...open, requestsPerSecond: load.requestsPerSecond };
  const recordedMs = arrivalsFeed.latest;
  if (!recordedMs) throw failed(failures.noRecordedArrivals());
  return { ...open, recordedMs };
}

/**
 * A sweep with the experiment's clients. A ramp, or recorded arrivals, have no rate to sweep: a Poisson process
 * replaces them.
 * @throws where the swept setting has no effect
 */
export function sweepOf(settings: SweepSettings, experiment: Experiment): SweepSettings {
  const pattern = settings.load?.serving?.pattern ?? experiment.serving.pattern;
  if (settings.over === 'concurrency' && pattern === 'oneByOne') {
    throw failed(failures.oneInFlight());
  }
  const { arrivals, thinkTimeMs } = experiment.load;
  const hasRate = arrivals !== 'ramp' && arrivals !== 'recorded';
  const load: NonNullable<SweepSettings['load']> = {
    ...callersOf(experiment),
    ...(settings.over === 'rate' ? { arrivals: hasRate ? arrivals : 'poisson' } : { thinkTimeMs }),
    ...settings.load,
  };
  return { ...settings, load };
}
