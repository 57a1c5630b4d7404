/**
 * The Engine over three endpoints: wires trainer → server (weights), page → server and load → server (requests), and
 * keeps the server's shape, plan and weights in step with the trainer's. Knows no Worker, so tests connect it to
 * handlers in their own thread.
 */
import type { Experiment, ServingSpec } from '../spec/experiment.ts';
import { networkShape } from '../spec/networkShape.ts';
import type { DeviceName } from '../spec/vocabulary.ts';
import { connectCaller, laneOf } from '../wire/Call.ts';
import type { LoadCalls, LoadEvents, LoadTarget } from '../wire/load.ts';
import type { ServerCalls, ServerEvents } from '../wire/server.ts';
import type { LayerParameters, TrainerCalls, TrainerEvents } from '../wire/trainer.ts';
import type { Engine, EnginePart, LoadPool } from './Engine.ts';
import { lazyEndpoint, type OpenedEndpoint } from './lazyEndpoint.ts';
import { openRequestDesk } from './requestDesk.ts';

export interface EngineParts {
  /** Makes the part; `onDeath` is to be called when it can answer no more. */
  open(part: EnginePart, onDeath: (error: Error) => void): OpenedEndpoint;
  /** Where static files (wasm binaries, digits) lie, with a slash at the end. */
  readonly baseUrl: string;
}

