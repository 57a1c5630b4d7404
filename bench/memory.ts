/**
 * What stays behind after many training steps: tensors, their bytes, the bytes of every WebAssembly memory of the page
 * (tfjs's and the kernels' own) and of the GPU, counted before and after.
 */
import { memory } from '@tensorflow/tfjs-core';
import type { TrainingContender } from './Contender.ts';

export interface MemoryFigures {
  readonly tensors: number;
  readonly tensorBytes: number;
  readonly gpuBytes: number;
  readonly wasmBytes: number;
}

const memories = new Set<WebAssembly.Memory>();

/** Notes every memory that a WebAssembly module exports from now on. Call it before anything is loaded. */
export function watchWasmMemories(): void {
  const note = (instance: WebAssembly.Instance): void => {
    for (const value of Object.values(instance.exports)) {
      if (value instanceof WebAssembly.Memory) memories.add(value);
    }
  };
  const { instantiate, instantiateStreaming } = WebAssembly;
  WebAssembly.instantiate = (async (source: BufferSource, imports?: WebAssembly.Imports) => {
    const made: unknown = await instantiate(source, imports);
    note(
      made instanceof WebAssembly.Instance
        ? made
        : (made as WebAssembly.WebAssemblyInstantiatedSource).instance,
    );
    return made;
  }) as typeof WebAssembly.instantiate;
  WebAssembly.instantiateStreaming = async (source, imports) => {
    const made = await instantiateStreaming(source, imports);
    note(made.instance);
    return made;
  };
}

function memoryNow(): MemoryFigures {
  const { numTensors, numBytes, ...rest } = memory();
  return {
    tensors: numTensors,
    tensorBytes: numBytes,
    gpuBytes: (rest as { numBytesInGPU?: number }).numBytesInGPU ?? 0,
    wasmBytes: [...memories].reduce((sum, { buffer }) => sum + buffer.byteLength, 0),
  };
}

/** Memory after a tenth of the steps, by when every pool is filled, and after all of them. */
export async function memoryOver(
  contender: TrainingContender,
  steps: number,
): Promise<{ before: MemoryFigures; after: MemoryFigures; steps: number }> {
  let done = await contender.train(steps / 10);
  const before = memoryNow();
  while (done < steps) done += await contender.train(steps / 10);
  return { before, after: memoryNow(), steps: done };
}
