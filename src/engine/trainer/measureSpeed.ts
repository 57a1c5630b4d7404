/** Measures how fast a device trains a network: real steps on a copy of the run, after one warm-up dispatch. */
import type { Device } from '#engine/device/Device.ts';
import type { DeviceManager } from '#engine/device/DeviceManager.ts';
import { DEVICE_NAMES } from '#experiment/vocabulary.ts';
import type { Checkpoint } from '#protocol/trainer.ts';

import { DeviceRun, type RunConfig } from './DeviceRun.ts';
import { ChunkPacer } from './pacing.ts';
import { yieldToMessages } from './yieldToMessages.ts';

const MEASURED_MS = 400;

/** A device whose steps take longer than this is not measured to the end. */
const MOST_MS = 3_000;

/** Steps per second; NaN where no step ended in time. The device must be tfjs's current one. */
async function measureSpeed(
  device: Device,
  config: RunConfig,
  checkpoint: Checkpoint,
  isStopped: () => boolean,
): Promise<number> {
  await device.kernels.prepare(config.shape, config.hyperparameters, config.batchSize);
  const run = new DeviceRun(device, config, checkpoint);
  try {
    const pacer = new ChunkPacer();
    const beganMs = performance.now();
    const mayGoOn = (): boolean => !isStopped() && performance.now() - beganMs < MOST_MS;
    const warmed = await run.advance(1, mayGoOn);
    if (warmed.kind === 'interrupted') return NaN;
    let made = 0;
    const startMs = performance.now();
    let nowMs = startMs;
    while (nowMs - startMs < MEASURED_MS && mayGoOn()) {
      const steps = pacer.next(Infinity);
      const chunkStartMs = nowMs;
      const { kind } = await run.advance(steps, mayGoOn);
      if (kind === 'interrupted') break;
      made += steps;
      await yieldToMessages();
      nowMs = performance.now();
      pacer.took(steps, nowMs - chunkStartMs);
    }
    return made > 0 ? (made * 1_000) / (nowMs - startMs) : NaN;
  } finally {
    run.dispose();
  }
}

/** Measures every device that works and goes back to the one in use. */
export async function measureEach(
  deviceManager: DeviceManager,
  config: RunConfig,
  checkpoint: Checkpoint,
  isStopped: () => boolean,
): Promise<void> {
  const home = deviceManager.current.name;
  for (const name of DEVICE_NAMES) {
    if (isStopped()) break;
    try {
      const device = await deviceManager.use(name);
      const speed = await measureSpeed(device, config, checkpoint, isStopped);
      if (Number.isFinite(speed)) deviceManager.noteSpeed(speed);
    } catch {
      // its report says why this device does not work
    }
  }
  await deviceManager.use(home);
}
