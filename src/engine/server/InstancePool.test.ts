/** The pool on a virtual clock, with instances that compute, die and fail on request. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { VirtualClock } from '#engine/clock/VirtualClock.ts';
import type { NetworkShape } from '#nn/NetworkShape.ts';
import { InstancePool, type InstanceLink } from './InstancePool.ts';
import type { Model } from './ServedModel.ts';

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
      infer: (params) => Promise.race([compute(params), death]),
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
  const params = (x: number, with_ = model(1)) => {
    const rows = pool.rows(1, 1);
    rows[0] = x;
    return pool.infer(with_, rows, 1);
  };
  const started = async (count: number): Promise<void> => {
    const ready = pool.resize(count);
    await clock.runUntil(clock.nowMs() + 100);
    await ready;
  };
  return { clock, pool, workers, changes, gaveUp, params, started, mostComputing: () => mostComputing };
}

describe('InstancePool', () => {
  it('computes as many batches at once as it has instances, and says which computed what', async () => {
    const { clock, pool, params, started, mostComputing } = makePool();
    await started(3);
    expect(pool.alive).toBe(3);
    const responses = [1, 2, 3, 4, 5].map((x) => params(x));
    await clock.runToEnd();
    const ended = await Promise.all(responses);
    expect(ended.map(({ outputs }) => outputs[0])).toEqual([2, 3, 4, 5, 6]);
    expect(ended.map(({ instance }) => instance)).toEqual([0, 1, 2, 0, 1]);
    expect(mostComputing()).toBe(3);
  });

  it('sends weights once to each instance, and again only when they are newer', async () => {
    const { clock, workers, params, started } = makePool();
    await started(2);
    const [one, two] = [model(1), model(2)];
    for (const weights of [one, one, one, one, two, two, two]) void params(0, weights);
    await clock.runToEnd();
    expect(workers.map(({ steps }) => steps)).toEqual([
      [1, 2],
      [1, 2],
    ]);
  });

  it('gives the next batch to the instance that has been free the longest', async () => {
    const { clock, params, started } = makePool({ computeMs: (worker) => (worker === 0 ? 30 : 10) });
    await started(2);
    const order: number[] = [];
    const note = async (x: number): Promise<void> => void order.push((await params(x)).instance);
    void note(1);
    void note(2);
    void note(3);
    await clock.runToEnd();
    void note(4);
    await clock.runToEnd();
    expect(order).toEqual([1, 1, 0, 1]);
  });

  it('restarts an instance that dies, under its old number, and sends it the weights again', async () => {
    const { clock, pool, workers, changes, params, started } = makePool();
    await started(2);
    const weights = model(4);
    const [first, second] = [params(1, weights), params(2, weights)];
    workers[0]!.die();
    await expect(first).rejects.toThrow('died');
    expect(pool.alive).toBe(1);
    await clock.runToEnd();
    expect((await second).outputs[0]).toBe(6);
    expect(pool.alive).toBe(2);
    expect(changes.at(-1)).toBe(2);
    const next = [params(3, weights), params(4, weights)];
    await clock.runToEnd();
    expect((await Promise.all(next)).map(({ instance }) => instance)).toEqual(expect.arrayContaining([0, 1]));
    expect(workers[2]!.steps).toEqual([4]);
  });

  it('gives up an instance that never starts, says why, and fails what waits for one when none is left', async () => {
    const { pool, params, started, gaveUp } = makePool({ opens: () => false });
    await started(2);
    expect(pool.alive).toBe(0);
    expect(gaveUp).toEqual(['0 left: no worker today', '0 left: no worker today']);
    await expect(params(1)).rejects.toThrow('no compute worker left');
  });

  it('reports an instance that stays away, and none that was dismissed or came back', async () => {
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

  it('gives up a batch that never ends, as of a worker that the browser ended without an event', async () => {
    const { clock, pool, workers, params, started } = makePool({ computeMs: (n) => (n === 0 ? 1e9 : 10) });
    await started(1);
    const lost = params(1);
    lost.catch(() => undefined);
    await clock.runUntil(60_000);
    await expect(lost).rejects.toThrow('closed');
    expect(workers[0]!.closed).toBe(true);
    expect(pool.alive).toBe(1);
    const next = params(2);
    await clock.runUntil(61_000);
    expect((await next).outputs[0]).toBe(3);
  });

  it('ends instances when there are to be fewer, each after its batch', async () => {
    const { clock, pool, workers, params, started } = makePool();
    await started(3);
    const responses = [1, 2, 3].map((x) => params(x));
    void pool.resize(1);
    expect(pool.alive).toBe(1);
    expect(workers.map(({ closed }) => closed)).toEqual([false, false, false]);
    await clock.runToEnd();
    expect((await Promise.all(responses)).map(({ outputs }) => outputs[0])).toEqual([2, 3, 4]);
    expect(workers.map(({ closed }) => closed)).toEqual([false, true, true]);
    void pool.resize(0);
    expect(workers[0]!.closed).toBe(true);
  });

  it('settles every batch once with the right outputs, whatever happens', async () => {
    const action = fc.tuple(
      fc.constantFrom('ask', 'ask', 'ask', 'die', 'resize', 'wait'),
      fc.integer({ min: 0, max: 4 }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(action, { maxLength: 60 }), async (actions) => {
        const { clock, pool, workers, params } = makePool({ opens: (attempt) => attempt % 5 !== 0 });
        void pool.resize(2);
        const ends: Promise<boolean>[] = [];
        for (const [kind, number] of actions) {
          if (kind === 'ask') {
            ends.push(
              params(number, model(number)).then(
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

  it('warms up those that can compute: one that starts, dies or leaves meanwhile is no failure', async () => {
    const { clock, pool, workers, started } = makePool();
    const rounds: number[] = [];
    const warmUp = () =>
      pool.withEach(async (infer) => {
        const { instance } = await infer(model(1), new Float32Array(1), 1);
        rounds.push(instance ?? -1);
      });
    const starting = pool.resize(2);
    await warmUp();
    expect(rounds).toEqual([]);
    await clock.runUntil(clock.nowMs() + 100);
    await starting;
    await started(3);
    const warming = warmUp();
    workers[0]!.die();
    void pool.resize(2);
    await clock.runToEnd();
    await warming;
    expect(rounds).toEqual([1]);
  });

  it('rejects when a warm-up fails while its instance lives', async () => {
    const { clock, pool, started } = makePool();
    await started(1);
    const warming = pool.withEach(async (infer) => {
      await infer(model(1), new Float32Array(1), 1);
      throw new Error('wrong output');
    });
    warming.catch(() => undefined);
    await clock.runToEnd();
    await expect(warming).rejects.toThrow('wrong output');
  });
});
