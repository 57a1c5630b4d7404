/** Load modes and their reports, on a virtual clock. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { startLoad, traced } from '#engine/server/testing/virtualServer.ts';
import type { Arrivals } from '#experiment/vocabulary.ts';
import type { LoadSettings } from '#protocol/load.ts';
import type { OutcomeCounts } from '#trace/outcomes.ts';

type Setup = Parameters<typeof startLoad>[0];

async function runLoad(setup: Setup) {
  const started = startLoad(setup);
  await started.clock.runToEnd();
  return { ...started, report: await started.run.finished };
}

const endedOf = ({ ok, rejected, timedOut, cancelled, failed }: OutcomeCounts): number =>
  ok + rejected + timedOut + cancelled + failed;

describe('a closed loop', () => {
  it('has clients that think before they send again', async () => {
    const settings: LoadSettings = { mode: 'closed', inFlight: 4, thinkTimeMs: 30, durationMs: 1_000 };
    const { report, progress, sent } = await runLoad({ settings });
    // A client sends every 10 + 30 ms: 25 rounds within the second.
    expect(report).toMatchObject({ sent: 100, ok: 100 });
    expect(sent.map(({ atMs }) => atMs)).toEqual(Array.from({ length: 25 }, (_, round) => round * 40));
    expect([...new Set(traced(progress, 'clients'))].toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3]);
    expect(report.littlesLaw.inFlightMean).toBeCloseTo((100 * 10) / 970, 6);
  });

  it('knows its clients: each sends its next after its last has ended', async () => {
    const settings: LoadSettings = { mode: 'closed', inFlight: 8, requests: 500 };
    const { progress } = await runLoad({ settings, respondAtMs: (nowMs) => nowMs + 1 + (nowMs % 7) });
    const lastEnd = new Map<number, number>();
    const clients = traced(progress, 'clients');
    const [sentMs, deliveredMs, ids] = [
      traced(progress, 'sentMs'),
      traced(progress, 'deliveredMs'),
      traced(progress, 'ids'),
    ];
    const bySending = ids.map((_, index) => index).toSorted((a, b) => ids[a]! - ids[b]!);
    for (const index of bySending) {
      const client = clients[index]!;
      expect(client).toBeLessThan(8);
      expect(sentMs[index]!).toBeGreaterThanOrEqual(lastEnd.get(client) ?? 0);
      lastEnd.set(client, deliveredMs[index]!);
    }
  });
});

describe('an open loop', () => {
  it('gives its requests the lowest free slot', async () => {
    const settings: LoadSettings = {
      mode: 'open',
      arrivals: 'constant',
      requestsPerSecond: 250,
      durationMs: 1_000,
    };
    const { progress, report } = await runLoad({ settings });
    // A request every 4 ms, each of 10 ms: three slots.
    expect(Math.max(...traced(progress, 'clients'))).toBe(2);
    expect(report.rate).toEqual({ askedPerSecond: 250, achievedPerSecond: 250 });
  });

  it('sends every planned arrival once, whatever the schedule', async () => {
    const arrivals = fc.constantFrom<Arrivals>('poisson', 'constant', 'bursts', 'ramp');
    await fc.assert(
      fc.asyncProperty(arrivals, fc.integer({ min: 20, max: 2_000 }), fc.nat(), async (kind, rate, seed) => {
        const settings: LoadSettings = {
          mode: 'open',
          arrivals: kind,
          requestsPerSecond: rate,
          durationMs: 700,
          seed,
        };
        const { report, progress } = await runLoad({ settings });
        expect(report).toMatchObject({ late: 0, dropped: 0, ok: report.sent });
        if (report.sent > 0) {
          // The last of them may leave 0.2 ms late, with all that is due in that gap.
          const { askedPerSecond, achievedPerSecond } = report.rate!;
          expect(Math.abs(achievedPerSecond / askedPerSecond - 1)).toBeLessThan(1e-3);
        }
        const again = await runLoad({ settings, respondAtMs: (nowMs) => nowMs + 200 });
        expect(traced(again.progress, 'plannedMs').toSorted((a, b) => a - b)).toEqual(
          traced(progress, 'plannedMs').toSorted((a, b) => a - b),
        );
      }),
      { numRuns: 40 },
    );
  });

  it('replays recorded arrivals', async () => {
    const recordedMs = [0, 1, 1, 5, 80, 200.5];
    const { progress, report } = await runLoad({
      settings: { mode: 'open', arrivals: 'recorded', recordedMs },
    });
    expect(traced(progress, 'plannedMs').toSorted((a, b) => a - b)).toEqual(recordedMs);
    expect(report).toMatchObject({ ok: 6, dropped: 0, late: 0 });
  });

  it('reports the offered and the achieved rate', async () => {
    // One at a time, 10 ms each: 100 a second of the 400 offered.
    const { report } = await runLoad({
      settings: { mode: 'open', arrivals: 'constant', requestsPerSecond: 400, durationMs: 2_000 },
      pattern: 'oneByOne',
    });
    expect(report.rate!.askedPerSecond).toBe(400);
    expect(report.rate!.achievedPerSecond).toBeCloseTo(100, 0);
    expect(report.sent + report.dropped!).toBe(800);
  });

  it('shows a stall of 500 ms at p99, which the naive timing of a closed loop hides', async () => {
    const stall = (nowMs: number): number => (nowMs >= 2_000 && nowMs < 2_500 ? 2_500 : nowMs + 2);
    const open = await runLoad({
      settings: { mode: 'open', requestsPerSecond: 200, durationMs: 10_000 },
      respondAtMs: stall,
    });
    expect(open.report.latencyMs.p99).toBeGreaterThan(300);
    const closed = await runLoad({
      settings: { mode: 'closed', inFlight: 1, durationMs: 10_000 },
      respondAtMs: stall,
    });
    expect(closed.report.latencyMs.p99).toBeLessThan(3);
    expect(closed.report.latencyMs.max).toBeGreaterThan(490);
  });
});

describe('callers', () => {
  it('have priorities in the given shares, and a deadline', async () => {
    const { sent, progress } = await runLoad({
      settings: {
        mode: 'closed',
        inFlight: 100,
        requests: 20_000,
        seed: 6,
        timeoutMs: 7,
        priorityMix: [0.2, 0, 0.5, 0.3],
      },
    });
    const priorities = traced(progress, 'priorities');
    const share = (level: number): number => priorities.filter((it) => it === level).length / 20_000;
    // The server has three levels: the share of the fourth goes to the third.
    expect(Math.abs(share(1) - 0.2)).toBeLessThan(0.01);
    expect(share(2)).toBe(0);
    expect(Math.abs(share(3) - 0.8)).toBeLessThan(0.01);
    const levelOf = new Map(traced(progress, 'ids').map((id, index) => [id, priorities[index]]));
    for (const { block } of sent) {
      expect(block.timeoutMs).toBe(7);
      for (const id of block.ids) expect(levelOf.get(id)).toBe(block.priority);
    }
  });

  it('cancel the given share of requests, each once and while it is open', async () => {
    const settings: LoadSettings = {
      mode: 'closed',
      inFlight: 50,
      requests: 5_000,
      cancelShare: 0.3,
      seed: 2,
    };
    const { report, cancelled } = await runLoad({ settings, respondAtMs: (nowMs) => nowMs + 25 });
    expect(new Set(cancelled).size).toBe(cancelled.length);
    // Every response takes longer than a cancelling caller waits.
    expect(report.cancelled).toBe(cancelled.length);
    expect(Math.abs(cancelled.length / 5_000 - 0.3)).toBeLessThan(0.03);
    expect(endedOf(report)).toBe(5_000);
    const faster = await runLoad({ settings, respondAtMs: (nowMs) => nowMs + 10 });
    expect(Math.abs(faster.report.cancelled / 5_000 - 0.15)).toBeLessThan(0.03);
  });
});

describe('the report', () => {
  it("keeps Little's law, whatever happens", async () => {
    const settings = fc.record({
      mode: fc.constantFrom('closed' as const, 'open' as const),
      inFlight: fc.integer({ min: 1, max: 60 }),
      requestsPerSecond: fc.integer({ min: 50, max: 3_000 }),
      thinkTimeMs: fc.integer({ min: 0, max: 5 }),
      cancelShare: fc.double({ min: 0, max: 0.5, noNaN: true }),
      durationMs: fc.integer({ min: 50, max: 600 }),
    });
    await fc.assert(
      fc.asyncProperty(settings, fc.integer({ min: 1, max: 40 }), async (given, takesMs) => {
        const respondAtMs = (nowMs: number): number => nowMs + 1 + (Math.round(nowMs * 7) % takesMs);
        const { report } = await runLoad({ settings: given, respondAtMs });
        if (report.sent === 0) return;
        const { inFlightMean, perSecond, timeMeanMs, product, ratio } = report.littlesLaw;
        expect(ratio).toBeCloseTo(1, 9);
        expect((perSecond * timeMeanMs) / 1_000).toBeCloseTo(product, 9);
        expect(inFlightMean).toBeCloseTo(product, 9);
        expect(endedOf(report)).toBe(report.sent);
      }),
      { numRuns: 60 },
    );
  });

  it('counts goodput against the goal, from the planned arrival', async () => {
    // Every other millisecond the response is late; the goal is 50 ms.
    const { report } = await runLoad({
      settings: { mode: 'open', arrivals: 'constant', requestsPerSecond: 1_000, durationMs: 1_000 },
      respondAtMs: (nowMs) => nowMs + (Math.round(nowMs) % 2 === 0 ? 10 : 90),
    });
    expect(report.goodput).toMatchObject({ goalMs: 50, ok: 500 });
    expect(report.goodput.perSecond).toBeCloseTo(500 / report.seconds, 6);
    expect(report.goodput.share).toBeCloseTo(0.5, 6);
  });

  it('gives no goodput to a server that rejects nearly everything', async () => {
    const { report } = await runLoad({
      settings: { mode: 'closed', inFlight: 10, requests: 1_000 },
      outcomeOf: (id) => (id % 100 === 0 ? 'ok' : 'rejected'),
    });
    expect(report).toMatchObject({ ok: 10, rejected: 990 });
    expect(report.goodput).toMatchObject({ ok: 10, share: 0.01 });
  });

  it('reports outcomes and latencies by priority', async () => {
    // The server responds to even numbers after 5 ms and lets odd ones time out after 20 ms, whatever their priority.
    const { report, progress } = await runLoad({
      settings: { mode: 'closed', inFlight: 50, requests: 2_000, seed: 3, priorityMix: [0.7, 0, 0.3] },
      outcomeOf: (id) => (id % 2 === 0 ? 'ok' : 'timedOut'),
    });
    const priorities = traced(progress, 'priorities');
    expect(report.byPriority.map(({ priority }) => priority)).toEqual([1, 3]);
    for (const part of report.byPriority) {
      expect(part.sent).toBe(priorities.filter((one) => one === part.priority).length);
      expect(part.ok + part.timedOut).toBe(part.sent);
      expect(part.latencyMs.p50).toBeCloseTo(10, 6);
    }
    const sum = (of: 'sent' | 'ok' | 'timedOut'): number =>
      report.byPriority.reduce((total, part) => total + part[of], 0);
    expect([sum('sent'), sum('ok'), sum('timedOut')]).toEqual([report.sent, report.ok, report.timedOut]);
    const plain = await runLoad({ settings: { mode: 'closed', inFlight: 5, requests: 50 } });
    expect(plain.report.byPriority).toMatchObject([
      { priority: 2, sent: 50, ok: 50, latencyMs: plain.report.latencyMs },
    ]);
  });
});
