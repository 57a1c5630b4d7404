/** The load that the experiment describes, as the load worker takes it. */
import type { Experiment } from '../spec/experiment.ts';
import { arrivalsFeed } from '../state/feeds.ts';
import type { LoadSettings } from '../wire/load.ts';
import type { SweepSettings } from '../wire/sweep.ts';

type CallerSettings = Pick<LoadSettings, 'seed' | 'timeoutMs' | 'cancelShare' | 'priorityMix'>;

const callersOf = ({ load }: Experiment): CallerSettings => ({
  seed: load.seed,
  timeoutMs: load.timeoutMs,
  cancelShare: load.cancelShare,
  priorityMix: load.priorityMix,
});

/** As many requests as there are clients, all at once. */
export function burstOf(experiment: Experiment): LoadSettings {
  const { inFlight } = experiment.serving;
  return { ...callersOf(experiment), mode: 'closed', inFlight, requests: inFlight };
}

/** @throws where recorded arrivals are asked for and none are kept. */
export function loadOf(experiment: Experiment, durationMs = experiment.load.durationMs): LoadSettings {
  const { load, serving } = experiment;
  const shared = { ...callersOf(experiment), durationMs };
  if (load.mode === 'closed') {
    return { ...shared, mode: 'closed', inFlight: serving.inFlight, thinkTimeMs: load.thinkTimeMs };
  }
  const open = { ...shared, mode: load.mode, arrivals: load.arrivals };
  if (load.arrivals !== 'recorded') return { ...open, requestsPerSecond: load.requestsPerSecond };
  const recordedMs = arrivalsFeed.latest;
  if (!recordedMs) throw new Error('No arrivals are recorded yet. Run a load and keep its arrivals first.');
  return { ...open, recordedMs };
}

/** A sweep of the same callers. A ramp, or recorded arrivals, have no rate to sweep: those of a Poisson process stand in. */
export function sweepOf(settings: SweepSettings, experiment: Experiment): SweepSettings {
  const { arrivals, thinkTimeMs } = experiment.load;
  const hasRate = arrivals !== 'ramp' && arrivals !== 'recorded';
  const load: NonNullable<SweepSettings['load']> = {
    ...callersOf(experiment),
    ...(settings.over === 'rate' ? { arrivals: hasRate ? arrivals : 'poisson' } : { thinkTimeMs }),
    ...settings.load,
  };
  return { ...settings, load };
}
