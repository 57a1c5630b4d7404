import { afterEach, expect, test } from 'vitest';
import { connectCaller, laneOf, serveCalls, type Endpoint } from './Call.ts';

interface Calls {
  double: { ask: number; answer: number };
  fail: { ask: void; answer: void };
}
interface Events {
  doubled: number;
}

const ports: MessagePort[] = [];
afterEach(() => {
  for (const port of ports.splice(0)) port.close();
});

function wire() {
  const { port1, port2 } = new MessageChannel();
  ports.push(port1, port2);
  let lane: Endpoint | undefined;
  serveCalls<Calls, Events>(port2, (emit, beside) => {
    lane = beside;
    return {
      double(ask) {
        emit('doubled', ask);
        return 2 * ask;
      },
      fail() {
        throw new RangeError('Too much.');
      },
    };
  });
  return { near: port1, caller: connectCaller<Calls, Events>(port1), far: lane! };
}

const next = (endpoint: Endpoint): Promise<unknown> =>
  new Promise((resolve) => endpoint.addEventListener('message', ({ data }) => resolve(data)));

test('calls are answered by their ids, events told, and errors come back with name and words', async () => {
  const { caller } = wire();
  const told: number[] = [];
  const stop = caller.on('doubled', (detail) => told.push(detail));
  expect(await Promise.all([caller.call('double', 4), caller.call('double', 5)])).toEqual([8, 10]);
  stop();
  await caller.call('double', 6);
  expect(told).toEqual([4, 5]);
  await expect(caller.call('fail', undefined)).rejects.toMatchObject({
    name: 'RangeError',
    message: 'Too much.',
  });
});

test('a lane carries messages both ways and moves buffers, beside the calls on the same wire', async () => {
  const { near, caller, far } = wire();
  const lane = laneOf(near);
  const asked = next(far);
  const heard = next(lane);
  const buffer = new ArrayBuffer(8);
  const answer = caller.call('double', 1);
  lane.postMessage({ rows: buffer }, [buffer]);
  far.postMessage('hello', []);
  expect(await asked).toMatchObject({ rows: { byteLength: 8 } });
  expect(buffer.byteLength).toBe(0);
  expect(await heard).toBe('hello');
  expect(await answer).toBe(2);
});

test('a message that looks like a call, an answer or an event stays on its lane', async () => {
  const { near, caller, far } = wire();
  const told: unknown[] = [];
  caller.on('doubled', (detail) => told.push(detail));
  const lane = laneOf(near);
  const asked = next(far);
  lane.postMessage({ call: 1, kind: 'double', ask: 1 }, []);
  far.postMessage({ event: 'doubled', detail: 1 }, []);
  far.postMessage({ answerTo: 1, answer: 99 }, []);
  expect(await asked).toMatchObject({ kind: 'double' });
  expect(await caller.call('double', 3)).toBe(6);
  expect(told).toEqual([3]);
});
