/** How fast a device trains a network: real steps on a copy for a moment, after one dispatch to warm up. */
import type { Device } from '../device/Device.ts';
import { ChunkPacer } from './pacing.ts';
import { Session, type SessionCheckpoint, type SessionPlan } from './Session.ts';

const MEASURED_MS = 400;

/** Steps per second. The device must be tfjs's current one. */
export async function measureSpeed(
  device: Device,
  plan: SessionPlan,
  checkpoint: SessionCheckpoint,
): Promise<number> {
  await device.kernels.prepare(plan.shape, plan.train, plan.batchSize);
  const session = new Session(device, plan, checkpoint);
  try {
    const pacer = new ChunkPacer();
    await session.advance(1);
    let made = 0;
    const startMs = performance.now();
    let nowMs = startMs;
    while (nowMs - startMs < MEASURED_MS) {
      const steps = pacer.next(Infinity);
      const chunkStartMs = nowMs;
      await session.advance(steps);
      made += steps;
      nowMs = performance.now();
      pacer.took(steps, nowMs - chunkStartMs);
    }
    return (made * 1_000) / (nowMs - startMs);
  } finally {
    session.dispose();
  }
}
