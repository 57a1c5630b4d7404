/** The part of `window.fanout` that trains many networks at once. */
import type { TrainingSweepSettings } from '#sweep/readSettings.ts';
import type { Metrics } from '#protocol/trainer.ts';

export interface TrainingSweepCall extends TrainingSweepSettings {
  /** Whether each run has its trained parameters, in the layout of `nn/NetworkShape.ts`; false where absent. */
  parameters?: boolean;
  signal?: AbortSignal;
}

export interface SweepProgress {
  networks: number;
  /** Networks that need no more training. */
  done: number;
  /** Of all training, 0 to 1. */
  share: number;
  /** null where it cannot be told yet. */
  secondsLeft: number | null;
  /** The run with the smallest test loss so far; −1 for none. */
  best: number;
}

/** One network of a sweep. */
export interface SweptRun {
  /** The fields that were varied, by their paths. */
  values: Record<string, unknown>;
  seed: number;
  /** done: at its goal. diverged: its loss was no longer finite. dropped: halving went on without it. stopped: before its goal. */
  ended: 'done' | 'diverged' | 'dropped' | 'stopped';
  /** That it has trained; networks that train together share theirs. */
  seconds: number;
  /** At the last point of its curve; null where it never began. */
  metrics: Metrics | null;
  /** Lists of equal length; accuracies are absent for regression. */
  history: {
    epoch: number[];
    trainLoss: (number | null)[];
    testLoss: (number | null)[];
    trainAccuracy?: (number | null)[];
    testAccuracy?: (number | null)[];
  };
  /** [P], where they were asked for. */
  parameters?: Float32Array;
}

export interface TrainingSweepReport {
  runs: SweptRun[];
  /** Index of the run with the smallest test loss; −1 for none. */
  best: number;
}

export interface FanoutSweep {
  /**
   * Trains the networks of a sweep side by side, each from its own seed as it would train alone. The network on the screen is left as it
   * is; the tab Sweep shows them. Stop conditions of the experiment do not count, `until` does.
   * @param settings `over`: paths into the experiment with their values; `until`: `epochs`, `seconds` or `testLoss`; `method` 'grid',
   * 'random' (`samples` draws between the least and the largest value) or 'halving'; `seed` of the draw; `starts` of each combination;
   * `parameters: true` for the trained weights; `signal`
   * @param onProgress told of the progress a few times a second
   * @returns the runs in the order of the combinations, the last field changing fastest, and which is best
   * @throws for a wrong setting, a value that does not fit the experiment, more than 1,024 networks, while another sweep runs, or when
   * aborted before it begins. Later an abort resolves to the runs so far
   * @example const { runs, best } = await fanout.trainingSweep({ over: { 'network.hidden.*.units': [2, 4, 8] }, until: { epochs: 100 } })
   */
  trainingSweep(
    settings: TrainingSweepCall,
    onProgress?: (progress: SweepProgress) => void,
  ): Promise<TrainingSweepReport>;
}
