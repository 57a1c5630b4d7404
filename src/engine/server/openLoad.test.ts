import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FakeWorker } from '#protocol/testing/FakeWorker.ts';
import { WORKER_LOADED } from '#protocol/workerLoaded.ts';
import { openLoad } from './openLoad.ts';

function rig() {
  const workers: FakeWorker[] = [];
  const roles: string[] = [];
  const deaths: string[] = [];
  const { port1, port2 } = new MessageChannel();
  const { dataChannel, close } = openLoad(
    (role) => {
      const worker = new FakeWorker();
      workers.push(worker);
      roles.push(role);
      return worker as unknown as Worker;
    },
    port2,
    (error) => deaths.push(error.message),
  );
  const heard: unknown[] = [];
  dataChannel.addEventListener('message', ({ data }) => heard.push(data));
  return { workers, roles, deaths, port: port2, dataChannel, heard, close, end: () => port1.close() };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('openLoad', () => {
  it('gives the page’s port to the worker whose code has loaded, and to none before', () => {
    const { workers, roles, port, end } = rig();
    workers[0]!.fails();
    vi.advanceTimersByTime(300);
    expect(workers[0]).toMatchObject({ received: [], ended: true });
    workers[1]!.says(WORKER_LOADED);
    expect(workers[1]!.received).toEqual([{ call: 1, kind: 'servePage', params: { port } }]);
    expect(workers[1]!.transferred).toEqual([port]);
    expect(roles).toEqual(['load', 'load']);
    end();
  });

  it('carries requests and responses on the worker’s own data channel', () => {
    const { workers, dataChannel, heard, end } = rig();
    workers[0]!.says(WORKER_LOADED);
    workers[0]!.says({ dataChannel: 'requests' });
    dataChannel.postMessage('responses', []);
    expect(heard).toEqual(['requests']);
    expect(workers[0]!.received.at(-1)).toEqual({ dataChannel: 'responses' });
    end();
  });

  it('reports that the worker could not be loaded, or has stopped', () => {
    const late = rig();
    for (const turn of [0, 1, 2]) {
      late.workers[turn]!.fails();
      vi.advanceTimersByTime(5_000);
    }
    expect(late.deaths).toEqual([expect.stringMatching(/^The load worker could not be loaded/)]);
    const dead = rig();
    dead.workers[0]!.says(WORKER_LOADED);
    dead.workers[0]!.fails('out of memory');
    expect(dead.workers[0]!.ended).toBe(true);
    expect(dead.deaths).toEqual([expect.stringMatching(/^The load worker stopped: out of memory/)]);
    late.end();
    dead.end();
  });
});
