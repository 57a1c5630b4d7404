/**
 * Brings the experiment of the store to the engine. One subscriber, one `configure` under way at a time, the newest
 * experiment wins: a slider drag sends as many as the engine can take and always ends with the last.
 */
import type { Engine } from '../client/Engine.ts';
import type { Experiment } from '../spec/experiment.ts';
import { networkShape } from '../spec/networkShape.ts';
import { experimentStore } from '../state/experimentStore.ts';
import type { Follower } from '../state/follow.ts';
import { servingStore } from '../state/servingStore.ts';

/** At most this often: a drag fires more events than anybody can see the effect of. */
const GAP_MS = 60;

export interface ExperimentSync {
  /** Resolves when the engine has taken the present experiment; rejects when it could not. */
  whenTaken(): Promise<void>;
  stop(): void;
}

/** To be made when the engine has been told to start with the experiment now in the store. */
export function syncExperiment(
  engine: Pick<Engine, 'configure'>,
  follower: Pick<Follower, 'expectShape'>,
  onProblem: (error: Error) => void,
): ExperimentSync {
  let taken = experimentStore.getState().experiment;
  let pump: Promise<void> | undefined;
  let lastSentMs = -Infinity;
  /** Why the engine could not take the present experiment. */
  let problem: Error | null = null;

  async function bring(): Promise<void> {
    let present = experimentStore.getState().experiment;
    while (present !== taken) {
      if (engineKey(present) !== engineKey(taken)) {
        const waitMs = lastSentMs + GAP_MS - performance.now();
        if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs));
        present = experimentStore.getState().experiment;
        lastSentMs = performance.now();
        if (networkKey(present) !== networkKey(taken)) servingStore.setState({ byPattern: {} });
        taken = present;
        problem = null;
        follower.expectShape(networkShape(present));
        try {
          await engine.configure(present);
        } catch (error) {
          // Only the last word counts: an experiment that was replaced meanwhile need not have worked.
          if (experimentStore.getState().experiment === taken) {
            problem = asError(error);
            onProblem(problem);
          }
        }
      } else {
        taken = present;
      }
      present = experimentStore.getState().experiment;
    }
  }

  function startPump(): void {
    if (pump || experimentStore.getState().experiment === taken) return;
    pump = bring().finally(() => {
      pump = undefined;
      startPump();
    });
  }
  const unsubscribe = experimentStore.subscribe(startPump);

  return {
    async whenTaken() {
      await pump;
      if (problem) throw problem;
    },
    stop: unsubscribe,
  };
}

/** What the engine has to know of; title and view are the page's own. */
const engineKey = ({ data, network, training, serving }: Experiment): string =>
  JSON.stringify([data, network, training, serving]);

const networkKey = ({ data, network }: Experiment): string =>
  JSON.stringify([data.set, data.features, network]);

const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));
