/**
 * The Engine over two endpoints and a port: connects trainer → server (weights), page → server (requests) and page →
 * load generator, which the server starts. Knows no Worker, so tests connect it to handlers in their own thread.
 */
import type { RequestRows } from '#data/samplePool.ts';
import { diffExperiments } from '#experiment/diffExperiments.ts';
import type { Experiment, ServingSpec } from '#experiment/experiment.ts';
import { isSameJson } from '#experiment/isSameJson.ts';
import type { DeviceName } from '#experiment/vocabulary.ts';
import { failed, reasonOf, type Failure } from '#messages/Failure.ts';
import * as failures from '#messages/generated/clientErrors.ts';
import { connectCaller, dataChannelOf } from '#protocol/Call.ts';
import type { LoadCalls, LoadEvents, LoadTarget } from '#protocol/loadCalls.ts';
import type { OpenedEndpoint } from '#protocol/openWorker.ts';
import type { ServerCalls, ServerEvents } from '#protocol/server.ts';
import type { KeptRun } from '#protocol/trainer.ts';
import type { Engine, EnginePart } from './Engine.ts';
import { lazyEndpoint } from './lazyEndpoint.ts';
import { loadPort } from './loadPort.ts';

import { linkedRunOf } from './linkedRuns.ts';
import { orAborted } from './orAborted.ts';
import { openRequestClient } from './requestClient.ts';
import { ServerLink } from './ServerLink.ts';
import { connectTrainer } from './trainerCaller.ts';

/** Workers that the page makes; the load worker is nested in the server's. */
export type PageWorker = Exclude<EnginePart, 'load'>;

export interface EngineParts {
  /** Makes the part; call `onDeath` when it can serve no more. */
  open(part: PageWorker, onDeath: (error: Error) => void): OpenedEndpoint;
  /** Address of static files (wasm binaries, digits), with a slash at the end. */
  readonly baseUrl: string;
}

