/**
 * The page's handle on the engine, whatever carries it: three callers (trainer, server, load), single requests, and
 * the few moves that touch more than one of them. Built by `connectEngine.ts` over Workers or plain ports.
 */
import type { Experiment } from '../spec/experiment.ts';
import type { DeviceName } from '../spec/vocabulary.ts';
import type { Caller } from '../wire/Call.ts';
import type { DeviceReport } from '../wire/DeviceReport.ts';
import type { LoadCalls, LoadEvents, LoadReport, LoadSettings } from '../wire/load.ts';
import type { SweepReport, SweepSettings } from '../wire/sweep.ts';
import type { Response, ServerCalls, ServerEvents } from '../wire/server.ts';
import type { TrainerCalls, TrainerEvents } from '../wire/trainer.ts';
import type { RequestOptions } from './requestDesk.ts';

/** The parts of the engine; each is a worker of its own in the browser. */
export type EnginePart = 'trainer' | 'server' | 'load';

/** Rows a load asks for, in the shape of the experiment the engine has taken. */
export interface LoadPool {
  /** [count, inputs]: network inputs. */
  readonly rows: Float32Array;
  readonly inputs: number;
  readonly outputs: number;
}

export interface Engine {
  readonly trainer: Caller<TrainerCalls, TrainerEvents>;
  /** Calls wait for nobody: use `whenServing` first, unless only events are wanted. */
  readonly server: Caller<ServerCalls, ServerEvents>;
  readonly load: Caller<LoadCalls, LoadEvents>;

  /** Opens the first device that works and takes the experiment, its data included. */
  start(experiment: Experiment, prefer?: DeviceName): Promise<DeviceReport>;
  /** Resolves when the server is up, with its present weights; starts server and load worker at the first call. */
  whenServing(): Promise<void>;
  /** Resolves when trainer and (if it runs) server have taken the experiment. */
  configure(experiment: Experiment): Promise<void>;
  /** Moves trainer and server to the device; weights are kept. */
  useDevice(name: DeviceName): Promise<DeviceReport>;
  /** To be called when weights were changed by a call: the next request is answered with the new ones. */
  weightsChanged(): void;
  /** One request to the server. Rejects with `RequestRejected`, `RequestTimedOut`, `RequestCancelled` or `RequestFailed`. */
  request(row: ArrayLike<number>, options?: RequestOptions): Promise<Response>;
  /** Runs a load to its end under `settings.serving`, then gives the server its own serving plan back. */
  runLoad(settings: LoadSettings, pool: LoadPool): Promise<LoadReport>;
  /** Measures one load after the other; its curve comes with `sweepProgressed` as it grows. */
  runSweep(settings: SweepSettings, pool: LoadPool): Promise<SweepReport>;
  /** Ends the load or sweep that runs, if any. */
  stopLoad(): Promise<void>;
  /** A worker died: `part` names which. Its calls under way have been rejected with the same error. */
  onFailure(listener: (part: EnginePart, error: Error) => void): () => void;
  /** Ends the workers. */
  end(): void;
}
