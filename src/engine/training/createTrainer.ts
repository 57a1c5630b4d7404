/**
 * The trainer worker's handlers: each call of the page is one task under the lock, the run loop takes the lock for one
 * dispatch at a time, and a lost device is replaced in between. Wiring only; the work is in the files beside it.
 */
import type { Experiment } from '../../spec/experiment.ts';
import { DEVICE_NAMES } from '../../spec/vocabulary.ts';
import { transferring, type Emit, type Handlers } from '../../wire/Call.ts';
import type { DeviceReport } from '../../wire/DeviceReport.ts';
import type { Metrics, TrainerCalls, TrainerEvents, TrainUntil } from '../../wire/trainer.ts';
import { tensor2d } from '@tensorflow/tfjs-core';
import type { Device } from '../device/Device.ts';
import { answerRows } from './answerRows.ts';
import { createLock } from './createLock.ts';
import { DataShelf } from './DataShelf.ts';
import { DeviceKeeper } from './DeviceKeeper.ts';
import { fromLayers, toLayers } from './layerParameters.ts';
import { measureSpeed } from './measureSpeed.ts';
import { Runner } from './Runner.ts';
import { disposeQuietly, parametersOf } from './Session.ts';
import { Workbench, type Kept } from './Workbench.ts';

const LOSS_NOTICE_MS = 100;
const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

interface Started {
  readonly keeper: DeviceKeeper;
  readonly bench: Workbench;
  readonly runner: Runner;
}

