/** Fanout's own kernels, as the trainer calls them: chunks of steps in one `DenseTrain`, metrics read back at the end. */
import { tensor1d, tensor2d, type Tensor1D, type Tensor2D } from '@tensorflow/tfjs-core';
import { openDevice } from '../../src/engine/device/openDevice.ts';
import { denseTrain } from '../../src/engine/kernels/denseTrain.ts';
import { optimizerSettings } from '../../src/nn/optimizers.ts';
import type { DeviceName } from '../../src/experiment/vocabulary.ts';
import type { TrainingContender } from '../Contender.ts';
import { startOf } from '../networks.ts';
import { samplesOf } from '../work.ts';

/** The measurement doubles the steps; one call never holds more than this many. */
const MAX_STEPS_PER_CALL = 4_000;

/** `networks` copies are trained at once; their steps all count. */
export function fanoutContender(device: DeviceName, networks = 1): TrainingContender {
  let state: Tensor2D;
  let run: (steps: number) => Promise<void>;
  const contender: TrainingContender = {
    async prepare(work) {
      const opened = await openDevice({ prefer: device, baseUrl: document.baseURI });
      if (opened.report.name !== device)
        throw new Error(opened.tried.find((r) => r.name === device)?.reason?.text ?? 'no');
      const start = startOf(work.shape);
      const rows = new Float32Array(start.length * networks);
      for (let r = 0; r < networks; r++) rows.set(start, r * start.length);
      state = tensor2d(rows, [networks, start.length]);
      const samples = samplesOf(work);
      const x = tensor2d(samples.x, [work.samples, work.shape.inputs]);
      const y = tensor2d(samples.y, [work.samples, samples.y.length / work.samples]);
      const hyperparameters = {
        loss: work.loss,
        optimizer: optimizerSettings({ name: 'sgd', learningRate: work.learningRate }),
        l1: 0,
        l2: 0,
        dropout: 0,
        seed: 1,
      };
      const calls = new Map<number, { order: Tensor1D; batchSizes: number[] }>();
      /** What a call of so many steps needs, made once: a session makes its order while the device computes. */
      const callOf = (steps: number): { order: Tensor1D; batchSizes: number[] } => {
        const known = calls.get(steps);
        if (known) return known;
        const indexes = Int32Array.from({ length: steps * work.batchSize }, (_, i) => i % work.samples);
        const made = {
          order: tensor1d(indexes, 'int32'),
          batchSizes: Array.from({ length: steps }, () => work.batchSize),
        };
        calls.set(steps, made);
        return made;
      };
      let step0 = 0;
      run = async (steps) => {
        for (let left = steps; left > 0;) {
          const now = Math.min(left, MAX_STEPS_PER_CALL);
          const { order, batchSizes } = callOf(now);
          const result = denseTrain(
            { state, x, y, order },
            { shape: work.shape, hyperparameters, batchSizes, step0 },
          );
          await result.metrics.data();
          state.dispose();
          result.metrics.dispose();
          state = result.state;
          step0 += now;
          left -= now;
        }
      };
      await run(Math.ceil(2 * (work.samples / work.batchSize)));
    },
    async train(steps) {
      const each = Math.ceil(steps / networks);
      await run(each);
      return each * networks;
    },
  };
  return contender;
}
