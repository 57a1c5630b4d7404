/** jax-js: one `jit` of a whole training step (value, gradient, update), the way it is fastest. */
import { blockUntilReady, defaultDevice, init, jit, nn, numpy as np, valueAndGrad } from '@jax-js/jax';
import { layerOffsets } from '../../src/nn/NetworkShape.ts';
import type { TrainingContender } from '../Contender.ts';
import { startOf } from '../networks.ts';
import { samplesOf, type Work } from '../work.ts';

type Parameters = { kernel: np.Array; bias: np.Array }[];

export function jaxContender(device: 'wasm' | 'webgpu'): TrainingContender {
  let batches: { x: np.Array; y: np.Array }[] = [];
  let parameters: Parameters = [];
  let step: (parameters: Parameters, x: np.Array, y: np.Array) => Parameters;

  /** Arrays are consumed by use; `.ref` keeps one for the next. */
  function lossOf(work: Work): (parameters: Parameters, x: np.Array, y: np.Array) => np.Array {
    return (layers, x, y) => {
      let a = x;
      layers.forEach(({ kernel, bias }, i) => {
        const z = np.dot(a, kernel).add(bias);
        const activation = work.shape.layers[i]!.activation;
        a = activation === 'tanh' ? np.tanh(z) : activation === 'relu' ? nn.relu(z) : z;
      });
      if (work.loss === 'categoricalCrossentropy') {
        return nn
          .logSoftmax(a, -1)
          .mul(y)
          .sum()
          .mul(-1 / work.batchSize);
      }
      return np
        .square(a.sub(y))
        .sum()
        .mul(0.5 / work.batchSize);
    };
  }

  const contender: TrainingContender = {
    async prepare(work) {
      if (!(await init(device)).includes(device)) throw new Error(`jax-js could not open ${device}`);
      defaultDevice(device);
      const start = startOf(work.shape);
      parameters = layerOffsets(work.shape).map(({ inputs, units, kernelOffset, biasOffset }) => ({
        kernel: np.array(start.slice(kernelOffset, biasOffset)).reshape([inputs, units]),
        bias: np.array(start.slice(biasOffset, biasOffset + units)),
      }));
      const { x, y } = samplesOf(work);
      const { inputs } = work.shape;
      const outputs = y.length / work.samples;
      batches = Array.from({ length: work.samples / work.batchSize }, (_, i) => {
        const from = i * work.batchSize;
        const to = from + work.batchSize;
        return {
          x: np.array(x.slice(from * inputs, to * inputs)).reshape([work.batchSize, inputs]),
          y: np.array(y.slice(from * outputs, to * outputs)).reshape([work.batchSize, outputs]),
        };
      });
      const gradient = valueAndGrad(lossOf(work));
      step = jit((layers: Parameters, bx: np.Array, by: np.Array): Parameters => {
        const kept = layers.map(({ kernel, bias }) => ({ kernel: kernel.ref, bias: bias.ref }));
        const [loss, gradients] = gradient(kept, bx, by) as unknown as [np.Array, Parameters];
        loss.dispose();
        return layers.map(({ kernel, bias }, i) => ({
          kernel: kernel.sub(gradients[i]!.kernel.mul(work.learningRate)),
          bias: bias.sub(gradients[i]!.bias.mul(work.learningRate)),
        }));
      }) as typeof step;
      await contender.train(3);
    },
    async train(steps) {
      for (let done = 0; done < steps; done++) {
        const { x, y } = batches[done % batches.length]!;
        parameters = step(parameters, x.ref, y.ref);
        // Once an epoch, or what is not computed yet would pile up.
        if ((done + 1) % batches.length === 0 || done + 1 === steps) await blockUntilReady(parameters);
      }
      return steps;
    },
  };
  return contender;
}
