/** Load runs against a server of known speed, on a virtual clock. */
import { describe, expect, it } from 'vitest';
import { OUTCOMES } from '../../trace/outcomes.ts';
import type { LoadSettings } from '../../wire/load.ts';
import { planLoad } from './planLoad.ts';
import { blockOf, startLoad } from './testing/virtualServer.ts';

describe('LoadRun, closed loop', () => {
  it('keeps its callers busy, never more, and reports what happened', async () => {
    const { clock, run, mostOpen } = startLoad({ settings: { mode: 'closed', inFlight: 8, requests: 100 } });
    await clock.runToEnd();
    const report = await run.finished;
    expect(mostOpen()).toBe(8);
    // 12 full rounds of 8 and one of 4, of 10 ms each.
    expect(report).toMatchObject({ sent: 100, ok: 100, failed: 0, seconds: 0.13, device: 'cpu' });
    expect(report.requestsPerSecond).toBeCloseTo(100 / 0.13);
    expect(report.meanBatchSize).toBeCloseTo(100 / 13);
    expect(report.latencyMs).toEqual({ mean: 10, p50: 10, p90: 10, p95: 10, p99: 10, p999: 10, max: 10 });
    expect(report).not.toHaveProperty('late');
  });

  it('sends a burst at once', async () => {
    const { clock, run, sent } = startLoad({
      settings: { mode: 'closed', inFlight: 1_000, requests: 1_000 },
    });
    await clock.runToEnd();
    expect(sent).toHaveLength(1);
    expect((await run.finished).ok).toBe(1_000);
  });

  it('asks the rows of the pool in turn and tells the answers with them, each once', async () => {
    const { clock, progress } = startLoad({
      settings: { mode: 'closed', inFlight: 5, requests: 40 },
      firstId: 500,
    });
    await clock.runToEnd();
    const ids = progress.flatMap(({ trace }) => [...trace.ids]);
    const rows = progress.flatMap(({ trace }) => [...trace.rowIndexes]);
    const outputs = progress.flatMap(({ outputs: told }) => [...told]);
    expect(ids.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 40 }, (_, index) => 500 + index));
    expect(rows).toEqual(ids.map((id) => (id - 500) % 7));
    expect(outputs).toEqual(rows.map((row) => row + 1000));
    expect(progress.at(-1)).toMatchObject({ sent: 40, done: 40, inFlight: 0 });
  });

  it('sends one at a time under "oneByOne"', async () => {
    const { clock, run, mostOpen } = startLoad({
      settings: { mode: 'closed', inFlight: 64, requests: 20 },
      pattern: 'oneByOne',
    });
    await clock.runToEnd();
    expect(mostOpen()).toBe(1);
    expect((await run.finished).seconds).toBeCloseTo(0.2);
  });

  it('ends with its duration, when the last answers are in', async () => {
    const { clock, run } = startLoad({ settings: { mode: 'closed', inFlight: 4, durationMs: 95 } });
    await clock.runToEnd();
    expect(await run.finished).toMatchObject({ sent: 40, ok: 40, seconds: 0.1 });
  });

  it('counts every outcome; wasted ones as cancelled', async () => {
    const { clock, run } = startLoad({
      settings: { mode: 'closed', inFlight: 6, requests: 600 },
      outcomeOf: (id) => OUTCOMES[id % OUTCOMES.length]!,
    });
    await clock.runToEnd();
    const report = await run.finished;
    expect(report).toMatchObject({
      sent: 600,
      ok: 100,
      rejected: 100,
      timedOut: 100,
      cancelled: 200,
      wasted: 100,
      failed: 100,
      failures: [{ reason: 'The server gave no reason.', count: 100 }],
    });
    expect(report.latencyMs.p50).toBe(10);
  });

  it('stops: cancels what is open and reports it', async () => {
    const { clock, run, cancelled } = startLoad({
      settings: { mode: 'closed', inFlight: 16 },
      answerAtMs: () => null,
    });
    clock.at(50, () => run.stop());
    await clock.runToEnd();
    expect(cancelled).toHaveLength(16);
    expect(await run.finished).toMatchObject({
      sent: 16,
      ok: 0,
      cancelled: 16,
      latencyMs: { p50: NaN, max: NaN },
    });
  });

  it('gives up on a server that says nothing', async () => {
    const { clock, run } = startLoad({ settings: { mode: 'closed', inFlight: 3 }, answerAtMs: () => null });
    await clock.runToEnd();
    expect(await run.finished).toMatchObject({
      failed: 3,
      failure: expect.stringContaining('did not answer for 60 s'),
    });
  });

  it('passes over answers to nobody and second answers', async () => {
    const { clock, run } = startLoad({ settings: { mode: 'closed', inFlight: 2, requests: 2 }, firstId: 10 });
    run.deliver(blockOf([3, 10, 10, 77], [0, 0, 0, 0], () => 'ok'));
    await clock.runToEnd();
    expect(await run.finished).toMatchObject({ sent: 2, ok: 2 });
  });
});

