/** The server core on a virtual clock: every request ends once and is answered with its own input's output. */
import fc from 'fast-check';
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { describe, expect, it } from 'vitest';
import { defaultExperiment } from '../../spec/defaults.ts';
import type { NetworkShape } from '../../spec/networkShape.ts';
import { OUTCOMES, type Outcome } from '../../trace/outcomes.ts';
import type { RequestBlock, ResponseBlock } from '../../wire/server.ts';
import type { Infer, Pace } from './Infer.ts';
import { ServerCore, type ServingPlan } from './ServerCore.ts';
import { VirtualClock } from './VirtualClock.ts';

const shape: NetworkShape = { inputs: 2, layers: [{ units: 2, activation: 'linear' }] };
const otherShape: NetworkShape = { inputs: 3, layers: [{ units: 1, activation: 'linear' }] };
const weights = (step: number): Float32Array => Float32Array.from([1, 0, 0, 1, step, step]);
const GPU: Pace = { overlap: 2, synchronous: false };
const plan: ServingPlan = {
  ...defaultExperiment().serving,
  maxBatchSize: 4,
  maxQueueDelayUs: 0,
  maxQueueSize: 100,
};

interface Ended {
  readonly outcome: Outcome;
  readonly output: number[];
  readonly batchSize: number;
  readonly step: number;
  readonly times: number[];
  readonly failure?: string | undefined;
}

interface Setup {
  readonly plan?: Partial<ServingPlan>;
  readonly pace?: Pace;
  readonly computeMs?: (paddedSize: number) => number;
  /** Whether the n-th batch fails. */
  readonly fails?: (batch: number) => boolean;
  readonly recover?: (clock: VirtualClock) => Promise<void>;
  readonly withoutWeights?: boolean;
}

function makeServer({ computeMs = () => 1, fails = () => false, ...setup }: Setup = {}) {
  const clock = new VirtualClock();
  const paddedSizes: number[] = [];
  let executing = 0;
  let mostExecuting = 0;
  const infer: Infer = async (model, rows, paddedSize) => {
    const batch = paddedSizes.push(paddedSize);
    mostExecuting = Math.max(mostExecuting, ++executing);
    const outputs = forwardRows(model.parameters, rows.slice(), paddedSize, model.shape);
    await clock.wait(computeMs(paddedSize));
    executing -= 1;
    if (fails(batch)) throw new Error('the device went away');
    return { outputs, device: 'cpu', instance: 0, computedMs: clock.nowMs() };
  };
  const core = new ServerCore({ clock, infer, recover: () => setup.recover?.(clock) ?? Promise.resolve() });
  core.configure(shape, { ...plan, ...setup.plan });
  core.setPace(setup.pace ?? GPU);
  if (!setup.withoutWeights) core.setParameters(weights(7), 7);
  const connect = () => {
    const ended = new Map<number, Ended[]>();
    const blocks: ResponseBlock[] = [];
    const caller = core.addCaller((block) => {
      blocks.push(block);
      book(block, ended);
    });
    const send = (rows: readonly number[][], firstId = 0, options: Partial<RequestBlock> = {}): void =>
      core.receive(caller, { kind: 'requests', block: makeBlock(rows, firstId, options) });
    const cancel = (...ids: number[]): void =>
      core.receive(caller, { kind: 'cancel', ids: Float64Array.from(ids) });
    return { ended, blocks, send, cancel, outcomeOf: (id: number) => ended.get(id)?.[0]?.outcome };
  };
  return { clock, core, connect, paddedSizes, mostExecuting: () => mostExecuting };
}

function makeBlock(rows: readonly number[][], firstId: number, options: Partial<RequestBlock>): RequestBlock {
  return {
    ids: Float64Array.from(rows, (_, index) => firstId + index),
    rows: Float32Array.from(rows.flat()),
    plannedMs: new Float64Array(rows.length),
    sentMs: new Float64Array(rows.length),
    ...options,
  };
}

