/**
 * The server worker: calls of the page in, events out; requests come and go on callers' ports, weights on the
 * trainer's. Owns the device and brings it back after a loss; what waits and what was under way is then computed there.
 */
import type { DeviceName } from '../../spec/vocabulary.ts';
import { networkShape } from '../../spec/networkShape.ts';
import type { Emit, Endpoint, Handlers } from '../../wire/Call.ts';
import type { DeviceReport } from '../../wire/DeviceReport.ts';
import type {
  CallerMessage,
  CallerReply,
  ServerCalls,
  ServerEvents,
  WeightsMessage,
} from '../../wire/server.ts';
import type { Device } from '../device/Device.ts';
import { openDevice, openNamedDevice } from '../device/openDevice.ts';
import { createClock } from './Clock.ts';
import { createFaults } from './createFaults.ts';
import { createQueueSampler } from './createQueueSampler.ts';
import { openInstance, spawnInstance } from './openInstance.ts';
import { racePolicies } from './policies/racePolicies.ts';
import { responseBuffer } from './ResponseOutbox.ts';
import { ServerCore } from './ServerCore.ts';
import { Station } from './Station.ts';
import { coolDown, warmUp } from './warmUp.ts';

/** A lost GPU may be granted again only after a moment: waits before each attempt, in milliseconds. */
const REOPEN_AFTER_MS = [0, 250, 1_000];
/** A batch may fail a moment before the device tells that it is lost. */
const LOSS_NOTICE_MS = 250;

/**
 * @param lane beside the calls, for the requests of whoever makes them
 * @param spawn makes the worker of an instance
 */
