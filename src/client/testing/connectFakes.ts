/** An engine whose three workers are fakes in this thread, which log their calls. */
import { afterEach } from 'vitest';
import { defaultExperiment } from '#experiment/defaults.ts';
import { serveCalls, type Handlers } from '#protocol/Call.ts';
import type { LoadCalls, LoadEvents } from '#protocol/loadCalls.ts';
import type { CallerMessage, ServerCalls, ServerEvents } from '#protocol/server.ts';
import type { TrainerCalls, TrainerEvents } from '#protocol/trainer.ts';
import { connectEngine } from '../connectEngine.ts';
import type { EnginePart } from '../Engine.ts';

const DEVICE = { name: 'wasm', works: true } as const;
export const experiment = defaultExperiment('circle');
const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

/** Three workers in this thread that log their calls. */
export function connect(loadHandlers: Partial<Handlers<LoadCalls>> = {}) {
  const log: string[] = [];
  /** Calls that reject from now on, by part and name. */
  const failing = new Set<string>();
  const servings: number[] = [];
  const starts: TrainerCalls['start']['params'][] = [];
  const deaths: Partial<Record<EnginePart, (error: Error) => void>> = {};
  const made: EnginePart[] = [];
  const noted = <C extends object>(part: EnginePart, handlers: Partial<C>): C =>
    new Proxy(handlers as C, {
      getOwnPropertyDescriptor: () => ({ configurable: true, enumerable: true, value: undefined }),
      get: (given, kind) => async (params: never) => {
        const name = `${part}.${String(kind)}`;
        log.push(name);
        if (failing.has(name)) throw new Error(`${name} fails today.`);
        return (given as Record<string | symbol, ((params: never) => unknown) | undefined>)[kind]?.(params);
      },
    });
  const engine = connectEngine({
    baseUrl: 'http://localhost/',
    open(part, onDeath) {
      const { port1, port2 } = new MessageChannel();
      closers.push(() => port1.close());
      made.push(part);
      deaths[part] = onDeath;
      if (part === 'trainer') {
        serveCalls<TrainerCalls, TrainerEvents>(port2, () =>
          noted<Handlers<TrainerCalls>>('trainer', {
            start: (params) => (starts.push(params), DEVICE),
            useDevice: () => ({ ...DEVICE, name: 'cpu' as const }),
            sendWeights: () => ({ serial: 1 }),
          }),
        );
      } else {
        serveCalls<ServerCalls, ServerEvents>(port2, (emit, dataChannel) =>
          noted<Handlers<ServerCalls>>('server', {
            start: () => DEVICE,
            useDevice: () => ({ ...DEVICE, name: 'cpu' as const }),
            clockStep: () => 0.1,
            configure: ({ serving }) => void servings.push(serving.maxBatchSize),
            connectCaller: ({ port = dataChannel }) => {
              port.addEventListener('message', ({ data }: MessageEvent<CallerMessage>) => {
                if (data.kind !== 'requests') return;
                const { ids, rows } = data.block;
                const column = new Float64Array(ids.length);
                const block = {
                  ids,
                  outcomes: new Uint8Array(ids.length),
                  outputs: Float32Array.from(ids, (_, i) => rows[2 * i]! + rows[2 * i + 1]!),
                  batchSizes: new Uint16Array(ids.length).fill(ids.length),
                  steps: column,
                  enqueuedMs: column,
                  batchedMs: column,
                  computedMs: column,
                  readBackMs: column,
                };
                port.postMessage({ kind: 'responses', block }, []);
              });
              port.start?.();
            },
            connectLoad: ({ port }) => {
              deaths.load = ({ message }) => emit('loadStopped', { message });
              serveCalls<LoadCalls, LoadEvents>(port, () => noted<Handlers<LoadCalls>>('load', loadHandlers));
            },
          }),
        );
      }
      return { endpoint: port1, close: () => port1.close() };
    },
  });
  return { engine, log, servings, starts, failing, deaths, made };
}