export function connectEngine({ open, baseUrl }: EngineParts): Engine {
  const failureListeners = new Set<(part: EnginePart, error: Error) => void>();
  const openPart = (part: PageWorker) => lazyEndpoint(() => open(part, (error) => onDeath(part, error)));
  const endpoints = { trainer: openPart('trainer'), server: openPart('server'), load: loadPort() };

  let experiment: Experiment | undefined;
  let trainerDevice: DeviceName | undefined;
  const present = (): Experiment => {
    if (!experiment) throw failed(failures.notStarted());
    return experiment;
  };
  let tellStarted = (): void => undefined;
  /** Resolves when the trainer has been told to start; earlier calls wait for it. */
  const started = new Promise<void>((resolve) => (tellStarted = resolve));
  /** The serving config of the measurement that occupies the server. */
  let measuredServing: ServingSpec | null = null;
  let measurements: Promise<unknown> = Promise.resolve();
  /** Ends the measurement under way, with what it has. */
  let endMeasurement = (_reason: Failure): void => undefined;

  let runOf: (experiment: Experiment) => KeptRun | undefined = () => undefined;
  const trainer = connectTrainer(endpoints.trainer, baseUrl, () => ({
    experiment: present(),
    device: trainerDevice,
    run: runOf(present()) ?? linkedRunOf(present()),
  }));
  const server = connectCaller<ServerCalls, ServerEvents>(endpoints.server);
  const load = connectCaller<LoadCalls, LoadEvents>(endpoints.load);
  const link = new ServerLink({
    trainer,
    server,
    load,
    endpoints,
    baseUrl,
    wanted: {
      serving: () => measuredServing ?? present().serving,
      device: () => trainerDevice ?? 'cpu',
      trainerStarted: () => started,
    },
  });
  const requestClient = openRequestClient(dataChannelOf(endpoints.server), () => link.device);
  trainer.on('deviceOpened', ({ report }) => (trainerDevice = report.name));
  server.on('loadStopped', ({ message }) => onDeath('load', new Error(message)));

  function onDeath(part: EnginePart, error: Error): void {
    if (part === 'trainer') {
      trainer.died(error);
      link.trainerDied(error);
    } else if (part === 'load') link.loadStopped(error);
    else endServing(error);
    for (const listener of failureListeners) listener(part, error);
  }

  function endServing(error: Error): void {
    link.end(error);
    requestClient.fail(error);
  }

  /**
   * Runs measurements one after the other, each under a serving config that holds until it ends, whatever is edited
   * meanwhile. Before it has begun, an abort or a change of the network rejects it; afterwards they end it with what
   * it has.
   */
  function occupyServer<T>(
    changes: Partial<ServingSpec> | undefined,
    { rows, inputs, outputs }: RequestRows,
    signal: AbortSignal | undefined,
    work: (target: LoadTarget) => Promise<T>,
  ): Promise<T> {
    const before = measurements;
    const first = present();
    const isOtherNetwork = (): boolean => diffExperiments(first, present()).shape;
    const run = async (): Promise<T> => {
      await orAborted(before, signal);
      if (isOtherNetwork()) throw failed(failures.changedBefore());
      measuredServing = { ...present().serving, ...changes };
      try {
        await orAborted(link.whenLoadReady(), signal);
        if (isOtherNetwork()) throw failed(failures.changedBefore());
        signal?.throwIfAborted();
        endMeasurement = (reason) => void load.call('stop', { reason }).catch(() => undefined);
        const stop = (): void => endMeasurement(abortReason(signal));
        signal?.addEventListener('abort', stop);
        try {
          return await work({
            serving: measuredServing,
            pool: rows,
            inputs,
            outputs,
            device: link.device,
            clockStepMs: link.clockStepMs,
          });
        } finally {
          signal?.removeEventListener('abort', stop);
        }
      } finally {
        endMeasurement = () => undefined;
        measuredServing = null;
        link.refresh();
      }
    };
    const running = run();
    measurements = Promise.allSettled([before, running]);
    return running;
  }

  return {
    trainer,
    server,
    load,
    start(first, prefer, keptRun = () => undefined) {
      experiment = first;
      runOf = keptRun;
      const start = trainer.start(prefer);
      tellStarted();
      return start;
    },
    whenServing: () => link.whenCurrent(),
    async configure(next) {
      if (!experiment) {
        link.weightsChanged();
        await started;
      }
      const keepsWeights = trainer.keepsWeights(next);
      // Requests wait for other weights from now on, not only once the trainer has made them.
      if (!keepsWeights) link.weightsChanged();
      if (diffExperiments(present(), next).shape) endMeasurement(failures.changedDuring());
      experiment = next;
      try {
        await trainer.configure(next);
      } finally {
        if (!keepsWeights) link.weightsChanged();
        link.refresh();
      }
    },
    isServing: (next) =>
      experiment !== undefined && isSameJson(next.serving, experiment.serving) && trainer.keepsWeights(next),
    async useDevice(name) {
      await started;
      const report = await trainer.call('useDevice', { name });
      trainerDevice = report.name;
      link.weightsChanged();
      await link.useDevice(name);
      return report;
    },
    weightsChanged: () => link.weightsChanged(),
    request(row, options) {
      // No `await` where the server is current: every microtask turn is paid by every request.
      if (link.isCurrent) return requestClient.request(row, options);
      return link.whenCurrent().then(() => requestClient.request(row, options));
    },
    runLoad: (settings, pool, signal) =>
      occupyServer(settings.serving, pool, signal, (target) => load.call('run', { ...target, settings })),
    runSweep: (settings, pool, signal) =>
      occupyServer(settings.load?.serving, pool, signal, (target) =>
        load.call('sweep', { ...target, settings }),
      ),
    onFailure(listener) {
      failureListeners.add(listener);
      return () => failureListeners.delete(listener);
    },
    end() {
      const ended = failed(failures.ended());
      trainer.end(ended);
      endServing(ended);
    },
  };
}

const abortReason = (signal: AbortSignal | undefined): Failure =>
  signal?.reason instanceof Error ? reasonOf(signal.reason) : failures.stopped();
