/**
 * Batches on a proven device: one upload of the rows, one dispatch of DenseForward, one read-back. The weights stay on
 * the device until newer ones serve a batch.
 */
import { engine, tensor2d, type Tensor, type Tensor2D } from '@tensorflow/tfjs-core';
import type { Device } from '../device/Device.ts';
import { denseForward } from '../kernels/denseForward.ts';
import type { Clock } from './Clock.ts';
import type { Infer } from './Infer.ts';
import type { Model } from './ServedModel.ts';

export interface DeviceInfer {
  readonly infer: Infer;
  /** Frees the weights; to be called when another device takes over. */
  dispose(): void;
}

export function createInfer(device: Device, clock: Clock): DeviceInfer {
  let held: { readonly model: Model; readonly parameters: Tensor2D } | null = null;

  function parametersOf(model: Model): Tensor2D {
    if (held?.model === model) return held.parameters;
    if (held) disposeQuietly(held.parameters);
    held = { model, parameters: tensor2d(model.parameters, [1, model.parameters.length]) };
    return held.parameters;
  }

  const infer: Infer = async (model, rows, paddedSize) => {
    const { shape } = model;
    if (device.isLost()) throw new Error(await device.lost);
    const x = tensor2d(rows, [paddedSize, shape.inputs]);
    const answer = denseForward(parametersOf(model), x, { shape, everyLayer: false });
    x.dispose();
    try {
      const read = answer.data<'float32'>();
      const [outputs, computedMs] = await Promise.all([read, whenComputed(device, clock)]);
      // After a loss or a shader error what was read may be zeros or another tensor's values.
      if (device.isLost()) throw new Error(await device.lost);
      return { outputs, device: device.name, computedMs };
    } finally {
      disposeQuietly(answer);
    }
  };
  return {
    infer,
    dispose() {
      if (held) disposeQuietly(held.parameters);
      held = null;
    },
  };
}

/** Reading submits what was recorded, so from there on the queue knows when the batch is done. */
async function whenComputed({ name }: Device, clock: Clock): Promise<number> {
  if (name === 'webgpu') {
    const { device } = engine().findBackend('webgpu') as unknown as { device: GPUDevice };
    await device.queue.onSubmittedWorkDone();
  }
  return clock.nowMs();
}

/** A tensor of a lost device cannot be freed, and need not be. */
function disposeQuietly(tensor: Tensor): void {
  try {
    tensor.dispose();
  } catch {
    // its memory went with the device
  }
}
