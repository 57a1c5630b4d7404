/** TensorFlow.js as a page would call it concurrently: `Promise.all` of `predict().data()`. */
import * as tf from '@tensorflow/tfjs';
import { layerOffsets } from '../../src/nn/NetworkShape.ts';
import type { InferenceContender } from '../Contender.ts';
import { startOf } from '../networks.ts';
import { CALLERS, rows, SERVED as work } from '../requests.ts';
import { layersModel, openTfjs } from './tfjs.ts';

export function tfjsPredict(backend: 'wasm' | 'webgpu'): InferenceContender {
  let model: tf.Sequential;
  const { row } = rows();
  const contender: InferenceContender = {
    async prepare() {
      await openTfjs(backend);
      model = layersModel(work);
      const start = startOf(work.shape);
      model.setWeights(
        layerOffsets(work.shape).flatMap(({ inputs, units, kernelOffset, biasOffset }) => [
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
