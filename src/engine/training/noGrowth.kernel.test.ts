/**
 * 100,000 steps of the real session, pictures and all, take no more memory than the first few thousand did: tensors
 * and bytes as tfjs counts them, the memory of every WebAssembly module, and on WebGPU every buffer that was made and
 * not destroyed, whoever made it.
 */
import { engine } from '@tensorflow/tfjs-core';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { defaultExperiment } from '../../spec/defaults.ts';
import type { Experiment } from '../../spec/experiment.ts';
import { DEVICE_NAMES } from '../../spec/vocabulary.ts';
import { openNamedDevice } from '../device/openDevice.ts';
import { DataShelf } from './DataShelf.ts';
import { batchesPerEpoch } from './schedule.ts';
import { Workbench } from './Workbench.ts';

/** Batches of 7 leave an odd one at the end of an epoch; whole epochs a dispatch, so that every dispatch is of one size. */
const BATCH_SIZE = 7;
const EPOCHS_A_DISPATCH = 140;
const STEPS = 100_000;
/** Fills the pools: data sets that are kept, buffers to read back from, packed parameters. */
const WARM_UP_DISPATCHES = 4;

const plain = defaultExperiment('circle');
const experiment: Experiment = {
  ...plain,
  network: { ...plain.network, hidden: [{ units: 3, activation: 'tanh' }] },
  training: { ...plain.training, batchSize: BATCH_SIZE, dropout: 0.1 },
};

const wasmMemories: WebAssembly.Memory[] = [];
const instantiate = WebAssembly.instantiate.bind(WebAssembly) as (...args: unknown[]) => Promise<unknown>;

/** Notes the memory that a module exports or was given, whichever way the module was started. */
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

function inUse(): Record<string, number> {
  const { numTensors, numDataBuffers, numBytes } = engine().memory();
  const gpuBytes = [...gpuBuffers].reduce((sum, { size }) => sum + size, 0);
  const wasmBytes = wasmMemories.reduce((sum, { buffer }) => sum + buffer.byteLength, 0);
  return { numTensors, numDataBuffers, numBytes, gpuBuffers: gpuBuffers.size, gpuBytes, wasmBytes };
}

afterAll(() => vi.restoreAllMocks());

/** As the runner does it, but with dispatches of one size: learn, then take the pictures. */
async function dispatch(bench: Workbench): Promise<void> {
  const steps = EPOCHS_A_DISPATCH * batchesPerEpoch(bench.session.schedule);
  expect(await bench.session.advance(steps)).toEqual({ kind: 'advanced' });
  await bench.snapshot('whole');
}

describe('memory over 100,000 steps', () => {
  it.each(DEVICE_NAMES)('does not grow on %s', async (name) => {
    const device = await openNamedDevice(name, { baseUrl: location.href });
    const bench = new Workbench(
      () => undefined,
      new DataShelf(location.href, { loadStarted() {}, loadProgressed() {} }),
    );
    await bench.take(device, experiment, new AbortController().signal);
    for (let i = 0; i < WARM_UP_DISPATCHES; i++) await dispatch(bench);
    const before = inUse();
    if (name === 'wasm') expect(wasmMemories.length).toBe(2); // that of tfjs and that of the kernels
    if (name === 'webgpu') expect(before['gpuBuffers']).toBeGreaterThan(5);
    const { step } = bench.session.progress;
    while (bench.session.progress.step < step + STEPS) await dispatch(bench);
    expect(inUse()).toEqual(before);
  });
});
