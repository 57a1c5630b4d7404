/**
 * The page's caller of the trainer. A trainer that died, or whose start failed, is started again by the next call, with
 * the experiment of that moment. Knows which experiment the trainer has, so that an edit goes there only if it concerns it.
 */
import { concernsTraining, diffExperiments } from '#experiment/diffExperiments.ts';
import type { Experiment } from '#experiment/experiment.ts';
import type { DeviceName } from '#experiment/vocabulary.ts';
import { connectCaller, type Caller } from '#protocol/Call.ts';
import type { DeviceReport } from '#protocol/DeviceReport.ts';
import type { KeptRun, TrainerCalls, TrainerEvents } from '#protocol/trainer.ts';
import type { LazyEndpoint } from './lazyEndpoint.ts';
import { linkedRunOf } from './linkedRuns.ts';
import { momentOf, numbersOf, originOf } from './momentOf.ts';
import { hasSameUnits } from './unitIds.ts';

export interface TrainerCaller extends Caller<TrainerCalls, TrainerEvents> {
  start(prefer?: DeviceName): Promise<DeviceReport>;
  /** Gives the trainer this experiment, or waits until it has it. Calls nothing where it differs in serving or view alone. */
  configure(experiment: Experiment): Promise<void>;
  /**
   * Whether the trainer's weights stay what they are when it takes this experiment, as far as the page can know
   * beforehand: false for an undo, which may bring others back.
   */
  keepsWeights(experiment: Experiment): boolean;
  /** The worker has died: calls under way reject with this. */
  died(error: Error): void;
  /** Ends the worker for good. */
  end(error: Error): void;
}

const REPLACES_WEIGHTS: ReadonlySet<keyof TrainerCalls> = new Set([
  'reset',
  'seek',
  'setParameters',
  'changeParameters',
]);

export function connectTrainer(
  endpoint: LazyEndpoint,
  baseUrl: string,
  present: () => {
    readonly experiment: Experiment;
    readonly device: DeviceName | undefined;
    /** A kept run to go on with. */
    readonly run: KeptRun | undefined;
  },
): TrainerCaller {
  const caller = connectCaller<TrainerCalls, TrainerEvents>(endpoint);
  /** `start` was called, and has not failed, nor the worker died, since. */
  let isStarted = true;
  /** The experiment that the trainer was given last, and the end of that call; null while it is not known to have it. */
  let given: { readonly experiment: Experiment; readonly taken: Promise<unknown> } | null = null;
  /** The experiment that the trainer's weights belong to; null while they may be changing. */
  let weightsOf: Experiment | null = null;
  let newestMoment = -1;

  function keepsWeights(next: Experiment): boolean {
    if (next === weightsOf) return true;
    if (weightsOf === null || originOf(next) !== originOf(weightsOf)) return false;
    const moment = momentOf(next);
    const isForward = moment === momentOf(weightsOf) || moment > newestMoment;
    const { shape, weights } = diffExperiments(weightsOf, next);
    return isForward && !shape && !weights && hasSameUnits(weightsOf, next);
  }

  function mustTake(next: Experiment): boolean {
    if (given === null) return true;
    const { experiment } = given;
    return (
      momentOf(next) !== momentOf(experiment) ||
      originOf(next) !== originOf(experiment) ||
      concernsTraining(diffExperiments(experiment, next))
    );
  }

  /** Notes that the trainer is being given this experiment by `call`. */
  function give<T>(experiment: Experiment, call: Promise<T>): Promise<T> {
    const mine = { experiment, taken: call };
    weightsOf = keepsWeights(experiment) ? experiment : null;
    given = mine;
    newestMoment = Math.max(newestMoment, momentOf(experiment));
    void (async () => {
      try {
        await call;
        if (given === mine) weightsOf = experiment;
      } catch {
        if (given === mine) forget();
      }
    })();
    return call;
  }

  function forget(): void {
    given = null;
    weightsOf = null;
  }

  function start(prefer?: DeviceName): Promise<DeviceReport> {
    const { experiment, run } = present();
    isStarted = true;
    const started = caller.call('start', {
      experiment,
      ...numbersOf(experiment),
      baseUrl,
      ...(prefer ? { prefer } : {}),
      ...(run ? { run } : {}),
    });
    started.catch(() => (isStarted = false));
    return give(experiment, started);
  }

  const call: TrainerCaller['call'] = (kind, params, transfer) => {
    if (!isStarted) void start(present().device).catch(() => undefined);
    // A new start or typed weights: the experiment given before no longer says which weights the trainer has.
    if (REPLACES_WEIGHTS.has(kind)) forget();
    return caller.call(kind, params, transfer);
  };

  function fail(error: Error): void {
    forget();
    endpoint.drop();
    caller.fail(error);
  }

  return {
    ...caller,
    start,
    call,
    keepsWeights,
    async configure(experiment) {
      if (mustTake(experiment)) {
        const run = linkedRunOf(experiment);
        const given = { experiment, ...numbersOf(experiment), ...(run ? { run } : {}) };
        await give(experiment, call('configure', given));
      } else await given?.taken;
    },
    died(error) {
      fail(error);
      isStarted = false;
    },
    end: fail,
  };
}
