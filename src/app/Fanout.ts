/**
 * The scripting interface `window.fanout`: whatever the screen can do, the console can do. Guide: docs/scripting.md. Unless noted,
 * methods wait until the engine is ready and has taken the present experiment; wrong arguments reject with an `Error`
 * whose message names the call, the setting and what it may be, and change nothing.
 */
import type { FileToRead } from '#commands/modelReader.ts';
import type { LinkOptions } from '#commands/shareLink.ts';
import type { RequestOptions } from '#client/requestClient.ts';
import type { Experiment, ExperimentInput } from '#experiment/experiment.ts';
import type { DeviceName } from '#experiment/vocabulary.ts';
import type { DeviceReport } from '#protocol/DeviceReport.ts';
import type { LoadReport, LoadSettings } from '#protocol/load.ts';
import type { Response } from '#protocol/server.ts';
import type { TableOptions, TableReport } from '#experiment/tableReading.ts';
import type { SweepReport, SweepSettings } from '#protocol/sweep.ts';
import type { Evaluation, LayerParameters, TrainReport, TrainUntil } from '#protocol/trainer.ts';
import type { FanoutData } from './FanoutData.ts';
import type { FanoutInspect } from './FanoutInspect.ts';
import type { FanoutLessons } from './FanoutLessons.ts';
import type { FanoutSweep } from './FanoutSweep.ts';
import type { History } from './historyColumns.ts';

export interface Fanout extends FanoutInspect, FanoutLessons, FanoutSweep {
  /** Version of Fanout, e.g. "1.2.0". */
  readonly version: string;

  /**
   * Resolves to the report of the first device that passed its self-test, once the experiment's data is there.
   * @throws when no device works, or the data could not be loaded
   * @example const { name } = await fanout.ready; // 'webgpu'
   */
  readonly ready: Promise<DeviceReport>;

  /**
   * Reports of all devices that were tried: whether each works, or the reason why not. Does not wait for `ready`.
   * @example (await fanout.devices()).filter(({ works }) => works).map(({ name }) => name)
   */
  devices(): Promise<DeviceReport[]>;

  /**
   * Moves trainer and server to another device; weights, optimiser state and epoch are kept.
   * @param name 'webgpu', 'wasm' or 'cpu'
   * @throws for an unknown name, or a device that does not work; the present device goes on
   * @example await fanout.useDevice('wasm')
   */
  useDevice(name: DeviceName): Promise<DeviceReport>;

  /**
   * The present experiment, a deep copy as plain JSON. Synchronous.
   * @throws while the link that the page was opened with is being read; await `ready` first
   * @example fanout.experiment().training.optimizer.learningRate
   */
  experiment(): Experiment;

  /**
   * Opens an experiment: a fresh start from its seed at step 0, the same everywhere. One undo step.
   * @param source an Experiment (missing parts get defaults), its JSON text, a link, or a link's fragment
   * @throws ExperimentError for a value, LinkError for a text that cannot be read; the present experiment stays
   * @example await fanout.open({ data: { set: 'spiral' }, network: { hidden: [{ units: 16, activation: 'tanh' }] } })
   */
  open(source: ExperimentInput | string): Promise<void>;

  /**
   * Edits the experiment as the screen does: weights that still have a place are kept; another data set, loss,
   * output or optimiser changes what depends on it, unless the change names that, too. One undo step.
   * @param change the parts that change (objects are merged, lists replaced), or a function that returns them from a
   * copy of the present experiment
   * @throws ExperimentError, and changes nothing
   * @example await fanout.edit(({ training }) => ({ training: { batchSize: 2 * training.batchSize } }))
   */
  edit(change: ExperimentInput | ((present: Experiment) => ExperimentInput)): Promise<void>;

