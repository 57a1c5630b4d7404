/** The pool on a virtual clock, with instances that compute, die and refuse as the test wants. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { NetworkShape } from '../../spec/networkShape.ts';
import { InstancePool, type InstanceLink } from './InstancePool.ts';
import type { Model } from './ServedModel.ts';
import { VirtualClock } from './VirtualClock.ts';

const shape: NetworkShape = { inputs: 1, layers: [{ units: 1, activation: 'linear' }] };
const model = (step: number): Model => ({ shape, parameters: Float32Array.of(1, step), step });

interface Worker {
  /** Weights it was sent, by their step. */
  readonly steps: number[];
  batches: number;
  closed: boolean;
  die(): void;
}

interface Setup {
  readonly computeMs?: (worker: number) => number;
  /** Whether the n-th start succeeds. */
  readonly opens?: (attempt: number) => boolean;
}

function makePool({ computeMs = () => 10, opens = () => true }: Setup = {}) {
  const clock = new VirtualClock();
  const workers: Worker[] = [];
  let attempts = 0;
  let computing = 0;
  let mostComputing = 0;

  const open = async (onDeath: (error: Error) => void): Promise<InstanceLink> => {
    const attempt = ++attempts;
    await clock.wait(5);
    if (!opens(attempt)) throw new Error('no worker today');
    let fail = (_error: Error): void => undefined;
    const death = new Promise<never>((_, reject) => (fail = reject));
    death.catch(() => undefined);
    const number = workers.length;
    let held: Model | undefined;
    const worker: Worker = {
      steps: [],
      batches: 0,
      closed: false,
      die() {
        const error = new Error('the worker died');
        fail(error);
        onDeath(error);
      },
    };
    workers.push(worker);
    const compute = async ({ rows, weights }: Parameters<InstanceLink['infer']>[0]) => {
      if (weights) worker.steps.push(weights.step);
      held = weights ?? held;
      worker.batches += 1;
      mostComputing = Math.max(mostComputing, ++computing);
      await clock.wait(computeMs(number));
      computing -= 1;
      return { outputs: rows.map((x) => x + held!.parameters[1]!), computedMs: clock.nowMs(), rows };
    };
    return {
      infer: (ask) => Promise.race([compute(ask), death]),
      close() {
        worker.closed = true;
        fail(new Error('closed'));
      },
    };
  };

  const changes: number[] = [];
  const gaveUp: string[] = [];
  const pool: InstancePool = new InstancePool({
    clock,
    device: 'wasm',
    open,
    changed: () => changes.push(pool.alive),
    gaveUp: ({ message }) => gaveUp.push(`${pool.alive} left: ${message}`),
  });
  const ask = (x: number, with_ = model(1)) => {
    const rows = pool.rows(1, 1);
    rows[0] = x;
    return pool.infer(with_, rows, 1);
  };
  const started = async (count: number): Promise<void> => {
    const ready = pool.resize(count);
    await clock.runUntil(clock.nowMs() + 100);
    await ready;
  };
  return { clock, pool, workers, changes, gaveUp, ask, started, mostComputing: () => mostComputing };
}

