/** The server core on a virtual clock: every request ends once, with the output for its own input. */
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { describe, expect, it } from 'vitest';
import type { Pace } from './Infer.ts';
import type { ServingConfig } from './ServerCore.ts';
import { GPU, makeServer, otherShape, rowsOf, shape, weights } from './testing/makeServer.ts';

describe('ServerCore', () => {
  it('responds to 10,000 requests of two callers, each with its own output, batch size and step', async () => {
    const { clock, connect, core } = makeServer({ config: { maxBatchSize: 64, maxQueueSize: 20_000 } });
    const [a, b] = [connect(), connect()];
    a.send(rowsOf(5_000));
    b.send(rowsOf(5_000).map(([x, y]) => [x! + 0.5, y!]));
    await clock.runToEnd();
    for (const [caller, shift] of [
      [a, 0],
      [b, 0.5],
    ] as const) {
      expect(caller.ended.size).toBe(5_000);
      for (const [id, responses] of caller.ended) {
        expect(responses).toHaveLength(1);
        expect(responses[0]).toMatchObject({ outcome: 'ok', output: [id + shift + 7, -id + 7], step: 7 });
      }
    }
    expect(core.counts).toMatchObject({ queued: 0, executing: 0, batches: 157, batchedRequests: 10_000 });
    expect(a.blocks.length).toBeLessThan(100);
  });

  it('pads batches to powers of two and says the true size', async () => {
    const { clock, connect, paddedSizes } = makeServer({ config: { maxBatchSize: 100 } });
    const { ended, send } = connect();
    send(rowsOf(5));
    await clock.runToEnd();
    expect(paddedSizes).toEqual([8]);
    expect(ended.get(4)![0]!.batchSize).toBe(5);
  });

  it('computes one request at a time where the pattern is unbatched', async () => {
    const { clock, connect, paddedSizes } = makeServer({
      config: { pattern: 'unbatched', maxBatchSize: 64 },
    });
    connect().send(rowsOf(9));
    await clock.runToEnd();
    expect(paddedSizes).toEqual(Array.from({ length: 9 }, () => 1));
  });

  it('has two batches under way on a GPU, one on a device that blocks', async () => {
    for (const [pace, most] of [
      [GPU, 2],
      [{ overlap: 1, synchronous: true }, 1],
    ] as const) {
      const { clock, connect, mostExecuting } = makeServer({ pace });
      connect().send(rowsOf(40));
      await clock.runToEnd();
      expect(mostExecuting()).toBe(most);
    }
  });

  it('collects the responses of short batches, and drains messages in between, where computing blocks', async () => {
    const pace: Pace = { overlap: 1, synchronous: true };
    const { clock, connect } = makeServer({ config: { pattern: 'unbatched' }, pace, computeMs: () => 0.125 });
    const { send, blocks, ended } = connect();
    send(rowsOf(100));
    clock.at(2, () => send([[1, 1]], 100, { priority: 1 }));
    await clock.runToEnd();
    expect(ended.size).toBe(101);
    expect(blocks.length).toBeLessThan(101 / 4);
    expect(ended.get(100)![0]!.times[2]).toBeLessThan(3.5);
  });

  describe('that computes on its own thread', () => {
    const pace: Pace = { overlap: 1, synchronous: true };

    /** A batch of 10 ms at 0; requests sent meanwhile are read one by one after it, as from an event loop. */
    async function withMail(
      changes: Partial<ServingConfig>,
      mailbox: readonly { atMs: number; priority?: number; timeoutMs?: number }[],
    ) {
      const setup = { config: { maxBatchSize: 64, ...changes }, pace, computeMs: () => 10 };
      const { clock, connect } = makeServer(setup);
      const { send, ended } = connect();
      send([[0, 0]], 0);
      mailbox.forEach(({ atMs, ...options }, index) => {
        const sentMs = Float64Array.of(atMs);
        clock.at(10, () => send([[1, index]], index + 1, { sentMs, ...options }));
      });
      await clock.runToEnd();
      return (id: number) => ended.get(id)![0]!;
    }

    it('forms the next batch from all that came during the last', async () => {
      const of = await withMail(
        {},
        Array.from({ length: 20 }, (_, index) => ({ atMs: 1 + index * 0.4 })),
      );
      for (let id = 1; id <= 20; id += 1) expect(of(id)).toMatchObject({ batch: 2, batchSize: 20 });
      // Time in the mailbox counts as time in the queue.
      expect(of(1).times[0]).toBeCloseTo(1, 9);
      expect(of(20).times[0]).toBeCloseTo(8.6, 9);
    });

    it('takes high priority first although it came last', async () => {
      const low = Array.from({ length: 20 }, (_, index) => ({ atMs: 1 + index * 0.1, priority: 2 }));
      const of = await withMail({ priorityLevels: 2, maxBatchSize: 4 }, [...low, { atMs: 9, priority: 1 }]);
      expect(of(21)).toMatchObject({ batch: 2, batchSize: 4 });
      expect(of(20).batch).toBe(7);
    });

    it('holds the bound of the queue, and deadlines, against what came meanwhile', async () => {
      const mailbox = Array.from({ length: 12 }, (_, index) => ({ atMs: 1 + index, timeoutMs: 20 }));
      const of = await withMail({ maxQueueSize: 8 }, mailbox);
      expect(mailbox.map((_, index) => of(index + 1).outcome)).toEqual([
        ...Array<string>(8).fill('ok'),
        ...Array<string>(4).fill('rejected'),
      ]);
      const late = await withMail({}, [
        { atMs: 2, timeoutMs: 5 },
        { atMs: 6, timeoutMs: 5 },
      ]);
      expect([late(1).outcome, late(2).outcome]).toEqual(['timedOut', 'ok']);
    });
  });

  it('rejects at once what finds the queue full', async () => {
    const { clock, connect } = makeServer({ config: { maxQueueSize: 10 }, computeMs: () => 5 });
    const { ended, send } = connect();
    send(rowsOf(30));
    // Two batches of 4 went straight on to the device, 10 wait.
    expect([...ended.keys()]).toEqual(Array.from({ length: 12 }, (_, index) => 18 + index));
    expect(ended.get(18)![0]).toMatchObject({ outcome: 'rejected', output: [], batchSize: 0 });
    await clock.runToEnd();
    expect([...ended.values()].filter(([response]) => response!.outcome === 'ok')).toHaveLength(18);
  });

  it('cancels in the queue; what is on the device ends as wasted', async () => {
    const { clock, connect } = makeServer({ pace: { overlap: 1, synchronous: false } });
    const { send, cancel, outcomeOf } = connect();
    const other = connect();
    send(rowsOf(8));
    other.send(rowsOf(8));
    cancel(2, 5, 99);
    expect(outcomeOf(5)).toBe('cancelled');
    expect(outcomeOf(2)).toBeUndefined();
    await clock.runToEnd();
    expect(outcomeOf(2)).toBe('wasted');
    expect(outcomeOf(3)).toBe('ok');
    expect([...other.ended.values()].every(([response]) => response!.outcome === 'ok')).toBe(true);
  });

  it('times requests out in the queue only', async () => {
    const { clock, connect } = makeServer({ pace: { overlap: 1, synchronous: false }, computeMs: () => 20 });
    const { send, outcomeOf, ended } = connect();
    send(rowsOf(8), 0, { timeoutMs: 10 });
    await clock.runToEnd();
    expect(outcomeOf(3)).toBe('ok');
    expect(outcomeOf(4)).toBe('timedOut');
    expect(ended.get(4)![0]!.times[0]).toBe(0);
  });

  it('uses new weights from the next batch on', async () => {
    const { clock, core, connect } = makeServer({ pace: { overlap: 1, synchronous: false } });
    const { send, ended } = connect();
    send(rowsOf(8));
    core.setModel({ shape, parameters: weights(8), step: 8 });
    await clock.runToEnd();
    expect(ended.get(3)![0]).toMatchObject({ output: [10, 4], step: 7 });
    expect(ended.get(4)![0]).toMatchObject({ output: [12, 4], step: 8 });
  });

  it('takes a network with its weights: requests queued for the one before fail, those on the device complete', async () => {
    const { clock, core, connect } = makeServer({ pace: { overlap: 1, synchronous: false } });
    const { send, ended } = connect();
    send(rowsOf(6));
    core.setModel({ shape: otherShape, parameters: Float32Array.from([1, 1, 1, 0]), step: 3 });
    expect(ended.get(4)![0]).toMatchObject({
      outcome: 'failed',
      failure: expect.stringContaining('network changed'),
    });
    send([[1, 2, 3]], 10);
    await clock.runToEnd();
    expect(ended.get(0)![0]).toMatchObject({ outcome: 'ok', step: 7 });
    expect(ended.get(10)![0]).toMatchObject({ output: [6], step: 3 });
  });

  it('refuses what does not fit, saying why, and serves on', async () => {
    const { clock, core, connect } = makeServer({ withoutWeights: true });
    const { send, ended } = connect();
    send([[1, 2]]);
    expect(ended.get(0)![0]!.failure).toContain('not been told yet which network');
    core.setModel({ shape: otherShape, parameters: new Float32Array(4), step: 0 });
    send([[1, 2]], 2);
    expect(ended.get(2)![0]!.failure).toContain('rows of 3 inputs; these were 2 long');
    send([[1, 2, 3]], 3, { priority: 9 });
    expect(ended.get(3)![0]!.failure).toContain('priority');
    expect(() => core.setModel({ shape: otherShape, parameters: new Float32Array(5), step: 0 })).toThrow(
      'has 4 parameters, but 5 were given',
    );
    send([[1, 2, 3]], 4);
    await clock.runToEnd();
    expect(ended.get(4)![0]!.outcome).toBe('ok');
  });

  it('computes a lost batch again on the device that comes back, in the old order', async () => {
    const { clock, connect } = makeServer({
      pace: { overlap: 1, synchronous: false },
      fails: (batch) => batch === 1,
      recover: (on) => on.wait(50),
    });
    const { ended, send } = connect();
    send(rowsOf(6));
    await clock.runToEnd();
    expect([...ended.keys()]).toEqual([0, 1, 2, 3, 4, 5]);
    expect(
      [...ended.values()].every(([response]) => response!.outcome === 'ok' && response!.times[2]! >= 51),
    ).toBe(true);
  });

  it('fails a request whose batch was lost three times, and all that waits when no device is left', async () => {
    const thrice = makeServer({ fails: (batch) => batch <= 3, pace: { overlap: 1, synchronous: false } });
    const first = thrice.connect();
    first.send(rowsOf(8));
    await thrice.clock.runToEnd();
    expect(first.ended.get(0)![0]).toMatchObject({ outcome: 'failed', failure: 'the device went away' });
    expect(first.outcomeOf(4)).toBe('ok');
    const none = makeServer({
      fails: () => true,
      recover: () => Promise.reject(new Error('No device works.')),
    });
    const second = none.connect();
    second.send(rowsOf(20));
    await none.clock.runToEnd();
    expect(second.ended.size).toBe(20);
    expect([...second.ended.values()].every(([response]) => response!.outcome === 'failed')).toBe(true);
    expect(second.ended.get(0)![0]!.failure).toBe('No device works.');
  });

  it.each([0.3, 0.7])(
    'makes requests wait as long as the theory of queues says (M/D/1, ρ = %d)',
    async (rho) => {
      // One instance, constant service of S = 1 ms, Poisson arrivals at ρ a ms: W = ρ·S / (2·(1 − ρ)).
      const { clock, connect } = makeServer({
        config: { pattern: 'unbatched', maxQueueSize: 65_536 },
        pace: { overlap: 1, synchronous: false },
      });
      const { send, ended } = connect();
      const random = xoroshiro128plus(11);
      const count = 100_000;
      let sent = 0;
      let atMs = 0;
      let lindleyMs = 0;
      let lindleySumMs = 0;
      const arrive = (): void => {
        if (sent > 0) {
          send([[0, 0]], sent);
          lindleySumMs += lindleyMs;
        }
        const gapMs = -Math.log(1 - uniformFloat64(random)) / rho;
        // Each waits for what its predecessor still has before it on arrival (Lindley's recursion).
        lindleyMs = sent === 0 ? 0 : Math.max(0, lindleyMs + 1 - gapMs);
        atMs += gapMs;
        if (++sent <= count) clock.at(atMs, arrive);
      };
      arrive();
      await clock.runToEnd();
      let waitedMs = 0;
      for (const [response] of ended.values()) waitedMs += response!.times[2]! - response!.times[0]!;
      expect(ended.size).toBe(count);
      expect(waitedMs / count).toBeCloseTo(lindleySumMs / count, 6);
      expect(Math.abs(waitedMs / count / (rho / (2 * (1 - rho))) - 1)).toBeLessThan(0.03);
    },
    60_000,
  );
});