function book(block: ResponseBlock, ended: Map<number, Ended[]>): void {
  const width = block.outputs.length / block.ids.length;
  block.ids.forEach((id, row) => {
    const entry: Ended = {
      outcome: OUTCOMES[block.outcomes[row]!]!,
      output: [...block.outputs.subarray(row * width, (row + 1) * width)],
      batchSize: block.batchSizes[row]!,
      step: block.steps[row]!,
      times: [block.enqueuedMs[row]!, block.batchedMs[row]!, block.computedMs[row]!, block.readBackMs[row]!],
      failure: block.failure,
    };
    ended.set(id, [...(ended.get(id) ?? []), entry]);
  });
}

/** One linear layer, as the reference has it. */
function forwardRows(
  parameters: Float32Array,
  rows: Float32Array,
  count: number,
  { inputs, layers }: NetworkShape,
): Float32Array {
  const units = layers[0]!.units;
  const outputs = new Float32Array(count * units);
  for (let row = 0; row < count; row += 1) {
    for (let unit = 0; unit < units; unit += 1) {
      let sum = parameters[inputs * units + unit]!;
      for (let input = 0; input < inputs; input += 1) {
        sum += rows[row * inputs + input]! * parameters[input * units + unit]!;
      }
      outputs[row * units + unit] = sum;
    }
  }
  return outputs;
}

const rowsOf = (count: number): number[][] => Array.from({ length: count }, (_, index) => [index, -index]);

