/**
 * The server worker's handlers: the page's calls, events, and the ports of callers and trainer. Holds batches back while
 * the device changes or is replaced after a loss; queued and interrupted requests are then computed on the new one.
 */
import { createClock } from '#engine/clock/Clock.ts';
import { confirmLoss } from '#engine/device/confirmLoss.ts';
import type { Device } from '#engine/device/Device.ts';
import { DeviceManager } from '#engine/device/DeviceManager.ts';
import { failed, reasonOf, type Failure } from '#messages/Failure.ts';
import * as failures from '#messages/generated/serverErrors.ts';
import type { Emit, Endpoint, Handlers } from '#protocol/Call.ts';
import type { DeviceReport } from '#protocol/DeviceReport.ts';
import type { CallerMessage, CallerReply, ServerCalls, ServerEvents } from '#protocol/server.ts';
import { measureClockStep } from '#trace/clockStep.ts';
import { createFaults } from './createFaults.ts';
import { createQueueSampler } from './createQueueSampler.ts';
import { createWeightsInbox } from './createWeightsInbox.ts';
import { ModelRunner } from './ModelRunner.ts';
import { openInstance } from './openInstance.ts';
import { openLoad, type LoadLink } from './openLoad.ts';
import { responseBuffer } from './ResponseBlockBuilder.ts';
import { ServerCore } from './ServerCore.ts';
import { simulatePolicies } from './simulatePolicies.ts';
import { spawnWorker } from './spawnWorker.ts';
import { coolDown, warmUp } from './warmUp.ts';

/**
 * @param dataChannel beside the calls: requests and responses of the page
 * @param spawn makes the workers of instances and of the load generator
 */
