/** Everything at once, on each device: requests end exactly once and predictions are right, whatever happens. */
import { afterEach, expect, it } from 'vitest';
import { DEVICE_NAMES } from '#experiment/vocabulary.ts';
import { OK, OUTCOMES } from '#trace/outcomes.ts';
import { outputsOf, outputs, POOL_COUNT, startWorkers, type WorkerRig } from './testing/workerRig.ts';

const REQUESTS = 100_000;
const SWAPS = 24;

let rig: WorkerRig | null = null;
afterEach(() => {
  rig?.end();
  rig = null;
});

/** The device is lost twice; one that cannot be lost is left for another and returned to. */
async function disturb({ server, target }: WorkerRig, time: number): Promise<void> {
  if (target.device === 'webgpu') await server.call('loseDevice', undefined);
  else if (time === 1) await server.call('useDevice', { name: target.device === 'cpu' ? 'wasm' : 'cpu' });
  else await server.call('useDevice', { name: target.device });
}

it.each(DEVICE_NAMES)(
  'on %s: 100,000 requests, 1,024 in flight, with cancels, deadlines, priorities, weight swaps and two losses',
  async (device) => {
    rig = await startWorkers(device);
    const { load, server, swapWeights, run } = rig;
    expect(rig.target.device).toBe(device);
    const losses: string[] = [];
    server.on('deviceLost', ({ message, continuesOn }) => losses.push(`${continuesOn}: ${message}`));
    let swaps = 1;
    let disturbances = 0;
    const disturbed: Promise<void>[] = [];
    load.on('loadProgressed', ({ done }) => {
      if (swaps < SWAPS && done > (swaps * REQUESTS) / (SWAPS + 1)) swapWeights((swaps += 1));
      // The second loss waits for the recovery from the first.
      if (disturbances >= 2 || done < ((disturbances + 1) * REQUESTS) / 5) return;
      if (device === 'webgpu' && losses.length < disturbances) return;
      disturbances += 1;
      disturbed.push(disturb(rig!, disturbances));
    });
    const { report, events } = await run({
      mode: 'closed',
      inFlight: 1_024,
      requests: REQUESTS,
      seed: 11,
      cancelShare: 0.1,
      // Shorter than a GPU takes to come back, and long enough that requests are left for its second loss.
      timeoutMs: device === 'webgpu' ? 60 : 30,
      priorityMix: [0.2, 0.5, 0.3],
    });
    await Promise.all(disturbed);
    expect(disturbances).toBe(2);
    if (device === 'webgpu') await expect.poll(() => losses.length, { timeout: 10_000 }).toBe(2);

    const ends = new Uint8Array(REQUESTS + 1);
    const counts = OUTCOMES.map(() => 0);
    const steps = new Set<number>();
    const truths = new Map<number, Float32Array>();
    let worst = 0;
    for (const { trace, outputs: completed, leftOut } of events) {
      expect(leftOut).toBe(0);
      trace.ids.forEach((id, index) => {
        ends[id]! += 1;
        const outcome = trace.outcomes[index]!;
        counts[outcome]! += 1;
        if (outcome !== OK) return;
        const step = trace.steps[index]!;
        const row = trace.rowIndexes[index]!;
        steps.add(step);
        const truth = truths.get(step) ?? outputsOf(step);
        truths.set(step, truth);
        if (row !== (id - 1) % POOL_COUNT) expect.fail(`Request ${id} was reported as row ${row}.`);
        for (let unit = 0; unit < outputs; unit += 1) {
          const error = Math.abs(completed[index * outputs + unit]! - truth[row * outputs + unit]!);
          if (!(error <= worst)) worst = error;
        }
      });
    }
    expect(ends.subarray(1).every((times) => times === 1)).toBe(true);
    expect(worst).toBeLessThan(1e-5);
    const count = (name: (typeof OUTCOMES)[number]): number => counts[OUTCOMES.indexOf(name)]!;
    expect(report).toMatchObject({
      sent: REQUESTS,
      ok: count('ok'),
      rejected: count('rejected'),
      timedOut: count('timedOut'),
      cancelled: count('cancelled') + count('wasted'),
      wasted: count('wasted'),
      failed: 0,
    });
    // Each of them has had an effect.
    for (const outcome of ['ok', 'timedOut', 'cancelled'] as const) {
      expect(count(outcome), outcome).toBeGreaterThan(0);
    }
    expect(steps.size).toBeGreaterThan(3);
    expect(Math.abs(report.littlesLaw.ratio - 1)).toBeLessThan(0.02);
  },
);