  /**
   * Reads a table of comma-separated values, in a worker, and opens it as the data, from the start; the title is dropped. One undo step.
   * @param source the text, or a file: up to 50 MB, 200,000 rows and 256 columns
   * @param options where a guess is wrong: `separator`, `header`, `target`, `task` ('classes' or 'values'), `columns`
   * ({ name: 'number', 'category' or 'ignore' }), `missing` ('drop', 'mean' or 'frequent'); `name`; `signal` and `onProgress`
   * @returns what was understood: separator, columns with kind, range and loss, rows used and left out, and the first problems by row
   * @throws where it holds nothing to learn, says why, and changes nothing; the signal's reason when aborted
   * @example const { columns, used, problems } = await fanout.importTable('a,b,c\n1,2,yes\n3,1,no\n2,2,yes')
   */
  importTable(
    source: string | Blob,
    options?: TableOptions & { signal?: AbortSignal; onProgress?: (share: number) => void },
  ): Promise<TableReport>;

  /** Data of one's own, and the present samples: `FanoutData.ts`. */
  readonly data: FanoutData;

  /**
   * The link of the present experiment. Without weights it does not wait for the engine.
   * @param options `weights: true` for a link with the trained weights, in 16 bits each, that opens at this step; words for whoever
   * opens it: `title` (at most 120 characters), `note` (1,000), `tryThis` (200), where an empty text takes away what is there
   * @throws where a text is too long, or there are too many weights for a link
   * @example await navigator.clipboard.writeText(await fanout.link({ weights: true, tryThis: 'Can you do it with fewer units?' }))
   */
  link(options?: LinkOptions): Promise<string>;

  /**
   * The present network as the files of a format, `golden.json` with ten rows and their answers the last.
   * @param format 'pytorch', 'keras', 'numpy', 'tfjs', 'javascript', 'onnx', 'safetensors', 'card'; docs/models.md has them all
   * @throws for a name that no format has, for weights that are not finite, and where the network does not fit the format
   * @example const [{ name, bytes }] = await fanout.exportModel('onnx')
   */
  exportModel(format: string): Promise<{ name: string; bytes: Uint8Array }[]>;

  /**
   * Opens a network of another program with its weights: ONNX, a layers model of TensorFlow.js (`model.json` and its weights), `.keras`,
   * safetensors that Fanout wrote, or an experiment's own file. One that Fanout wrote brings its experiment, any other is put on
   * the present data. One undo step.
   * @param files all files of one network: of the browser, or names with bytes
   * @throws with the first operator or layer that is in the way, or what the data would have to be; the present experiment stays
   * @example await fanout.importModel(await fanout.exportModel('onnx'))
   */
  importModel(files: readonly FileToRead[]): Promise<void>;

  /**
   * Trains until the first of the goals is reached.
   * @param until `epochs`, `steps` (whole numbers) or `seconds`, each counted from now; `lossBelow` or `plateau` (epochs in which
   * the loss became no better) of the loss that `watch` names, 'test' or 'train'. The experiment's own `training.stop` counts, too
   * @returns epoch, step, seconds and metrics at the end; `met`, the stop condition that ended it; `stopped` where it ended
   * before its goal
   * @throws without a goal, for one that is not positive, or when training is paused before it begins
   * @example const { testLoss } = await fanout.train({ epochs: 100, seconds: 5 })
   */
  train(until: TrainUntil): Promise<TrainReport>;

  /**
   * Ends training, whether `train` or the play button began it, also a run that is still waiting to begin.
   * @example setTimeout(() => fanout.pause(), 1_000)
   */
  pause(): Promise<void>;

  /**
   * Back to the start weights: the same seed gives the same start. One undo step.
   * @example await fanout.reset()
   */
  reset(): Promise<void>;

  /**
   * The learning curve of the present weights: one list per metric, all of equal length; null where a metric was not
   * measured. Accuracies are absent for regression.
   * @example const { epoch, testLoss } = await fanout.history()
   */
  history(): Promise<History>;

