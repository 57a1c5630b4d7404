/** Load runs against a server of known speed, on a virtual clock. */
import { describe, expect, it } from 'vitest';
import { FreezingClock } from '#engine/clock/testing/FreezingClock.ts';
import { blockOf, startLoad, traced } from '#engine/server/testing/virtualServer.ts';
import type { LoadSettings } from '#protocol/load.ts';
import { OUTCOMES } from '#trace/outcomes.ts';
import { loadConfig } from './loadConfig.ts';

const ENOUGH = { code: 'test.enough', values: {}, text: 'Enough.' };

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
    expect(report).toMatchObject({ callers: 8, suspendedMs: 0, clockStepMs: 0 });
  });

  it('sends a burst at once', async () => {
    const { clock, run, sent } = startLoad({
      settings: { mode: 'closed', inFlight: 1_000, requests: 1_000 },
    });
    await clock.runToEnd();
    expect(sent).toHaveLength(1);
    expect((await run.finished).ok).toBe(1_000);
  });

  it('sends the rows of the pool in turn and reports each response once, numbered from 1', async () => {
    const { clock, progress } = startLoad({
      settings: { mode: 'closed', inFlight: 5, requests: 40 },
      firstId: 500,
    });
    await clock.runToEnd();
    const ids = progress.flatMap(({ trace }) => [...trace.ids]);
    const rows = progress.flatMap(({ trace }) => [...trace.rowIndexes]);
    const outputs = progress.flatMap(({ outputs: progress }) => [...progress]);
    expect(ids.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 40 }, (_, index) => 1 + index));
    expect(rows).toEqual(ids.map((id) => (id - 1) % 7));
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
    expect((await run.finished).callers).toBe(1);
  });

  it('ends with its duration, when the last responses are in', async () => {
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
      failures: [{ reason: { text: 'The server gave no reason.' }, count: 100 }],
    });
    expect(report.latencyMs.p50).toBe(10);
  });

  it('stops: cancels what is open and reports it', async () => {
    const { clock, run, cancelled } = startLoad({
      settings: { mode: 'closed', inFlight: 16 },
      respondAtMs: () => null,
    });
    clock.at(50, () => run.stop(ENOUGH));
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
    const { clock, run } = startLoad({ settings: { mode: 'closed', inFlight: 3 }, respondAtMs: () => null });
    await clock.runToEnd();
    expect(await run.finished).toMatchObject({
      failed: 3,
      failure: { text: expect.stringContaining('did not answer for 60 s') },
    });
  });

  it('ignores responses with unknown ids and duplicates', async () => {
    const { clock, run } = startLoad({ settings: { mode: 'closed', inFlight: 2, requests: 2 }, firstId: 10 });
    run.deliver(blockOf([3, 10, 10, 77], [0, 0, 0, 0], () => 'ok'));
    await clock.runToEnd();
    expect(await run.finished).toMatchObject({ sent: 2, ok: 2 });
  });
});

describe('LoadRun in a tab that is suspended', () => {
  const config: LoadSettings = {
    mode: 'open',
    arrivals: 'constant',
    requestsPerSecond: 500,
    durationMs: 10_000,
  };

  it('says for how long, beside what could not be sent', async () => {
    const frozen = new FreezingClock();
    const { clock, run } = startLoad({ settings: config, clock: frozen });
    clock.at(2_000, () => frozen.freeze(20_000));
    await clock.runToEnd();
    const report = await run.finished;
    expect(report.suspendedMs).toBeGreaterThanOrEqual(20_000);
    expect(report.suspendedMs).toBeLessThan(20_100);
    expect(report.dropped).toBeGreaterThan(3_900);
    expect(report.callers).toBeNull();
  });

  it('does not take a minute without running for a server that says nothing', async () => {
    const frozen = new FreezingClock();
    const settings: LoadSettings = { mode: 'closed', inFlight: 4, requests: 400 };
    const { clock, run } = startLoad({ settings, clock: frozen });
    clock.at(500, () => frozen.freeze(120_000));
    await clock.runToEnd();
    const report = await run.finished;
    expect(report).toMatchObject({ ok: 400, failed: 0 });
    expect(report.suspendedMs).toBeGreaterThanOrEqual(120_000);
  });

  it('still notices a silent server, and a stop waits its own five seconds', async () => {
    const silent = { settings: config, respondAtMs: () => null };
    const frozen = new FreezingClock();
    const { clock, run } = startLoad({ ...silent, clock: frozen });
    clock.at(500, () => frozen.freeze(30_000));
    await clock.runToEnd();
    expect((await run.finished).failure?.text).toContain('did not answer for 60 s');
    const stopping = new FreezingClock();
    const stopped = startLoad({
      settings: { mode: 'closed', inFlight: 2 },
      clock: stopping,
      respondAtMs: (nowMs) => nowMs + 4_000,
    });
    // Its cancels are handled after the tab has come back.
    stopping.at(100, () => stopped.run.stop(ENOUGH));
    stopping.at(100, () => stopping.freeze(60_000));
    await stopping.runToEnd();
    expect(await stopped.run.finished).toMatchObject({ cancelled: 2, failed: 0 });
  });
});

describe('LoadRun, open loop', () => {
  it('sends at the planned times, however late responses are', async () => {
    const settings: LoadSettings = { mode: 'open', requestsPerSecond: 2_000, durationMs: 5_000, seed: 3 };
    const slow = startLoad({ settings, respondAtMs: (nowMs) => nowMs + 500 });
    const fast = startLoad({ settings });
    await slow.clock.runToEnd();
    await fast.clock.runToEnd();
    const times = traced(slow.progress, 'plannedMs').toSorted((a, b) => a - b);
    expect(traced(fast.progress, 'plannedMs').toSorted((a, b) => a - b)).toEqual(times);
    // At once, or with all that is due within the gap after the last message.
    const sentMs = traced(slow.progress, 'sentMs').toSorted((a, b) => a - b);
    expect(Math.max(...sentMs.map((ms, index) => ms - times[index]!))).toBeLessThan(0.2 + 1e-9);
    const messagesMs = slow.sent.map(({ atMs }) => atMs);
    const gaps = messagesMs.slice(1).map((ms, index) => ms - messagesMs[index]!);
    expect(Math.min(...gaps)).toBeGreaterThan(0.2 - 1e-9);
    expect(sentMs.filter((ms, index) => ms === times[index]).length).toBeGreaterThan(0.6 * times.length);
    const report = await slow.run.finished;
    expect(report.sent).toBe(times.length);
    expect(Math.abs(report.sent / 10_000 - 1)).toBeLessThan(0.03);
    expect(report).toMatchObject({ late: 0, dropped: 0 });
    expect(report.serviceMs.p99).toBeCloseTo(500, 3);
    expect(report.latencyMs.p99).toBeLessThan(500.2 + 1e-9);
  });

  it('shows a stall in the latency from the planned arrival, which the time since sending hides', async () => {
    // The sender may have one request in flight, and the server sends nothing between 1,000 and 1,500 ms.
    const { clock, run } = startLoad({
      settings: { mode: 'open', requestsPerSecond: 100, durationMs: 3_000, seed: 2 },
      pattern: 'oneByOne',
      respondAtMs: (nowMs) => (nowMs >= 1_000 && nowMs < 1_500 ? 1_500 : nowMs + 1),
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

describe('loadConfig', () => {
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
    expect(() => loadConfig(settings, server)).toThrow(message);
  });
});
