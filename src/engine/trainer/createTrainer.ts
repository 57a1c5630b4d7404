/**
 * The trainer worker's handlers. Each call of the page is one task under the lock; the training loop takes the lock
 * for one dispatch at a time, and recovery of a lost device runs in between. Wiring only.
 */
import { confirmLoss } from '#engine/device/confirmLoss.ts';
import type { Device } from '#engine/device/Device.ts';
import { DeviceManager } from '#engine/device/DeviceManager.ts';
import { diffExperiments } from '#experiment/diffExperiments.ts';
import type { Experiment } from '#experiment/experiment.ts';
import type { DeviceName } from '#experiment/vocabulary.ts';
import { bug } from '#messages/bug.ts';
import { failed, reasonOf, type Failure } from '#messages/Failure.ts';
import * as failures from '#messages/generated/trainerErrors.ts';
import type { Emit, Handlers } from '#protocol/Call.ts';
import type { DeviceReport } from '#protocol/DeviceReport.ts';
import type { Metrics, Moment, TrainerCalls, TrainerEvents } from '#protocol/trainer.ts';
import { createLock } from './createLock.ts';
import { createNetworkCalls, type Started } from './createNetworkCalls.ts';
import { DatasetCache } from './DatasetCache.ts';
import { createInspectCalls } from './inspect/createInspectCalls.ts';
import { LoadingStopped } from './LoadingStopped.ts';
import { measureEach } from './measureSpeed.ts';
import { checkUntil } from './trainerArguments.ts';
import { requireSamples } from './requireSamples.ts';
import { TrainingLoop } from './TrainingLoop.ts';
import { TrainingSession, type Kept } from './TrainingSession.ts';