describe('ServerCore', () => {
  it('answers 10,000 requests of two callers, each with its own output, its batch size and its step', async () => {
    const { clock, connect, core } = makeServer({ plan: { maxBatchSize: 64, maxQueueSize: 20_000 } });
    const [a, b] = [connect(), connect()];
    a.send(rowsOf(5_000));
    b.send(rowsOf(5_000).map(([x, y]) => [x! + 0.5, y!]));
    await clock.runToEnd();
    for (const [caller, shift] of [
      [a, 0],
      [b, 0.5],
    ] as const) {
      expect(caller.ended.size).toBe(5_000);
      for (const [id, answers] of caller.ended) {
        expect(answers).toHaveLength(1);
        expect(answers[0]).toMatchObject({ outcome: 'ok', output: [id + shift + 7, -id + 7], step: 7 });
      }
    }
    expect(core.counts).toMatchObject({ queued: 0, executing: 0, batches: 157, batchedRequests: 10_000 });
    expect(a.blocks.length).toBeLessThan(100);
  });

  it('pads batches to powers of two and says the true size', async () => {
    const { clock, connect, paddedSizes } = makeServer({ plan: { maxBatchSize: 100 } });
    const { ended, send } = connect();
    send(rowsOf(5));
    await clock.runToEnd();
    expect(paddedSizes).toEqual([8]);
    expect(ended.get(4)![0]!.batchSize).toBe(5);
  });

  it('computes one request at a time where the pattern is unbatched', async () => {
    const { clock, connect, paddedSizes } = makeServer({ plan: { pattern: 'unbatched', maxBatchSize: 64 } });
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

  it('gathers the answers of short batches, and lets messages in between, where computing blocks', async () => {
    const pace: Pace = { overlap: 1, synchronous: true };
    const { clock, connect } = makeServer({ plan: { pattern: 'unbatched' }, pace, computeMs: () => 0.125 });
    const { send, blocks, ended } = connect();
    send(rowsOf(100));
    clock.at(2, () => send([[1, 1]], 100, { priority: 1 }));
    await clock.runToEnd();
    expect(ended.size).toBe(101);
    expect(blocks.length).toBeLessThan(101 / 4);
    expect(ended.get(100)![0]!.times[1]).toBeLessThan(3.5);
  });

  it('rejects at once what finds the queue full', async () => {
    const { clock, connect } = makeServer({ plan: { maxQueueSize: 10 }, computeMs: () => 5 });
    const { ended, send } = connect();
    send(rowsOf(30));
    // Two batches of 4 went straight on to the device, 10 wait.
    expect([...ended.keys()]).toEqual(Array.from({ length: 12 }, (_, index) => 18 + index));
    expect(ended.get(18)![0]).toMatchObject({ outcome: 'rejected', output: [], batchSize: 0 });
    await clock.runToEnd();
    expect([...ended.values()].filter(([answer]) => answer!.outcome === 'ok')).toHaveLength(18);
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
    expect([...other.ended.values()].every(([answer]) => answer!.outcome === 'ok')).toBe(true);
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

  it('answers with new weights from the next batch on', async () => {
    const { clock, core, connect } = makeServer({ pace: { overlap: 1, synchronous: false } });
    const { send, ended } = connect();
    send(rowsOf(8));
    core.setParameters(weights(8), 8);
    await clock.runToEnd();
    expect(ended.get(3)![0]).toMatchObject({ output: [10, 4], step: 7 });
    expect(ended.get(4)![0]).toMatchObject({ output: [12, 4], step: 8 });
  });

  it('keeps weights of a network that is not configured yet, and waits for those of one that is', async () => {
    const { clock, core, connect } = makeServer();
    const { send, ended, outcomeOf } = connect();
    core.offerWeights({ shape: otherShape, parameters: Float32Array.from([1, 1, 1, 0]), step: 3 });
    send([[1, 2]]);
    await clock.runToEnd();
    expect(ended.get(0)![0]!.step).toBe(7);
    core.configure(otherShape, plan);
    send([[1, 2, 3]], 1);
    await clock.runToEnd();
    expect(ended.get(1)![0]).toMatchObject({ output: [6], step: 3 });
    core.configure(shape, plan);
    send([[1, 2]], 2);
    await clock.runUntil(clock.nowMs() + 100);
    expect(outcomeOf(2)).toBeUndefined();
    core.offerWeights({ shape, parameters: weights(9), step: 9 });
    await clock.runToEnd();
    expect(ended.get(2)![0]).toMatchObject({ outcome: 'ok', step: 9 });
  });

  it('fails what waits when no weights ever come, when the network changes, and what does not fit, saying why', async () => {
    const { clock, core, connect } = makeServer({ withoutWeights: true });
    const { send, ended } = connect();
    send([[1, 2]]);
    await clock.runToEnd();
    expect(ended.get(0)![0]).toMatchObject({
      outcome: 'failed',
      failure: expect.stringContaining('No weights'),
    });
    send([[1, 2]], 1);
    core.configure(otherShape, plan);
    expect(ended.get(1)![0]).toMatchObject({
      outcome: 'failed',
      failure: expect.stringContaining('network changed'),
    });
    send([[1, 2]], 2);
    expect(ended.get(2)![0]!.failure).toContain('rows of 3 inputs; these were 2 long');
    send([[1, 2, 3]], 3, { priority: 9 });
    expect(ended.get(3)![0]!.failure).toContain('priority');
    expect(() => core.setParameters(new Float32Array(5), 0)).toThrow('has 4 parameters, but 5 were given');
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
    expect([...ended.values()].every(([answer]) => answer!.outcome === 'ok' && answer!.times[1]! >= 51)).toBe(
      true,
    );
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
    expect([...second.ended.values()].every(([answer]) => answer!.outcome === 'failed')).toBe(true);
    expect(second.ended.get(0)![0]!.failure).toBe('No device works.');
  });

  it('ends every request once, and answers rightly, whatever happens', async () => {
    const events = fc.array(
      fc.record({
        gapMs: fc.constantFrom(0, 0, 0.2, 2, 9),
        what: fc.constantFrom('send', 'send', 'send', 'cancel', 'weights', 'network', 'plan', 'pace'),
        caller: fc.integer({ min: 0, max: 1 }),
        count: fc.integer({ min: 1, max: 40 }),
        priority: fc.integer({ min: 1, max: 3 }),
        timeoutMs: fc.constantFrom(Infinity, 0, 3, 12),
      }),
      { minLength: 1, maxLength: 40 },
    );
    const losses = fc.uniqueArray(fc.integer({ min: 1, max: 30 }), { maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(events, losses, async (steps, lostBatches) => {
        const { clock, core, connect } = makeServer({
          fails: (batch) => lostBatches.includes(batch),
          recover: (on) => on.wait(4),
          computeMs: (size) => 0.5 + size / 10,
        });
        const callers = [connect(), connect()];
        let sent = 0;
        let step = 7;
        let wide = false;
        let atMs = 0;
        for (const { gapMs, what, caller, count, priority, timeoutMs } of steps) {
          atMs += gapMs;
          await clock.runUntil(atMs);
          if (what === 'send') {
            callers[caller]!.send(
              Array.from({ length: count }, (_, row) => (wide ? [sent + row, 1, 0] : [sent + row, 1])),
              sent,
              { priority, timeoutMs },
            );
            sent += count;
          } else if (what === 'cancel') {
            for (const other of callers)
              other.cancel(...Array.from({ length: count }, (_, index) => sent - 2 * index));
          } else if (what === 'weights') {
            core.setParameters(wide ? Float32Array.from([1, 0, 0, ++step]) : weights(++step), step);
          } else if (what === 'network') {
            wide = !wide;
            core.configure(wide ? otherShape : shape, plan);
            core.setParameters(wide ? Float32Array.from([1, 0, 0, step]) : weights(step), step);
          } else if (what === 'plan') {
            const serving = {
              ...plan,
              maxBatchSize: count,
              maxQueueDelayUs: priority * 500,
              maxQueueSize: count,
            };
            core.configure(wide ? otherShape : shape, serving);
          } else core.setPace(count % 2 ? GPU : { overlap: 1, synchronous: true });
        }
        await clock.runToEnd();
        const all = [...callers[0]!.ended, ...callers[1]!.ended];
        expect(all.map(([id]) => id).toSorted((a, b) => a - b)).toEqual(
          Array.from({ length: sent }, (_, id) => id),
        );
        for (const [id, answers] of all) {
          expect(answers).toHaveLength(1);
          const { outcome, output, times, step: answeredBy } = answers[0]!;
          if (outcome !== 'ok') continue;
          expect(output[0]).toBe(id + answeredBy);
          expect(times).toEqual(times.toSorted((a, b) => a - b));
        }
        expect(core.counts).toMatchObject({ queued: 0, executing: 0 });
      }),
      { numRuns: 300 },
    );
  });

  it.each([0.3, 0.7])(
    'makes requests wait as long as the theory of queues says (M/D/1, ρ = %d)',
    async (rho) => {
      // One instance, constant service of S = 1 ms, Poisson arrivals at ρ a ms: W = ρ·S / (2·(1 − ρ)).
      const { clock, connect } = makeServer({
        plan: { pattern: 'unbatched', maxQueueSize: 65_536 },
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
        // The next one waits for what its predecessor still has before it when it comes (Lindley's recursion).
        lindleyMs = sent === 0 ? 0 : Math.max(0, lindleyMs + 1 - gapMs);
        atMs += gapMs;
        if (++sent <= count) clock.at(atMs, arrive);
      };
      arrive();
      await clock.runToEnd();
      let waitedMs = 0;
      for (const [answer] of ended.values()) waitedMs += answer!.times[1]! - answer!.times[0]!;
      expect(ended.size).toBe(count);
      expect(waitedMs / count).toBeCloseTo(lindleySumMs / count, 6);
      expect(Math.abs(waitedMs / count / (rho / (2 * (1 - rho))) - 1)).toBeLessThan(0.03);
    },
    60_000,
  );
});