export function createServer(
  emit: Emit<ServerEvents>,
  lane: Endpoint,
  spawn = spawnInstance,
): Handlers<ServerCalls> {
  const clock = createClock();
  const wait = (ms: number): Promise<void> => new Promise((resolve) => clock.after(ms, resolve));
  let station: Station | null = null;
  let baseUrl = '';
  /** The changes of device and the warm-ups so far. Each waits for those before it, for they share one backend. */
  let moving: Promise<unknown> = Promise.resolve();
  let warming: Promise<unknown> = Promise.resolve();
  let restoring: Promise<void> | null = null;
  let lastWarmUp = 0;

  const faults = createFaults(clock, (event) => emit('faultStruck', event));
  const core = new ServerCore({
    clock,
    infer: faults.around(async (model, rows, paddedSize) => stationNow().infer(model, rows, paddedSize)),
    rows: (size, inputs) => stationNow().rows(size, inputs),
    recover,
    changed: () => sampleQueue(),
  });
  const sampleQueue = createQueueSampler(
    clock,
    () => core.counts,
    (sample) => emit('queueSampled', sample),
  );

  function stationNow(): Station {
    if (!station) throw new Error('The server has no device. Start it first.');
    return station;
  }

  function settleOn(device: Device): void {
    if (station?.device === device) return;
    station?.dispose();
    const { name } = device;
    station = new Station({
      clock,
      device,
      openInstance: (onDeath) => openInstance(spawn, { name, baseUrl }, onDeath),
      paceChanged: applyPace,
      instanceGaveUp: (error, left, wanted) => {
        emit('instanceGaveUp', { message: instanceGaveUpText(error, left, wanted) });
      },
    });
    void station.resize(instances);
    applyPace();
    emit('deviceOpened', { report: device.report });
    void watch(device);
  }

  /** Waits for the loss of a device, which may never come. */
  async function watch(device: Device): Promise<void> {
    const message = await device.lost;
    // Whoever waits has been told by then; there is nobody here to tell.
    await restore(device, message).catch(() => undefined);
  }

  function applyPace(): void {
    if (station) core.setPace(station.pace);
  }
  let instances = 1;

  /** One change of device at a time, and no batch meanwhile: a warm-up under way ends with the batch it is at. */
  function move<T>(change: () => Promise<T>): Promise<T> {
    lastWarmUp += 1;
    const moved = Promise.all([moving, warming]).then(change);
    moving = moved.catch(() => undefined);
    return moved;
  }

  async function recover(): Promise<void> {
    const { device, hasWorkers } = stationNow();
    // A worker that failed is started anew while others compute.
    if (hasWorkers) return;
    await Promise.race([device.lost, wait(LOSS_NOTICE_MS)]);
    if (device.isLost()) await restore(device, await device.lost);
  }

  /** After a loss: the same device again, or the next one that works. Rejects when none does. */
  function restore(lost: Device, message: string): Promise<void> {
    if (station?.device !== lost) return Promise.resolve();
    if (restoring) return restoring;
    const restored = move(async () => {
      if (station?.device !== lost) return;
      try {
        settleOn(await reopen(lost.name));
        emit('deviceLost', { message, continuesOn: stationNow().device.name });
      } catch (error) {
        emit('deviceLost', { message });
        throw error;
      }
    });
    restoring = restored.finally(() => {
      restoring = null;
    });
    void core.holdDuring(restoring);
    // As after a change of device: what is new here was compiled nowhere yet. Should it fail, so will the next batch, aloud.
    void restored.then(() => warmUpNow()).catch(() => undefined);
    return restoring;
  }

  async function reopen(name: DeviceName): Promise<Device> {
    for (const pauseMs of REOPEN_AFTER_MS) {
      await wait(pauseMs);
      try {
        return await openNamedDevice(name, { baseUrl, use: 'answering' });
      } catch {
        // the next attempt, or the next device, tells why
      }
    }
    return (await openDevice({ baseUrl, use: 'answering', without: [name] })).device;
  }

  /** Resolves when all sizes are warm, or when something newer has made this pointless. */
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
    const on = station;
    if (!shape || !on) return;
    const isWanted = (): boolean => lastWarmUp === id && station === on && !on.device.isLost();
    try {
      const warmed = (cost: ServerEvents['batchSizeWarmed']): void => emit('batchSizeWarmed', cost);
      await on.withEach((infer) => {
        if (anew) coolDown(infer);
        return warmUp({ infer, shape, model, sizes, clock, isWanted, warmed });
      });
    } catch (error) {
      // A loss during the warm-up is told and mended as any other, perhaps a moment later.
      if (isWanted()) await Promise.race([on.device.lost, wait(LOSS_NOTICE_MS)]);
      if (isWanted()) throw error;
    }
  }

  /** Only this worker's kernels can be told to forget; a batch of the largest size then pays for all of it. */
  async function recompile(): Promise<void> {
    const { device, hasWorkers } = stationNow();
    const { kernels, name } = device;
    if (!kernels.recompile) throw new Error(`On ${name} nothing is compiled, so there is no spike to make.`);
    if (hasWorkers)
      throw new Error('A compile spike needs one instance: several have their kernels to themselves.');
    kernels.recompile();
    await warmUpNow(core.batchSizes.slice(-1), true);
  }

  return {
    async start({ experiment, prefer, baseUrl: base }): Promise<DeviceReport> {
      baseUrl = base;
      instances = experiment.serving.instances;
      core.configure(networkShape(experiment), experiment.serving);
      const found = await move(() =>
        openDevice({ baseUrl, use: 'answering', ...(prefer ? { prefer } : {}) }),
      );
      settleOn(found.device);
      return found.report;
    },

    async useDevice({ name }): Promise<DeviceReport> {
      const changed = move(async () => {
        const before = station?.device;
        try {
          settleOn(await openNamedDevice(name, { baseUrl, use: 'answering' }));
        } catch (error) {
          if (before && !before.isLost()) await before.makeCurrent();
          throw error;
        }
      });
      // Whoever waits is answered on the device there was, if the new one does not work.
      await core.holdDuring(changed.catch(() => undefined));
      await changed;
      await warmUpNow();
      return stationNow().device.report;
    },

    async configure({ shape, serving }): Promise<void> {
      instances = serving.instances;
      core.configure(shape, serving);
      applyPace();
      await station?.resize(instances);
      await warmUpNow();
    },

    setParameters({ parameters, step }): void {
      core.setParameters(parameters, step);
    },

    connectTrainer({ port }): void {
      port.addEventListener('message', ({ data }: MessageEvent<WeightsMessage>) => {
        core.offerWeights({ shape: data.shape, parameters: data.parameters, step: data.step });
      });
      port.start();
    },

    connectCaller({ port = lane }): void {
      const caller = core.addCaller((block, spent) => {
        const reply: CallerReply = { kind: 'responses', block, ...(spent.length > 0 ? { spent } : {}) };
        port.postMessage(reply, [...new Set([responseBuffer(block), ...spent])]);
      });
      port.addEventListener('message', ({ data }: MessageEvent<CallerMessage>) => core.receive(caller, data));
      port.start?.();
    },

    loseDevice(): void {
      stationNow().device.lose();
    },

    async injectFault({ kind, ms }): Promise<void> {
      if (kind === 'slowBatch') faults.slowNextBatch(ms);
      else if (kind === 'stall') faults.stall(ms);
      else if (kind === 'compileSpike') await faults.during(kind, recompile);
      else {
        const { device } = stationNow();
        if (device.name !== 'webgpu')
          throw new Error(`Only a GPU can be lost; this server computes on ${device.name}.`);
        await faults.during(kind, async () => {
          device.lose();
          await device.lost;
        });
      }
    },

    racePolicies: (race) => racePolicies(race),
  };
}

function instanceGaveUpText(error: Error, left: number, wanted: number): string {
  const goesOn =
    left === 0 ? "The server's own worker computes instead" : `The other ${left} of ${wanted} go on`;
  return `A compute worker of the server failed too often and stays away. ${error.message} ${goesOn}. Ask for fewer instances, or reload the page to try again.`;
}
