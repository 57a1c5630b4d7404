/** ONNX Runtime Web given ready-made batches of 64, which flatters it. */
import type * as Ort from 'onnxruntime-web/wasm';
import gpuGlue from 'onnxruntime-web/ort-wasm-simd-threaded.asyncify.mjs?url';
import gpuBinary from 'onnxruntime-web/ort-wasm-simd-threaded.asyncify.wasm?url';
import cpuGlue from 'onnxruntime-web/ort-wasm-simd-threaded.mjs?url';
import cpuBinary from 'onnxruntime-web/ort-wasm-simd-threaded.wasm?url';
import type { InferenceContender } from '../Contender.ts';
import { startOf } from '../networks.ts';
import { CALLERS, rows, SERVED as work } from '../requests.ts';
import { onnxModel } from './onnxModel.ts';

export function ortBatches(provider: 'wasm' | 'webgpu'): InferenceContender {
  let ort: typeof Ort;
  let session: Ort.InferenceSession;
  const { all } = rows();
  const contender: InferenceContender = {
    async prepare() {
      const onGpu = provider === 'webgpu';
      ort = onGpu ? await import('onnxruntime-web/webgpu') : await import('onnxruntime-web/wasm');
      ort.env.wasm.numThreads = 1;
      ort.env.wasm.wasmPaths = onGpu ? { mjs: gpuGlue, wasm: gpuBinary } : { mjs: cpuGlue, wasm: cpuBinary };
      session = await ort.InferenceSession.create(onnxModel(work.shape, startOf(work.shape)), {
        executionProviders: [provider],
      });
      await contender.answer(1);
    },
    async answer(rounds) {
      const width = work.shape.inputs;
      for (let round = 0; round < rounds; round++) {
        const from = ((round * CALLERS) % work.samples) * width;
        const x = new ort.Tensor('float32', all.slice(from, from + CALLERS * width), [CALLERS, width]);
        const { y } = await session.run({ x });
        await y!.getData();
      }
    },
  };
  return contender;
}