export function createTrainer(emit: Emit<TrainerEvents<Failure>>): Handlers<TrainerCalls<Failure>> {
  const lock = createLock();
  let opening: Promise<Started> | null = null;
  let firstTaken: Promise<unknown> = Promise.resolve();
  let loading = new AbortController();
  let isMeasuringStopped = false;
  /** The experiment that device reports were last made for. */
  let described: Experiment | null = null;

  function opened(): Promise<Started> {
    if (!opening) throw bug('the trainer has not been started');
    return opening;
  }

  /** Resolves when a device is open and the first experiment has been taken, or could not be. */
  async function ready(): Promise<Started> {
    const parts = await opened();
    await firstTaken;
    return parts;
  }

  async function open(baseUrl: string, prefer: DeviceName | undefined): Promise<Started> {
    emit('phaseChanged', { phase: 'starting' });
    const datasets = new DatasetCache(baseUrl, {
      loadStarted: () => emit('phaseChanged', { phase: 'loading' }),
      loadProgressed: (loadedBytes, totalBytes) => emit('dataProgress', { loadedBytes, totalBytes }),
    });
    const session = new TrainingSession(emit, datasets);
    const deviceManager = new DeviceManager({
      baseUrl,
      use: 'training',
      lost: (device, why) => void lock(() => recover({ deviceManager, session }, device, why)),
    });
    await lock(() => deviceManager.openFirst(prefer));
    reportOpened(deviceManager);
    return { deviceManager, session, loop: new TrainingLoop(session, lock, emit) };
  }

  function reportOpened({ report, tried }: DeviceManager): DeviceReport<Failure> {
    emit('deviceOpened', { report, tried });
    return report;
  }

  /**
   * Replaces a lost device and continues from the last checkpoint. Runs under the lock, after the dispatch under way.
   */
  async function recover(
    { deviceManager, session }: Pick<Started, 'deviceManager' | 'session'>,
    lost: Device,
    why: Failure,
  ): Promise<void> {
    if (deviceManager.current !== lost) return;
    const report: DeviceReport<Failure> = { ...lost.report, works: false, reason: why };
    const checkpoint = session.isReady ? session.run.saved : null;
    try {
      const device = await deviceManager.replaceLost(lost);
      if (checkpoint) await session.moveTo(device, checkpoint);
      emit('deviceLost', {
        report,
        message: failures.goesOn({ why, step: checkpoint?.step ?? 0, device: device.name }),
        continuesOn: device.name,
      });
      reportOpened(deviceManager);
      if (checkpoint) await session.snapshot('sampled');
    } catch (error) {
      // Lost again meanwhile: that loss has its own recovery in the queue.
      if (deviceManager.current !== lost && deviceManager.current.isLost()) return;
      emit('deviceLost', {
        report,
        message: failures.lostForGood({ why, problem: reasonOf(error) }),
      });
    }
  }

  /** A call that is not part of a run. One that fails because the device is lost is repeated after the recovery. */
  async function task<T>(work: (parts: Started) => T | Promise<T>, given?: Started): Promise<T> {
    const parts = given ?? (await ready());
    const attempt = (): Promise<T> => lock(() => work(parts));
    try {
      return await attempt();
    } catch (error) {
      if (!(await confirmLoss(parts.deviceManager.current))) throw error;
      return attempt();
    }
  }

  /** Device reports name the kernels' path and speed for one kind of training step: made anew when that changes. */
  function describeWork({ deviceManager, session }: Started, experiment: Experiment): void {
    if (described && !diffExperiments(described, experiment).stepWork) return;
    described = experiment;
    const { shape } = session.run.config;
    deviceManager.describePath((kernels) => kernels.path(shape));
    reportOpened(deviceManager);
  }

  async function takeExperiment(parts: Started, experiment: Experiment, at: Moment): Promise<Kept> {
    const { session, deviceManager } = parts;
    loading.abort(failed(failures.otherChosen()));
    loading = new AbortController();
    parts.loop.interruptStep();
    const { signal } = loading;
    if (session.isOtherOrigin(at)) await parts.loop.stop(failures.otherOpened());
    return task(async ({ loop }) => {
      // A newer experiment is waiting; only the newest counts.
      if (signal.aborted) return 'nothing';
      const { generation } = session;
      let kept: Kept;
      try {
        kept = await session.take(deviceManager.current, experiment, signal, at);
      } catch (error) {
        if (signal.aborted && !(signal.reason instanceof LoadingStopped)) return 'nothing';
        emit('phaseChanged', { phase: 'stopped', reason: reasonOf(error) });
        throw error;
      }
      describeWork(parts, experiment);
      // A new title or view changes no snapshot.
      if (!loop.isRunning && session.generation !== generation) {
        emit('phaseChanged', { phase: 'paused' });
        await session.snapshot('sampled');
      }
      return kept;
    }, parts);
  }

  return {
    async start({ experiment, prefer, baseUrl, run, ...at }) {
      if (!opening) {
        opening = open(baseUrl, prefer);
        opening.catch(() => (opening = null));
      }
      const parts = await opening;
      if (run && at.moment !== undefined) parts.session.offer(run, at.moment);
      const taken = takeExperiment(parts, experiment, at);
      firstTaken = taken.catch(() => undefined);
      await taken;
      return parts.deviceManager.report;
    },

    devices: async () => (await ready()).deviceManager.tried,

    useDevice: ({ name }) =>
      task(async ({ deviceManager, session }) => {
        if (deviceManager.current.name === name && !deviceManager.current.isLost())
          return deviceManager.report;
        const checkpoint = await session.run.checkpoint();
        await deviceManager.use(name);
        await session.moveTo(deviceManager.current, checkpoint);
        const report = reportOpened(deviceManager);
        await session.snapshot('sampled');
        return report;
      }),

    measureDevices() {
      isMeasuringStopped = false;
      return task(async ({ deviceManager, session }) => {
        requireSamples(session);
        const checkpoint = await session.run.checkpoint();
        await measureEach(deviceManager, session.run.config, checkpoint, () => isMeasuringStopped);
        return deviceManager.tried;
      });
    },

    stopMeasuring() {
      isMeasuringStopped = true;
    },

    async configure({ experiment, run, ...at }) {
      const parts = await opened();
      if (run && at.moment !== undefined) parts.session.offer(run, at.moment);
      return { kept: await takeExperiment(parts, experiment, at) };
    },

    stopLoading() {
      loading.abort(new LoadingStopped());
    },

    async play({ epochsPerSecond }) {
      const { loop, session } = await ready();
      requireSamples(session);
      if (loop.isPlaying) {
        loop.setSpeed(epochsPerSecond);
        return;
      }
      // Ends with a pause, or with an event that says why; its report is not needed.
      void loop.run({ until: {}, epochsPerSecond, announced: true }).catch(() => undefined);
    },

    pause: async () => (await ready()).loop.stop(failures.paused()),

    async step({ unit }): Promise<Metrics> {
      const { loop, session } = await ready();
      requireSamples(session);
      const until = unit === 'batch' ? { steps: 1 } : { epochs: 1 };
      const {
        seconds: _s,
        stopped: _w,
        advice: _a,
        met: _m,
        ...metrics
      } = await loop.run({ until, announced: false });
      return metrics;
    },

    async reset({ moment }) {
      await (await ready()).loop.stop(failures.reset());
      await task(async ({ session }) => {
        await session.reset(moment);
        emit('phaseChanged', { phase: 'paused' });
        await session.snapshot('full');
      });
    },

    async seek({ epoch, moment }) {
      await (await ready()).loop.stop(failures.wentBack());
      return task(async ({ session }) => {
        await session.seek(epoch, moment);
        emit('phaseChanged', { phase: 'paused' });
        return session.snapshot('sampled');
      });
    },

    async train(until) {
      checkUntil(until);
      const { loop, session } = await ready();
      requireSamples(session);
      return loop.run({ until, announced: true });
    },

    ...createNetworkCalls(task),
    ...createInspectCalls(task),

    probe: ({ row }) =>
      task(async ({ session, loop }) => {
        session.probe = row;
        if (session.isReady && !loop.isRunning) await session.snapshot('sampled');
      }),

    connectServer: ({ port }) =>
      task(async ({ session, loop }) => {
        session.server.port = port;
        if (session.isReady && !loop.isRunning) await session.snapshot('sampled');
      }),

    watch: async ({ isSeen }) => (await opened()).loop.watch(isSeen),

    sendWeights: () => task(async ({ session }) => ({ serial: await session.sendWeights() })),

    loseDevice: async () => (await ready()).deviceManager.current.lose(),
  };
}