export function createServer(
  emit: Emit<ServerEvents<Failure>>,
  dataChannel: Endpoint,
  spawn = spawnWorker,
): Handlers<ServerCalls<Failure>> {
  const clock = createClock();
  let devices: DeviceManager | null = null;
  let modelRunner: ModelRunner | null = null;
  let baseUrl = '';
  let instances = 1;
  /** The last change of device and the last warm-up. They run one after the other, since they share tfjs's backend. */
  let moving: Promise<unknown> = Promise.resolve();
  let warming: Promise<unknown> = Promise.resolve();
  let restoring: Promise<void> | null = null;
  let lastWarmUp = 0;
  let load: LoadLink | null = null;

  const faults = createFaults(clock, (event) => emit('faultStruck', event));
  const core = new ServerCore({
    clock,
    infer: faults.around(async (model, rows, paddedSize) =>
      currentModelRunner().infer(model, rows, paddedSize),
    ),
    rows: (size, inputs) => currentModelRunner().rows(size, inputs),
    recover,
    changed: () => sampleQueue(),
  });
  const weights = createWeightsInbox((model) => core.setModel(model));
  const sampleQueue = createQueueSampler(
    clock,
    () => core.counts,
    (sample) => emit('queueSampled', sample),
  );

  function currentModelRunner(): ModelRunner {
    if (!modelRunner) throw failed(failures.noDevice());
    return modelRunner;
  }

  function currentDevices(): DeviceManager {
    if (!devices) throw failed(failures.noDevice());
    return devices;
  }

  function settleOn(device: Device): void {
    if (modelRunner?.device === device) return;
    modelRunner?.dispose();
    const { name } = device;
    modelRunner = new ModelRunner({
      clock,
      device,
      openInstance: (onDeath) => openInstance(spawn, { name, baseUrl }, onDeath),
      paceChanged: applyPace,
      instanceGaveUp: (error, left, wanted) => {
        emit('instanceGaveUp', { message: gaveUp(error, left, wanted) });
      },
    });
    void modelRunner.resize(instances);
    applyPace();
    emit('deviceOpened', { report: device.report });
  }

  function applyPace(): void {
    if (modelRunner) core.setPace(modelRunner.pace);
  }

  /** One change of device at a time, without batches meanwhile; a warm-up under way ends with its present batch. */
  function move<T>(change: () => Promise<T>): Promise<T> {
    lastWarmUp += 1;
    const moved = Promise.all([moving, warming]).then(change);
    moving = moved.catch(() => undefined);
    return moved;
  }

  async function recover(): Promise<void> {
    const { device, hasWorkers } = currentModelRunner();
    // A compute worker that failed is restarted while others compute.
    if (hasWorkers) return;
    if (await confirmLoss(device)) await restore(device, await device.lost);
  }

  /** Replaces a lost device and moves the model there. Rejects when no device works. */
  function restore(lost: Device, message: Failure): Promise<void> {
    if (modelRunner?.device !== lost) return Promise.resolve();
    if (restoring) return restoring;
    const restored = move(async () => {
      if (modelRunner?.device !== lost) return;
      try {
        settleOn(await currentDevices().replaceLost(lost));
        emit('deviceLost', { message, continuesOn: currentModelRunner().device.name });
      } catch (error) {
        emit('deviceLost', { message });
        throw error;
      }
    });
    restoring = restored.finally(() => {
      restoring = null;
    });
    void core.holdDuring(restoring);
    // Nothing is compiled on the new device yet. If the warm-up fails, the next batch fails and reports why.
    void restored
      .then(() => currentModelRunner().resize(instances))
      .then(() => warmUpNow())
      .catch(() => undefined);
    return restoring;
  }

  /** Resolves when all batch sizes are warm, or when a newer warm-up or device has replaced this one. */
  function warmUpNow(sizes?: readonly number[], anew = false): Promise<void> {
    const warmUpId = ++lastWarmUp;
    const warmed = Promise.all([moving, warming]).then(() => warmUpAs(warmUpId, sizes, anew));
    warming = warmed.catch(() => undefined);
    return warmed;
  }

  async function warmUpAs(
    id: number,
    sizes: readonly number[] = core.batchSizes,
    anew = false,
  ): Promise<void> {
    const { shape, model } = core;
    const on = modelRunner;
    if (!shape || !on) return;
    const isWanted = (): boolean => lastWarmUp === id && modelRunner === on && !on.device.isLost();
    try {
      const warmed = (cost: ServerEvents['batchSizeWarmed']): void => emit('batchSizeWarmed', cost);
      await on.withEach((infer) => {
        if (anew) coolDown(infer);
        return warmUp({ infer, shape, model, sizes, clock, isWanted, warmed });
      });
    } catch (error) {
      // A loss during the warm-up has its own recovery.
      if (isWanted()) await confirmLoss(on.device);
      if (isWanted()) throw error;
    }
  }

  /** Drops the compiled kernels of this worker; a batch of the largest size then compiles them again. */
  async function recompile(): Promise<void> {
    const { device, hasWorkers } = currentModelRunner();
    const { kernels, name } = device;
    if (!kernels.recompile) throw failed(failures.nothingCompiled({ device: name }));
    if (hasWorkers) throw failed(failures.oneInstance());
    kernels.recompile();
    await warmUpNow(core.batchSizes.slice(-1), true);
  }

  function addCaller(wire: Endpoint): void {
    const caller = core.addCaller((block, spent) => {
      const reply: CallerReply = { kind: 'responses', block, ...(spent.length > 0 ? { spent } : {}) };
      wire.postMessage(reply, [...new Set([responseBuffer(block), ...spent])]);
    });
    wire.addEventListener('message', ({ data }: MessageEvent<CallerMessage>) => core.receive(caller, data));
    wire.start?.();
  }

  return {
    async start({ serving, prefer, baseUrl: base }): Promise<DeviceReport<Failure>> {
      baseUrl = base;
      instances = serving.instances;
      core.configure(serving);
      const manager = (devices ??= new DeviceManager({
        baseUrl,
        use: 'inference',
        lost: (device, why) => void restore(device, why).catch(() => undefined),
      }));
      settleOn(await move(() => manager.openFirst(prefer)));
      return manager.report;
    },

    async useDevice({ name }): Promise<DeviceReport<Failure>> {
      const changed = move(async () => settleOn(await currentDevices().use(name)));
      // If the new device does not work, queued requests are computed on the present one.
      await core.holdDuring(changed.catch(() => undefined));
      await changed;
      // Instances of the new device start after the switch.
      await currentModelRunner().resize(instances);
      await warmUpNow();
      return currentDevices().report;
    },

    async configure({ serving }): Promise<void> {
      instances = serving.instances;
      core.configure(serving);
      applyPace();
      await modelRunner?.resize(instances);
      await warmUpNow();
    },

    setModel(model): void {
      core.setModel(model);
    },

    connectTrainer({ port }): void {
      weights.listen(port);
    },

    async weightsArrived({ serial }): Promise<void> {
      // Batch sizes are warmed up for a network, so another one is cold; its first batches are slower, not wrong.
      if (await weights.arrived(serial)) await warmUpNow().catch(() => undefined);
    },

    connectCaller({ port = dataChannel }): void {
      addCaller(port);
    },

    connectLoad({ port }): void {
      load?.close();
      load = openLoad(spawn, port, (error) => emit('loadStopped', { message: reasonOf(error) }));
      addCaller(load.dataChannel);
    },

    loseDevice(): void {
      currentModelRunner().device.lose();
    },

    async injectFault({ kind, ms }): Promise<void> {
      if (kind === 'slowBatch') faults.slowNextBatch(ms);
      else if (kind === 'stall') {
        const fromMs = clock.nowMs();
        faults.stall(ms);
        core.threadWasBusy(fromMs);
      } else if (kind === 'compileSpike') await faults.during(kind, recompile);
      else {
        const { device } = currentModelRunner();
        if (device.name !== 'webgpu') throw failed(failures.onlyGpu({ device: device.name }));
        await faults.during(kind, async () => {
          device.lose();
          await device.lost;
        });
      }
    },

    simulatePolicies,
    clockStep: () => measureClockStep(),
  };
}

function gaveUp(error: Error, left: number, wanted: number): Failure {
  const why = reasonOf(error);
  return left === 0 ? failures.serverComputes({ why }) : failures.othersGoOn({ why, left, wanted });
}
