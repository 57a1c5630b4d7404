import { afterEach, expect, test } from 'vitest';
import { connectCaller, dataChannelOf, serveCalls, type Endpoint } from './Call.ts';

interface Calls {
  double: { params: number; result: number };
  fail: { params: void; result: void };
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
  let dataChannel: Endpoint | undefined;
  serveCalls<Calls, Events>(port2, (emit, beside) => {
    dataChannel = beside;
    return {
      double(params) {
        emit('doubled', params);
        return 2 * params;
      },
      fail() {
        throw new RangeError('Too much.');
      },
    };
  });
  return { near: port1, caller: connectCaller<Calls, Events>(port1), far: dataChannel! };
}

const next = (endpoint: Endpoint): Promise<unknown> =>
  new Promise((resolve) => endpoint.addEventListener('message', ({ data }) => resolve(data)));

test('results reach their calls by id, events their listeners, and errors keep name and message', async () => {
  const { caller } = wire();
  const events: number[] = [];
  const stop = caller.on('doubled', (detail) => events.push(detail));
  expect(await Promise.all([caller.call('double', 4), caller.call('double', 5)])).toEqual([8, 10]);
  stop();
  await caller.call('double', 6);
  expect(events).toEqual([4, 5]);
  await expect(caller.call('fail', undefined)).rejects.toMatchObject({
    name: 'RangeError',
    message: 'Too much.',
  });
});

test('a data channel carries messages both ways and transfers buffers, beside the calls of the same endpoint', async () => {
  const { near, caller, far } = wire();
  const dataChannel = dataChannelOf(near);
  const call = next(far);
  const heard = next(dataChannel);
  const buffer = new ArrayBuffer(8);
  const result = caller.call('double', 1);
  dataChannel.postMessage({ rows: buffer }, [buffer]);
  far.postMessage('hello', []);
  expect(await call).toMatchObject({ rows: { byteLength: 8 } });
  expect(buffer.byteLength).toBe(0);
  expect(await heard).toBe('hello');
  expect(await result).toBe(2);
});

test('a message that looks like a call, a result or an event stays on its data channel', async () => {
  const { near, caller, far } = wire();
  const events: unknown[] = [];
  caller.on('doubled', (detail) => events.push(detail));
  const dataChannel = dataChannelOf(near);
  const call = next(far);
  dataChannel.postMessage({ call: 1, kind: 'double', params: 1 }, []);
  far.postMessage({ event: 'doubled', detail: 1 }, []);
  far.postMessage({ resultOf: 1, result: 99 }, []);
  expect(await call).toMatchObject({ kind: 'double' });
  expect(await caller.call('double', 3)).toBe(6);
  expect(events).toEqual([3]);
});