export function createTrainer(emit: Emit<TrainerEvents>): Handlers<TrainerCalls> {
  const lock = createLock();
  let started: Started | null = null;
  let loading = new AbortController();

  function ready(): Started {
    if (!started) throw new Error('The trainer has not been started yet.');
    return started;
  }

  function tellOpened(): DeviceReport {
    const { report, tried } = ready().keeper;
    emit('deviceOpened', { report, tried });
    return report;
  }

  /** Runs under the lock as soon as the dispatch under way has failed or ended. */
  async function recover(lost: Device, message: string): Promise<void> {
    const { keeper, bench } = ready();
    if (keeper.current !== lost) return;
    const report: DeviceReport = { ...lost.report, works: false, reason: message };
    const checkpoint = bench.isReady ? bench.session.saved : null;
    try {
      const device = await keeper.replaceLost(lost.name);
      if (checkpoint) await bench.moveTo(device, checkpoint);
      emit('deviceLost', {
        report,
        message: `${message} The network of step ${checkpoint?.step ?? 0} goes on on ${device.name}.`,
        continuesOn: device.name,
      });
      tellOpened();
      if (checkpoint) await bench.snapshot('quick');
    } catch (error) {
      // Lost again meanwhile: that loss has its own recovery in the queue.
      if (keeper.current !== lost && keeper.current.isLost()) return;
      emit('deviceLost', {
        report,
        message: `${message} ${(error as Error).message} Reload the page to try again.`,
      });
    }
  }

  /** A call that is not part of a run: a loss in the middle is mended and the task tried once more. */
  async function task<T>(work: (parts: Started) => T | Promise<T>): Promise<T> {
    const parts = ready();
    const attempt = (): Promise<T> => lock(() => work(parts));
    try {
      return await attempt();
    } catch (error) {
      const { current } = parts.keeper;
      // A read may fail a moment before the browser tells that its GPU is lost.
      if (current.name === 'webgpu') await Promise.race([current.lost, wait(LOSS_NOTICE_MS)]);
      if (!current.isLost()) throw error;
      return attempt();
    }
  }

  async function takeExperiment({ bench, keeper }: Started, experiment: Experiment): Promise<Kept> {
    loading.abort(new Error('Another experiment was chosen meanwhile.'));
    loading = new AbortController();
    const { signal } = loading;
    return task(async ({ runner }) => {
      // A newer experiment waits behind this one: it alone counts.
      if (signal.aborted) return 'nothing';
      const { generation } = bench;
      let kept: Kept;
      try {
        kept = await bench.take(keeper.current, experiment, signal);
      } catch (error) {
        if (signal.aborted) return 'nothing';
        emit('phaseChanged', { phase: 'stopped', reason: (error as Error).message });
        throw error;
      }
      if (keeper.reportOn(bench.session.plan)) tellOpened();
      // A new title or view is no news to the pictures.
      if (!runner.isRunning && bench.generation !== generation) {
        emit('phaseChanged', { phase: 'paused' });
        await bench.snapshot('quick');
      }
      return kept;
    });
  }

  return {
    async start({ experiment, prefer, baseUrl }) {
      if (started) throw new Error('The trainer runs already.');
      emit('phaseChanged', { phase: 'starting' });
      const shelf = new DataShelf(baseUrl, {
        loadStarted: () => emit('phaseChanged', { phase: 'loading' }),
        loadProgressed: (loadedBytes, totalBytes) => emit('dataProgress', { loadedBytes, totalBytes }),
      });
      const keeper = new DeviceKeeper(
        baseUrl,
        (device, message) => void lock(() => recover(device, message)),
      );
      const bench = new Workbench(emit, shelf);
      await lock(() => keeper.openFirst(prefer));
      started = { keeper, bench, runner: new Runner(bench, lock, emit) };
      tellOpened();
      await takeExperiment(started, experiment);
      return keeper.report;
    },

    devices: () => ready().keeper.tried,

    useDevice: ({ name }) =>
      task(async ({ keeper, bench }) => {
        if (keeper.current.name === name && !keeper.current.isLost()) return keeper.report;
        const checkpoint = await bench.session.checkpoint();
        await keeper.use(name);
        await bench.moveTo(keeper.current, checkpoint);
        const report = tellOpened();
        await bench.snapshot('quick');
        return report;
      }),

    measureDevices: () =>
      task(async ({ keeper, bench }) => {
        const home = keeper.current.name;
        const { plan } = bench.session;
        const checkpoint = await bench.session.checkpoint();
        for (const name of DEVICE_NAMES) {
          try {
            const device = await keeper.use(name);
            keeper.noteSpeed(await measureSpeed(device, plan, checkpoint));
          } catch {
            // the keeper has noted why this device does not work
          }
        }
        await keeper.use(home);
        return keeper.tried;
      }),

    async configure({ experiment }) {
      const kept = await takeExperiment(ready(), experiment);
      return { kept };
    },

    play({ epochsPerSecond }) {
      const { runner, bench } = ready();
      requireReady(bench);
      if (runner.isPlaying) {
        runner.setSpeed(epochsPerSecond);
        return;
      }
      // Ends with a pause, or with an event that says why: nobody waits for its report.
      void runner.run({ until: {}, epochsPerSecond, announced: true }).catch(() => undefined);
    },

    async pause() {
      await ready().runner.stop('Paused.');
    },

    async step({ unit }): Promise<Metrics> {
      const { runner, bench } = ready();
      requireReady(bench);
      const until = unit === 'batch' ? { steps: 1 } : { epochs: 1 };
      const {
        seconds: _seconds,
        stopped: _stopped,
        ...metrics
      } = await runner.run({ until, announced: false });
      return metrics;
    },

    async reset() {
      await ready().runner.stop('The network was reset.');
      await task(async ({ bench }) => {
        bench.reset();
        emit('phaseChanged', { phase: 'paused' });
        await bench.snapshot('whole');
      });
    },

    async train(until) {
      checkUntil(until);
      const { runner, bench } = ready();
      requireReady(bench);
      return runner.run({ until, announced: true });
    },

    evaluate: ({ split }) =>
      task(async ({ bench }) => {
        const { session, pictures } = bench;
        const parameters = parametersOf(session.plan.shape, await session.checkpoint());
        const { loss, accuracy, count } = await pictures.evaluate(split, parameters);
        return { loss, count, ...(accuracy === undefined ? {} : { accuracy }) };
      }),

    parameters: () =>
      task(async ({ bench }) => toLayers(bench.session.plan.shape, (await bench.session.checkpoint()).state)),

    setParameters: ({ layers }) =>
      task(async ({ bench, runner }) => {
        await bench.setParameters(fromLayers(bench.session.plan.shape, layers));
        if (!runner.isRunning) await bench.snapshot('quick');
      }),

    samples: ({ split }) =>
      task(({ bench }) => {
        const { data } = bench.session.plan;
        const { inputs, targets, count } = data[split];
        return { inputs: toRows(inputs, count), targets: toRows(targets, count) };
      }),

    predict: ({ rows, count }) =>
      task(async ({ bench }) => {
        const { shape } = bench.session.plan;
        if (!Number.isInteger(count) || count < 1 || rows.length !== count * shape.inputs) {
          throw new Error(
            `The network takes rows of ${shape.inputs} numbers: ${count} rows would be ` +
              `${count * shape.inputs} numbers, but ${rows.length} were given.`,
          );
        }
        const parameters = parametersOf(shape, await bench.session.checkpoint()).slice();
        const weights = tensor2d(parameters, [1, parameters.length]);
        try {
          const outputs = await answerRows(shape, weights, rows, count);
          return transferring({ outputs }, [outputs.buffer as ArrayBuffer]);
        } finally {
          disposeQuietly(weights);
        }
      }),

    probe: ({ row }) =>
      task(async ({ bench, runner }) => {
        bench.probe = row;
        if (bench.isReady && !runner.isRunning) await bench.snapshot('quick');
      }),

    connectServer: ({ port }) =>
      task(async ({ bench, runner }) => {
        bench.serverPort = port;
        if (bench.isReady && !runner.isRunning) await bench.snapshot('quick');
      }),

    loseDevice() {
      ready().keeper.current.lose();
    },
  };
}

/** Throws a sentence for the reader while no experiment is loaded. */
function requireReady(bench: Workbench): void {
  void bench.session;
}

function checkUntil(until: TrainUntil): void {
  const given = Object.entries(until ?? {}).filter(([, value]) => value !== undefined);
  if (given.length === 0) throw new Error('train() needs a goal: {epochs}, {steps} or {seconds}.');
  for (const [name, value] of given) {
    if (typeof value !== 'number' || !(value > 0)) {
      throw new Error(`train(): ${name} must be a number above 0; it is ${String(value)}.`);
    }
  }
}

function toRows(values: Float32Array, count: number): number[][] {
  const width = values.length / count;
  return Array.from({ length: count }, (_, n) => [...values.subarray(n * width, (n + 1) * width)]);
}
