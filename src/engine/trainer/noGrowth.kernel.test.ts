/**
 * No memory leak: 100,000 steps of a real session with snapshots take no more memory than the first few thousand:
 * tensors and bytes as tfjs counts them, the memory of every WebAssembly module, and on WebGPU every buffer created
 * and not destroyed.
 */
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { engine, findBackend } from '@tensorflow/tfjs-core';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { openNamedDevice } from '#engine/device/openDevice.ts';
import { defaultExperiment } from '#experiment/defaults.ts';
import type { Experiment } from '#experiment/experiment.ts';
import { DEVICE_NAMES } from '#experiment/vocabulary.ts';
import { batchesPerEpoch } from '#nn/schedule.ts';
import { DatasetCache } from './DatasetCache.ts';
import { TrainingSession } from './TrainingSession.ts';

/** Batches of 7 leave an odd one at the end of an epoch; dispatches of whole epochs are all of one size. */
const BATCH_SIZE = 7;
const EPOCHS_A_DISPATCH = 140;
const STEPS = 100_000;
/** Fills the pools: cached data sets, read-back buffers, packed parameters. */
const WARM_UP_DISPATCHES = 4;
/** Allowed growth of the buffer pool of a WebGPU device after that. */
const POOL_SLACK = { buffers: 4, bytes: 100_000 } as const;

const plain = defaultExperiment('circle');
const experiment: Experiment = {
  ...plain,
  network: { ...plain.network, hidden: [{ units: 3, activation: 'tanh' }] },
  training: { ...plain.training, batchSize: BATCH_SIZE, dropout: 0.1 },
};

const wasmMemories: WebAssembly.Memory[] = [];
const instantiate = WebAssembly.instantiate.bind(WebAssembly) as (...args: unknown[]) => Promise<unknown>;

/** Records the memory that a module exports or imports, however it was started. */
function noteMemories(imports: unknown, started: unknown): void {
  const instance = started instanceof WebAssembly.Instance ? started : (started as never)['instance'];
  const tables = [
    (instance as WebAssembly.Instance).exports,
    ...Object.values((imports ?? {}) as Record<string, object>),
  ];
  for (const value of tables.flatMap((table) => Object.values(table))) {
    if (value instanceof WebAssembly.Memory && !wasmMemories.includes(value)) wasmMemories.push(value);
  }
}

vi.spyOn(WebAssembly, 'instantiate').mockImplementation((async (source: BufferSource, imports?: object) => {
  const started = await instantiate(source, imports);
  noteMemories(imports, started);
  return started;
}) as never);
vi.spyOn(WebAssembly, 'instantiateStreaming').mockImplementation((async (
  source: Promise<Response>,
  imports: object,
) => {
  const started = await instantiate(await (await source).arrayBuffer(), imports);
  noteMemories(imports, started);
  return started;
}) as never);

const gpuBuffers = new Set<GPUBuffer>();
const { createBuffer } = GPUDevice.prototype;
vi.spyOn(GPUDevice.prototype, 'createBuffer').mockImplementation(function create(
  this: GPUDevice,
  descriptor,
) {
  const buffer = createBuffer.call(this, descriptor);
  gpuBuffers.add(buffer);
  return buffer;
});
const { destroy } = GPUBuffer.prototype;
vi.spyOn(GPUBuffer.prototype, 'destroy').mockImplementation(function destroyed(this: GPUBuffer) {
  gpuBuffers.delete(this);
  destroy.call(this);
});

/** tfjs keeps freed buffers for the next tensor of their size; all others of the device are in use. */
function pooled(): GPUBuffer[] {
  const backend = findBackend('webgpu') as WebGPUBackend | null;
  if (!backend) return [];
  const { freeBuffers } = backend.bufferManager as unknown as { freeBuffers: Map<string, GPUBuffer[]> };
  return [...freeBuffers.values()].flat();
}

const bytesOf = (buffers: Iterable<GPUBuffer>): number =>
  [...buffers].reduce((sum, { size }) => sum + size, 0);

function inUse(): Record<string, number> {
  const { numTensors, numDataBuffers, numBytes } = engine().memory();
  const free = pooled();
  const wasmBytes = wasmMemories.reduce((sum, { buffer }) => sum + buffer.byteLength, 0);
  return {
    numTensors,
    numDataBuffers,
    numBytes,
    wasmBytes,
    gpuBuffers: gpuBuffers.size - free.length,
    gpuBytes: bytesOf(gpuBuffers) - bytesOf(free),
    pooledBuffers: free.length,
    pooledBytes: bytesOf(free),
  };
}

afterAll(() => vi.restoreAllMocks());

/** Like the training loop, but with dispatches of one size: train, with the next one under way, then render a snapshot. */
async function dispatch(session: TrainingSession): Promise<void> {
  const steps = EPOCHS_A_DISPATCH * batchesPerEpoch(session.run.schedule);
  expect(await session.run.advance(steps, undefined, () => steps)).toMatchObject({ kind: 'advanced' });
  await session.snapshot('full');
}

describe('memory over 100,000 steps', () => {
  it.each(DEVICE_NAMES)('does not grow on %s', async (name) => {
    const device = await openNamedDevice(name, { baseUrl: location.href });
    const session = new TrainingSession(
      () => undefined,
      new DatasetCache(location.href, { loadStarted() {}, loadProgressed() {} }),
    );
    await session.take(device, experiment, new AbortController().signal, {});
    for (let i = 0; i < WARM_UP_DISPATCHES; i++) await dispatch(session);
    const before = inUse();
    if (name === 'wasm') expect(wasmMemories.length).toBe(2); // that of tfjs and that of the kernels
    if (name === 'webgpu') expect(before['gpuBuffers']).toBeGreaterThan(5);
    const { step } = session.run.progress;
    while (session.run.progress.step < step + STEPS) await dispatch(session);
    const { pooledBuffers, pooledBytes, ...used } = inUse();
    const { pooledBuffers: buffersBefore, pooledBytes: bytesBefore, ...usedBefore } = before;
    expect(used).toEqual(usedBefore);
    // Reads that overlap by chance leave one more free buffer in the pool of tfjs.
    expect(pooledBuffers).toBeLessThanOrEqual(buffersBefore! + POOL_SLACK.buffers);
    expect(pooledBytes).toBeLessThanOrEqual(bytesBefore! + POOL_SLACK.bytes);
  });
});
