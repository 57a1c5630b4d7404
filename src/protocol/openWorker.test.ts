import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openWorker } from './openWorker.ts';
import { FakeWorker } from './testing/FakeWorker.ts';
import { WORKER_LOADED } from './workerLoaded.ts';

function rig() {
  const workers: FakeWorker[] = [];
  const deaths: string[] = [];
  const { endpoint, close } = openWorker(
    () => {
      const worker = new FakeWorker();
      workers.push(worker);
      return worker as unknown as Worker;
    },
    'trainer',
    (error) => deaths.push(error.message),
  );
  const heard: unknown[] = [];
  endpoint.addEventListener('message', ({ data }) => heard.push(data));
  return { workers, deaths, heard, endpoint, close };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('openWorker', () => {
  it('queues messages until the code has loaded, then delivers them in order', () => {
    const { workers, heard, endpoint } = rig();
    endpoint.postMessage('first', []);
    endpoint.postMessage('second', []);
    expect(workers[0]!.received).toEqual([]);
    workers[0]!.says(WORKER_LOADED);
    endpoint.postMessage('third', []);
    expect(workers[0]!.received).toEqual(['first', 'second', 'third']);
    workers[0]!.says('result');
    expect(heard).toEqual([WORKER_LOADED, 'result']);
  });

  it('makes a new worker when the code does not load, and loses no message', () => {
    const { workers, deaths, heard, endpoint } = rig();
    endpoint.postMessage('start', []);
    workers[0]!.fails();
    expect(workers[0]!.ended).toBe(true);
    vi.advanceTimersByTime(300);
    workers[1]!.says(WORKER_LOADED);
    workers[1]!.says('up');
    expect(workers[1]!.received).toEqual(['start']);
    expect(heard).toContain('up');
    expect(deaths).toEqual([]);
  });

  it('gives up after three tries and says what to do', () => {
    const { workers, deaths } = rig();
    for (const turn of [0, 1, 2]) {
      workers[turn]!.fails('Importing a module script failed.');
      vi.advanceTimersByTime(5_000);
    }
    expect(workers).toHaveLength(3);
    expect(deaths).toEqual([expect.stringMatching(/could not be loaded.*3 times.*reload the page/i)]);
  });

  it("reports a later error as the worker's death, with its message", () => {
    const { workers, deaths } = rig();
    workers[0]!.says(WORKER_LOADED);
    workers[0]!.fails('out of memory');
    vi.advanceTimersByTime(5_000);
    expect(workers).toHaveLength(1);
    expect(deaths).toEqual([expect.stringContaining('The training worker stopped: out of memory')]);
  });

  it('tries no more once it was closed', () => {
    const { workers, close } = rig();
    workers[0]!.fails();
    close();
    vi.advanceTimersByTime(5_000);
    expect(workers).toHaveLength(1);
  });
});
