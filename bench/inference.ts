/**
 * The inference work: 784-128-10, 64 callers on the page, each of which sends one digit and waits for its answer before
 * it sends the next. Rates are answers per second. The peers: tfjs as a page would call it concurrently
 * (`Promise.all` of `predict().data()`), and ONNX Runtime Web given ready-made batches of 64, which flatters it.
 */
import type * as Ort from 'onnxruntime-web/wasm';
import gpuGlue from 'onnxruntime-web/ort-wasm-simd-threaded.asyncify.mjs?url';
import gpuBinary from 'onnxruntime-web/ort-wasm-simd-threaded.asyncify.wasm?url';
import cpuGlue from 'onnxruntime-web/ort-wasm-simd-threaded.mjs?url';
import cpuBinary from 'onnxruntime-web/ort-wasm-simd-threaded.wasm?url';
import * as tf from '@tensorflow/tfjs';
import { layerPlaces } from '../src/spec/networkShape.ts';
import { layersModel, openTfjs } from './contenders/tfjs.ts';
import { onnxModel } from './contenders/onnxModel.ts';
import { startOf } from './networks.ts';
import { samplesOf, TRAINING_WORKS } from './work.ts';

export const CALLERS = 64;

export interface InferenceContender {
  prepare(): Promise<void>;
  /** Answers `rounds` × CALLERS requests. */
  answer(rounds: number): Promise<void>;
}

const work = TRAINING_WORKS['digits']!;
export const rows = (): { all: Float32Array; row: (i: number) => Float32Array } => {
  const { x } = samplesOf(work);
  const width = work.shape.inputs;
  return { all: x, row: (i) => x.subarray((i % work.samples) * width, ((i % work.samples) + 1) * width) };
};

export function tfjsPredict(backend: 'wasm' | 'webgpu'): InferenceContender {
  let model: tf.Sequential;
  const { row } = rows();
  const contender: InferenceContender = {
    async prepare() {
      await openTfjs(backend);
      model = layersModel(work);
      const start = startOf(work.shape);
      model.setWeights(
        layerPlaces(work.shape).flatMap(({ inputs, units, kernelOffset, biasOffset }) => [
          tf.tensor2d(start.slice(kernelOffset, biasOffset), [inputs, units]),
          tf.tensor1d(start.slice(biasOffset, biasOffset + units)),
        ]),
      );
      await contender.answer(1);
    },
    async answer(rounds) {
      for (let round = 0; round < rounds; round++) {
        await Promise.all(
          Array.from({ length: CALLERS }, async (_, i) => {
            const output = tf.tidy(
              () => model.predict(tf.tensor2d(row(i), [1, work.shape.inputs])) as tf.Tensor,
            );
            await output.data();
            output.dispose();
          }),
        );
      }
    },
  };
  return contender;
}

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
