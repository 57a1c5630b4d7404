/** TensorFlow.js as its users train with it: `LayersModel.fit`, and a hand-written loop on core operations. */
import * as tf from '@tensorflow/tfjs';
import '@tensorflow/tfjs-backend-webgpu';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import wasmPlain from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url';
import wasmSimd from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';
import wasmThreaded from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-threaded-simd.wasm?url';
import { layerOffsets } from '../../src/nn/NetworkShape.ts';
import type { TrainingContender } from '../Contender.ts';
import { startOf } from '../networks.ts';
import { samplesOf, type Work } from '../work.ts';

export async function openTfjs(backend: 'wasm' | 'webgpu'): Promise<void> {
  tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  setWasmPaths({
    'tfjs-backend-wasm.wasm': wasmPlain,
    'tfjs-backend-wasm-simd.wasm': wasmSimd,
    'tfjs-backend-wasm-threaded-simd.wasm': wasmThreaded,
  });
  if (backend === 'webgpu' && !(await navigator.gpu?.requestAdapter())) throw new Error('no WebGPU adapter');
  if (!(await tf.setBackend(backend))) throw new Error(`tfjs could not open ${backend}`);
  await tf.ready();
}

const tensors = (work: Work): { x: tf.Tensor2D; y: tf.Tensor2D } => {
  const { x, y } = samplesOf(work);
  return {
    x: tf.tensor2d(x, [work.samples, work.shape.inputs]),
    y: tf.tensor2d(y, [work.samples, y.length / work.samples]),
  };
};

export function layersModel(work: Work): tf.Sequential {
  const model = tf.sequential();
  const { inputs, layers } = work.shape;
  layers.forEach(({ units, activation }, i) => {
    model.add(
      tf.layers.dense({
        units,
        activation: activation as 'tanh' | 'relu' | 'softmax',
        ...(i === 0 ? { inputShape: [inputs] } : {}),
      }),
    );
  });
  return model;
}

export function fitContender(backend: 'wasm' | 'webgpu'): TrainingContender {
  let model: tf.Sequential;
  let data: ReturnType<typeof tensors>;
  let batchSize = 1;
  let samples = 1;
  const contender: TrainingContender = {
    async prepare(work) {
      await openTfjs(backend);
      model = layersModel(work);
      model.compile({
        optimizer: tf.train.sgd(work.learningRate),
        loss: work.loss === 'categoricalCrossentropy' ? 'categoricalCrossentropy' : 'meanSquaredError',
      });
      data = tensors(work);
      ({ batchSize, samples } = work);
      await contender.train(3);
    },
    async train(steps) {
      const stepsPerEpoch = samples / batchSize;
      const epochs = Math.ceil(steps / stepsPerEpoch);
      const options = { epochs, batchSize, yieldEvery: 'never' } as const;
      if (steps >= stepsPerEpoch) {
        await model.fit(data.x, data.y, options);
        return epochs * stepsPerEpoch;
      }
      // Less than an epoch, for those whose epoch takes long: an epoch over the first samples.
      const [x, y] = [data.x, data.y].map((whole) => whole.slice([0, 0], [steps * batchSize, -1]));
      await model.fit(x!, y!, options);
      tf.dispose([x!, y!]);
      return steps;
    },
  };
  return contender;
}

export function loopContender(backend: 'wasm' | 'webgpu'): TrainingContender {
  let work: Work;
  let batches: { x: tf.Tensor2D; y: tf.Tensor2D }[] = [];
  let layers: { kernel: tf.Variable<tf.Rank.R2>; bias: tf.Variable<tf.Rank.R1>; activation: string }[] = [];
  let optimizer: tf.Optimizer;
  const logitsOf = (x: tf.Tensor2D): tf.Tensor2D =>
    layers.reduce<tf.Tensor2D>((a, { kernel, bias, activation }) => {
      const z: tf.Tensor2D = tf.add(tf.matMul(a, kernel), bias);
      return activation === 'tanh' ? tf.tanh(z) : activation === 'relu' ? tf.relu(z) : z;
    }, x);
  const lossOf = (x: tf.Tensor2D, y: tf.Tensor2D): tf.Scalar => {
    const output = logitsOf(x);
    return work.loss === 'categoricalCrossentropy'
      ? tf.losses.softmaxCrossEntropy(y, output).asScalar()
      : tf.mul(tf.mean(tf.squaredDifference(output, y)), 0.5).asScalar();
  };
  const contender: TrainingContender = {
    async prepare(given) {
      work = given;
      await openTfjs(backend);
      const start = startOf(work.shape);
      layers = layerOffsets(work.shape).map(({ inputs, units, kernelOffset, biasOffset }, i) => ({
        kernel: tf.variable(tf.tensor2d(start.slice(kernelOffset, biasOffset), [inputs, units])),
        bias: tf.variable(tf.tensor1d(start.slice(biasOffset, biasOffset + units))),
        activation: work.shape.layers[i]!.activation,
      }));
      const { x, y } = tensors(work);
      const steps = Math.ceil(work.samples / work.batchSize);
      batches = Array.from({ length: steps }, (_, i) => ({
        x: tf.slice2d(x, [i * work.batchSize, 0], [work.batchSize, -1]),
        y: tf.slice2d(y, [i * work.batchSize, 0], [work.batchSize, -1]),
      }));
      optimizer = tf.train.sgd(work.learningRate);
      await contender.train(3);
    },
    async train(steps) {
      for (let step = 0; step < steps; step++) {
        const { x, y } = batches[step % batches.length]!;
        optimizer.minimize(() => lossOf(x, y));
        // Once an epoch, or what is not computed yet would pile up.
        if ((step + 1) % batches.length === 0) await layers[0]!.bias.data();
      }
      await layers[0]!.bias.data();
      return steps;
    },
  };
  return contender;
}