export function connectEngine({ open, baseUrl }: EngineParts): Engine {
  const failureListeners = new Set<(part: EnginePart, error: Error) => void>();
  const openPart = (part: EnginePart) => lazyEndpoint(() => open(part, (error) => onDeath(part, error)));
  const endpoints = { trainer: openPart('trainer'), server: openPart('server'), load: openPart('load') };
  const trainer = connectCaller<TrainerCalls, TrainerEvents>(endpoints.trainer);
  const server = connectCaller<ServerCalls, ServerEvents>(endpoints.server);
  const load = connectCaller<LoadCalls, LoadEvents>(endpoints.load);
  const desk = openRequestDesk(laneOf(endpoints.server), () => servingDevice);

  function onDeath(part: EnginePart, error: Error): void {
    if (part === 'trainer') trainer.fail(error);
    else endServing(error);
    for (const listener of failureListeners) listener(part, error);
  }

  /** Server and load hold ends of one channel, so they end together; the next request makes both anew. */
  function endServing(error: Error): void {
    serving = undefined;
    isServing = false;
    endpoints.server.drop();
    endpoints.load.drop();
    server.fail(error);
    load.fail(error);
    desk.fail(error);
  }

  let experiment: Experiment | undefined;
  let tellStarted = (_start: Promise<unknown>): void => undefined;
  /** Settles as the trainer's start does; calls made before it wait. */
  const started = new Promise<unknown>((resolve) => (tellStarted = resolve));
  // Whoever asks hears of a failed start from `start` itself.
  started.catch(() => undefined);
  let trainerDevice: DeviceName = 'cpu';
  let servingDevice: DeviceName = 'cpu';
  let serving: Promise<void> | undefined;
  /** The server takes requests: `serving` has resolved. */
  let isServing = false;
  /** The server's weights are older than the trainer's and nobody is bringing the new ones. */
  let stale = false;
  let freshening: Promise<void> | undefined;
  let loads = Promise.resolve<unknown>(undefined);

  trainer.on('deviceOpened', ({ report }) => (trainerDevice = report.name));
  server.on('deviceOpened', ({ report }) => (servingDevice = report.name));
  server.on('deviceLost', ({ continuesOn }) => (servingDevice = continuesOn ?? servingDevice));

  async function startServing(): Promise<void> {
    await started;
    const present = experiment;
    if (!present) throw new Error('The engine has not been started, so there is no server to ask.');
    const weights = new MessageChannel();
    const fromLoad = new MessageChannel();
    const report = await server.call('start', { experiment: present, prefer: trainerDevice, baseUrl });
    servingDevice = report.name;
    await Promise.all([
      server.call('connectTrainer', { port: weights.port2 }, [weights.port2]),
      server.call('connectCaller', {}),
      server.call('connectCaller', { port: fromLoad.port2 }, [fromLoad.port2]),
      load.call('connectServer', { port: fromLoad.port1 }, [fromLoad.port1]),
    ]);
    await trainer.call('connectServer', { port: weights.port1 }, [weights.port1]);
    await configureServer(present.serving);
    await sendWeights();
    isServing = true;
  }

  async function configureServer(plan: ServingSpec): Promise<void> {
    if (experiment) await server.call('configure', { shape: networkShape(experiment), serving: plan });
  }

  /** The trainer's stream of weights is paced to the display; this brings the very newest before the next request. */
  async function sendWeights(): Promise<void> {
    stale = false;
    const step = lastStep;
    const parameters = flatten(await trainer.call('parameters', undefined));
    await server.call('setParameters', { parameters, step }, [parameters.buffer as ArrayBuffer]);
  }
  let lastStep = 0;
  trainer.on('snapshotTaken', ({ metrics }) => (lastStep = metrics.step));

  async function whenServing(): Promise<void> {
    serving ??= startServing().catch((error: unknown) => {
      serving = undefined;
      throw error;
    });
    await serving;
    if (stale) freshening ??= sendWeights().finally(() => (freshening = undefined));
    await freshening;
  }

  /** Lets `work` have the server under a plan of its own; one after the other. */
  function occupyServer<T>(
    changes: Partial<ServingSpec> | undefined,
    { rows, inputs, outputs }: LoadPool,
    work: (target: LoadTarget) => Promise<T>,
  ): Promise<T> {
    const run = loads.then(async () => {
      await whenServing();
      const plan = { ...experiment!.serving, ...changes };
      await configureServer(plan);
      try {
        return await work({ serving: plan, pool: rows, inputs, outputs, device: servingDevice });
      } finally {
        await configureServer(experiment!.serving);
      }
    });
    loads = run.catch(() => undefined);
    return run;
  }

  return {
    trainer,
    server,
    load,
    start(first, prefer) {
      experiment = first;
      const start = trainer.call('start', { experiment: first, baseUrl, ...(prefer ? { prefer } : {}) });
      tellStarted(start.then((report) => (trainerDevice = report.name)));
      return start;
    },
    whenServing,
    async configure(next) {
      await started;
      await trainer.call('configure', { experiment: next });
      experiment = next;
      stale = true;
      if (!serving) return;
      await serving;
      await configureServer(next.serving);
      await whenServing();
    },
    async useDevice(name) {
      await started;
      const report = await trainer.call('useDevice', { name });
      trainerDevice = report.name;
      if (serving) {
        await serving;
        servingDevice = (await server.call('useDevice', { name })).name;
        stale = true;
      }
      return report;
    },
    weightsChanged() {
      stale = true;
    },
    request(row, options) {
      // Not one turn of the microtask queue more than needed: this is paid by every request.
      if (isServing && !stale && !freshening) return desk.request(row, options);
      return whenServing().then(() => desk.request(row, options));
    },
    runLoad: (settings, pool) =>
      occupyServer(settings.serving, pool, (target) => load.call('run', { ...target, settings })),
    runSweep: (settings, pool) =>
      occupyServer(settings.load?.serving, pool, (target) => load.call('sweep', { ...target, settings })),
    async stopLoad() {
      if (serving) await load.call('stop', undefined);
    },
    onFailure(listener) {
      failureListeners.add(listener);
      return () => failureListeners.delete(listener);
    },
    end() {
      const ended = new Error('The engine was ended.');
      trainer.fail(ended);
      endpoints.trainer.drop();
      endServing(ended);
    },
  };
}

/** Layers as scripts see them to the flat layout of `spec/networkShape.ts`. */
export function flatten(layers: readonly LayerParameters[]): Float32Array {
  return Float32Array.from(layers.flatMap(({ kernel, bias }) => [...kernel.flat(), ...bias]));
}