describe('InstancePool', () => {
  it('computes as many batches at once as it has instances, and says which computed what', async () => {
    const { clock, pool, ask, started, mostComputing } = makePool();
    await started(3);
    expect(pool.alive).toBe(3);
    const answers = [1, 2, 3, 4, 5].map((x) => ask(x));
    await clock.runToEnd();
    const ended = await Promise.all(answers);
    expect(ended.map(({ outputs }) => outputs[0])).toEqual([2, 3, 4, 5, 6]);
    expect(ended.map(({ instance }) => instance)).toEqual([0, 1, 2, 0, 1]);
    expect(mostComputing()).toBe(3);
  });

  it('sends weights once to each instance, and again only when they are newer', async () => {
    const { clock, workers, ask, started } = makePool();
    await started(2);
    const [one, two] = [model(1), model(2)];
    for (const weights of [one, one, one, one, two, two, two]) void ask(0, weights);
    await clock.runToEnd();
    expect(workers.map(({ steps }) => steps)).toEqual([
      [1, 2],
      [1, 2],
    ]);
  });

  it('gives the next batch to the instance that has been free the longest', async () => {
    const { clock, ask, started } = makePool({ computeMs: (worker) => (worker === 0 ? 30 : 10) });
    await started(2);
    const order: number[] = [];
    const note = async (x: number): Promise<void> => void order.push((await ask(x)).instance);
    void note(1);
    void note(2);
    void note(3);
    await clock.runToEnd();
    void note(4);
    await clock.runToEnd();
    expect(order).toEqual([1, 1, 0, 1]);
  });

  it('starts an instance anew when it dies, under its old number, and sends it the weights again', async () => {
    const { clock, pool, workers, changes, ask, started } = makePool();
    await started(2);
    const weights = model(4);
    const [first, second] = [ask(1, weights), ask(2, weights)];
    workers[0]!.die();
    await expect(first).rejects.toThrow('died');
    expect(pool.alive).toBe(1);
    await clock.runToEnd();
    expect((await second).outputs[0]).toBe(6);
    expect(pool.alive).toBe(2);
    expect(changes.at(-1)).toBe(2);
    const next = [ask(3, weights), ask(4, weights)];
    await clock.runToEnd();
    expect((await Promise.all(next)).map(({ instance }) => instance)).toEqual(expect.arrayContaining([0, 1]));
    expect(workers[2]!.steps).toEqual([4]);
  });

  it('gives up an instance that never starts, says why, and fails what waits for one when none is left', async () => {
    const { pool, ask, started, gaveUp } = makePool({ opens: () => false });
    await started(2);
    expect(pool.alive).toBe(0);
    expect(gaveUp).toEqual(['0 left: no worker today', '0 left: no worker today']);
    await expect(ask(1)).rejects.toThrow('no compute worker left');
  });

  it('tells of the one that stays away, and of none that was asked to leave or came back', async () => {
    const { clock, pool, workers, gaveUp, started } = makePool({ opens: (attempt) => attempt !== 3 });
    await started(2);
    workers[0]!.die();
    await clock.runUntil(clock.nowMs() + 100);
    expect([pool.alive, gaveUp]).toEqual([2, []]);
    for (let deaths = 0; deaths < 3; deaths += 1) {
      workers.at(-1)!.die();
      await clock.runUntil(clock.nowMs() + 100);
    }
    expect([pool.alive, gaveUp]).toEqual([1, ['1 left: the worker died']]);
    void pool.resize(0);
    await clock.runToEnd();
    expect(gaveUp).toHaveLength(1);
  });

  it('gives up a batch that never ends, as of a worker that was ended without a word', async () => {
    const { clock, pool, workers, ask, started } = makePool({ computeMs: (n) => (n === 0 ? 1e9 : 10) });
    await started(1);
    const lost = ask(1);
    lost.catch(() => undefined);
    await clock.runUntil(60_000);
    await expect(lost).rejects.toThrow('closed');
    expect(workers[0]!.closed).toBe(true);
    expect(pool.alive).toBe(1);
    const next = ask(2);
    await clock.runUntil(61_000);
    expect((await next).outputs[0]).toBe(3);
  });

  it('ends instances when there are to be fewer, each after its batch', async () => {
    const { clock, pool, workers, ask, started } = makePool();
    await started(3);
    const answers = [1, 2, 3].map((x) => ask(x));
    void pool.resize(1);
    expect(pool.alive).toBe(1);
    expect(workers.map(({ closed }) => closed)).toEqual([false, false, false]);
    await clock.runToEnd();
    expect((await Promise.all(answers)).map(({ outputs }) => outputs[0])).toEqual([2, 3, 4]);
    expect(workers.map(({ closed }) => closed)).toEqual([false, true, true]);
    void pool.resize(0);
    expect(workers[0]!.closed).toBe(true);
  });

  it('settles every batch once, and answers rightly, whatever happens', async () => {
    const action = fc.tuple(
      fc.constantFrom('ask', 'ask', 'ask', 'die', 'resize', 'wait'),
      fc.integer({ min: 0, max: 4 }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(action, { maxLength: 60 }), async (actions) => {
        const { clock, pool, workers, ask } = makePool({ opens: (attempt) => attempt % 5 !== 0 });
        void pool.resize(2);
        const ends: Promise<boolean>[] = [];
        for (const [kind, number] of actions) {
          if (kind === 'ask') {
            ends.push(
              ask(number, model(number)).then(
                ({ outputs }) => outputs[0] === 2 * number,
                () => true,
              ),
            );
          } else if (kind === 'die') workers.at(-1 - number)?.die();
          else if (kind === 'resize') void pool.resize(number);
          else await clock.runUntil(clock.nowMs() + 4 * number);
        }
        await clock.runToEnd();
        void pool.resize(0);
        expect(await Promise.all(ends)).not.toContain(false);
        expect(pool.alive).toBe(0);
      }),
    );
  });
});