  /**
   * Loss, accuracy (0 to 1, absent for regression) and number of samples, over all of one part of the data.
   * @param split 'train' or 'test'
   * @throws for any other word
   * @example const { loss, accuracy } = await fanout.evaluate('test')
   */
  evaluate(split: 'train' | 'test'): Promise<Evaluation>;

  /**
   * A copy of all weights and biases, one entry per layer.
   * @returns `kernel` is [inputs][units], `bias` is [units]
   * @example (await fanout.parameters()).at(-1).bias
   */
  parameters(): Promise<LayerParameters[]>;

  /**
   * Sets all weights and biases; optimiser state and epoch are kept. Repeated calls make one undo step.
   * @param layers in the shape that `parameters()` returns
   * @throws for other shapes, or numbers that are not finite
   * @example await fanout.setParameters((await fanout.parameters()).map(({ kernel, bias }) => ({ kernel, bias: bias.map(() => 0) })))
   */
  setParameters(layers: LayerParameters[]): Promise<void>;

  /**
   * Samples of one part of the data: `inputs` as `predict` takes them, [count][inputs]; `targets` as the loss takes
   * them, [count][outputs].
   * @param split 'train' or 'test'
   * @throws for any other word
   * @example const { inputs, targets } = await fanout.samples('test')
   */
  samples(split: 'train' | 'test'): Promise<{ inputs: number[][]; targets: number[][] }>;

  /**
   * Predictions straight from the network, past queue and batching.
   * @param rows [count][inputs] of finite numbers, scaled as `samples` returns them
   * @returns outputs after the activation, [count][outputs]
   * @throws for a row of another width, or numbers that are not finite
   * @example const [[output]] = await fanout.predict([[1, 2]])
   */
  predict(rows: ArrayLike<number>[]): Promise<number[][]>;

  /**
   * One request through the server: admission, queue, batch, device. Requests of one tick travel together.
   * @param row [inputs] of finite numbers
   * @param options `priority` from 1 (served first), `timeoutMs` in the queue (0: none), `signal` to cancel
   * @returns `output` [outputs], the batch it was in, and `timings` in ms
   * @throws RequestError named RequestRejected (queue full), RequestTimedOut or RequestFailed; the signal's reason
   * when cancelled
   * @example const { output, timings } = await fanout.request([1, 2], { timeoutMs: 50 })
   */
  request(row: ArrayLike<number>, options?: RequestOptions): Promise<Response>;

  /**
   * Runs a load and reports throughput, latencies in ms and outcomes.
   * @param settings `mode` 'closed' (`inFlight` clients, 1 to 4,096) or 'open' (`arrivals` at `requestsPerSecond`);
   * `requests` or `durationMs` ends it, else four seconds; `signal` ends it sooner
   * @throws for a wrong setting, while another load runs, or when aborted before it begins. Later an abort resolves
   * to the report so far
   * @example const { requestsPerSecond, latencyMs } = await fanout.load({ mode: 'closed', inFlight: 256, requests: 10_000 })
   */
  load(settings: LoadSettings & { signal?: AbortSignal }): Promise<LoadReport>;

  /**
   * Capacity sweep: one load after another over concurrency or rate, each until its windows are stable.
   * @param settings `over` 'concurrency' or 'rate'; `values` in ascending order, clients or requests per second
   * @returns the points, the index of the knee (−1: beyond the last), and the law fitted to them
   * @throws as `load` does
   * @example const { points, knee } = await fanout.loadSweep({ over: 'concurrency', values: [1, 4, 16, 64] })
   */
  loadSweep(settings: SweepSettings & { signal?: AbortSignal }): Promise<SweepReport>;

  /**
   * Ends the load or sweep, whether a script or a button began it. Without effect where none runs.
   * @example await fanout.stopLoad()
   */
  stopLoad(): Promise<void>;

  /**
   * Ends training, download, load, sweep, comparison and measurement, whichever run, and openings under way.
   * @example await fanout.stop()
   */
  stop(): Promise<void>;
}

declare global {
  interface Window {
    fanout: Fanout;
  }
}