describe('LoadRun, open loop', () => {
  it('sends at the planned times, whatever the answers do', async () => {
    const settings: LoadSettings = { mode: 'open', requestsPerSecond: 2_000, durationMs: 5_000, seed: 3 };
    const slow = startLoad({ settings, answerAtMs: (nowMs) => nowMs + 500 });
    const fast = startLoad({ settings });
    await slow.clock.runToEnd();
    await fast.clock.runToEnd();
    const times = slow.sent.flatMap(({ plannedMs }) => plannedMs);
    expect(fast.sent.flatMap(({ plannedMs }) => plannedMs)).toEqual(times);
    for (const { atMs, plannedMs } of slow.sent) expect(plannedMs.at(-1)).toBeCloseTo(atMs, 9);
    const report = await slow.run.finished;
    expect(report.sent).toBe(times.length);
    expect(Math.abs(report.sent / 10_000 - 1)).toBeLessThan(0.03);
    expect(report).toMatchObject({ late: 0, dropped: 0 });
    expect(report.latencyMs.p99).toBeCloseTo(500, 3);
  });

  it('shows a stall in the latency from the plan, which the time since sending hides', async () => {
    // The sender may have one request open, and the server answers nothing between 1,000 and 1,500 ms.
    const { clock, run } = startLoad({
      settings: { mode: 'open', requestsPerSecond: 100, durationMs: 3_000, seed: 2 },
      pattern: 'oneByOne',
      answerAtMs: (nowMs) => (nowMs >= 1_000 && nowMs < 1_500 ? 1_500 : nowMs + 1),
    });
    await clock.runToEnd();
    const report = await run.finished;
    expect(report.latencyMs.p95).toBeGreaterThan(200);
    expect(report.serviceMs.p95).toBeLessThan(2);
    expect(report.late).toBeGreaterThan(20);
  });

  it('drops what cannot be sent a second after its end', async () => {
    const { clock, run } = startLoad({
      settings: { mode: 'open', requestsPerSecond: 1_000, durationMs: 1_000, seed: 2 },
      pattern: 'oneByOne',
    });
    await clock.runToEnd();
    const report = await run.finished;
    expect(report.sent).toBeGreaterThan(195);
    expect(report.sent).toBeLessThan(205);
    expect(Math.abs((report.sent + report.dropped!) / 1_000 - 1)).toBeLessThan(0.1);
  });
});

describe('planLoad', () => {
  it.each<[LoadSettings, string]>([
    [{ mode: 'closed', inFlight: 5_000 }, 'inFlight must be a number from 1 to 4,096, not 5000.'],
    [{ mode: 'closed' }, 'inFlight'],
    [{ mode: 'open' }, 'requestsPerSecond'],
    [{ mode: 'open', requestsPerSecond: 60_000 }, 'requestsPerSecond must be a number from 0.1 to 50,000'],
    [{ mode: 'open', requestsPerSecond: NaN }, 'requestsPerSecond'],
    [{ mode: 'closed', inFlight: 1, durationMs: 6e6 }, 'durationMs must be a number from 1 to 600,000'],
    [{ mode: 'closed', inFlight: 1, requests: 1.5 }, 'requests must be a whole number'],
    [{ mode: 'open', arrivals: 'often' as 'poisson' }, 'arrivals must be one of poisson, constant,'],
    [{ mode: 'open', arrivals: 'recorded' }, 'Recorded arrivals need recordedMs'],
    [{ mode: 'open', arrivals: 'recorded', recordedMs: [3, 2] }, 'each no earlier than the last'],
    [{ mode: 'open', arrivals: 'recorded', recordedMs: [-1] }, 'each no earlier than the last'],
    [{ mode: 'open', arrivals: 'ramp', requestsPerSecond: 10 }, 'A ramp needs durationMs'],
    [{ mode: 'closed', inFlight: 1, cancelShare: 2 }, 'cancelShare must be a number from 0 to 1'],
    [{ mode: 'closed', inFlight: 1, priorityMix: [] }, 'priorityMix must be "one" or a list of 1 to 8'],
    [{ mode: 'closed', inFlight: 1, priorityMix: [0, 0] }, 'not all of them 0'],
    [{ mode: 'sideways' as 'open' }, 'mode must be "closed" or "open", not "sideways".'],
  ])('refuses %o', (settings, message) => {
    const server = { pattern: 'batched', latencyGoalMs: 50, priorityLevels: 3 } as const;
    expect(() => planLoad(settings, server)).toThrow(message);
  });
});
