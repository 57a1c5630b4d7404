/**
 * Brings the experiment of the store to the engine. One subscriber, one `configure` under way at a time, the newest
 * experiment wins: a slider drag sends as many as the engine can take and always ends with the last. Only where images
 * are being fetched and other samples are wanted does the newest not wait: a download may stall.
 */
import type { Engine } from '#client/Engine.ts';
import { shareMoment } from '#client/momentOf.ts';
import { hasSameUnits } from '#client/unitIds.ts';
import { factsOf } from '#experiment/dataFacts.ts';
import { concernsTraining, diffExperiments } from '#experiment/diffExperiments.ts';
import type { Experiment } from '#experiment/experiment.ts';
import { experimentStore, isBegunFrom, trainingOf } from '#state/experimentStore.ts';
import { compareWith } from '#state/servingStore.ts';

/** At most this often: a drag fires more events than anybody can see the effect of. */
const GAP_MS = 60;

export interface ExperimentSync {
  /** Resolves when the engine has taken the present experiment; rejects when it could not. What could not be taken before is tried again. */
  whenTaken(): Promise<void>;
  /** Whether requests may be sent at once: no edit under way changes the network or how it is served. */
  readonly isServed: boolean;
  stop(): void;
}

/** @param start settles when the engine has started with the experiment now in the store; an edit need not wait for it. */
export function syncExperiment(
  engine: Pick<Engine, 'configure' | 'isServing'>,
  start: Promise<unknown>,
  onProblem: (error: Error) => void,
): ExperimentSync {
  let taken = experimentStore.getState().experiment;
  let pump: Promise<void> | undefined;
  let lastSentMs = -Infinity;
  /** Why the engine could not take the present experiment. */
  let problem: Error | null = null;

  const first = taken;
  let hasStarted = false;
  const started = start.then(
    () => void (hasStarted = true),
    (error: unknown) => {
      if (taken === first) problem = asError(error);
    },
  );

  async function bring(): Promise<void> {
    let present = experimentStore.getState().experiment;
    while (present !== taken || problem) {
      if (!problem && isBegunFrom(present, taken)) {
        // Whoever has begun it tells the trainer.
        taken = present;
      } else if (problem || concernsEngine(taken, present)) {
        const waitMs = lastSentMs + GAP_MS - performance.now();
        if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs));
        present = experimentStore.getState().experiment;
        lastSentMs = performance.now();
        const { network, inputs } = diffExperiments(taken, present);
        if (network || inputs) compareWith({});
        taken = present;
        problem = null;
        try {
          const other = otherSamples(present);
          await Promise.race([engine.configure(present), other.wanted]).finally(other.ignore);
        } catch (error) {
          // Only the last word counts: an experiment that was replaced meanwhile need not have worked.
          if (experimentStore.getState().experiment === taken) {
            problem = asError(error);
            onProblem(problem);
            return;
          }
        }
      } else {
        taken = present;
      }
      present = experimentStore.getState().experiment;
    }
  }

  function startPump(): void {
    if (pump || (experimentStore.getState().experiment === taken && !problem)) return;
    pump = bring().finally(() => {
      pump = undefined;
      if (experimentStore.getState().experiment !== taken) startPump();
    });
  }
  const unsubscribe = experimentStore.subscribe(({ experiment }, { experiment: before }) => {
    if (experiment !== before && !concernsTrainer(before, experiment)) shareMoment(experiment, before);
    startPump();
  });

  return {
    async whenTaken() {
      startPump();
      await started;
      await pump;
      if (problem) throw problem;
    },
    get isServed() {
      return hasStarted && !problem && engine.isServing(experimentStore.getState().experiment);
    },
    stop: unsubscribe,
  };
}

const concernsTrainer = (before: Experiment, after: Experiment): boolean =>
  trainingOf(before) !== trainingOf(after) ||
  !hasSameUnits(before, after) ||
  concernsTraining(diffExperiments(before, after));

/** Title, view and load are the page's own. */
const concernsEngine = (before: Experiment, after: Experiment): boolean =>
  concernsTrainer(before, after) || diffExperiments(before, after).serving;

const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));

/** `wanted` resolves when `asked` needs a download and other samples are wanted meanwhile, until `ignore` is called. */
function otherSamples(asked: Experiment): { wanted: Promise<void>; ignore: () => void } {
  let ignore = (): void => undefined;
  const wanted = new Promise<void>((resolve) => {
    if (factsOf(asked.data).kind !== 'image') return;
    ignore = experimentStore.subscribe(({ experiment }) => {
      if (diffExperiments(asked, experiment).samples) resolve();
    });
  });
  return { wanted, ignore };
}
