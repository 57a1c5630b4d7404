/**
 * Inference on an open device: one upload of the rows, one dispatch of DenseForward, one read-back. The weights stay
 * on the device until others are served. On wasm, rows are gathered in place, in the kernels' memory.
 */
import { engine, tensor2d, zeros, type Tensor2D } from '@tensorflow/tfjs-core';
import type { Clock } from '#engine/clock/Clock.ts';
import type { Device } from '#engine/device/Device.ts';
import { disposeQuietly } from '#engine/device/disposeQuietly.ts';
import { denseForward } from '#engine/kernels/denseForward.ts';
import { failed } from '#messages/Failure.ts';
import type { Infer } from './Infer.ts';
import type { Model } from './ServedModel.ts';

export interface DeviceInfer {
  readonly infer: Infer;
  /** Memory for the inputs [size, inputs] of the next batch, to be passed to `infer`. */
  rows(size: number, inputs: number): Float32Array;
  /** Frees the tensors on the device. Call when another device takes over. */
  dispose(): void;
}

/** Memory of the kernels for the inputs of one batch size. */
interface Inbox {
  /** Stands for the inputs in calls; its own values are never read. */
  readonly tensor: Tensor2D;
  view: Float32Array;
}

export function createInfer(device: Device, clock: Clock): DeviceInfer {
  let held: { readonly model: Model; readonly parameters: Tensor2D } | null = null;
  const inboxes = new Map<number, Inbox>();
  let scratch = new Float32Array(0);
  /** Which instances of a GPU, its batches in flight, are in use. */
  const taken: boolean[] = [];

  function parametersOf(model: Model): Tensor2D {
    if (held?.model === model) return held.parameters;
    if (held) disposeQuietly(held.parameters);
    held = { model, parameters: tensor2d(model.parameters, [1, model.parameters.length]) };
    return held.parameters;
  }

  function inboxRows(inputRows: (x: Tensor2D) => Float32Array, size: number, inputs: number): Float32Array {
    if (inboxes.values().next().value?.tensor.shape[1] !== inputs) emptyInboxes();
    let inbox = inboxes.get(size);
    if (!inbox) {
      inbox = { tensor: zeros([size, inputs]), view: scratch };
      inboxes.set(size, inbox);
    }
    inbox.view = inputRows(inbox.tensor);
    return inbox.view;
  }

  function emptyInboxes(): void {
    for (const { tensor } of inboxes.values()) disposeQuietly(tensor);
    inboxes.clear();
  }

  function rows(size: number, inputs: number): Float32Array {
    const { inputRows } = device.kernels;
    if (inputRows) return inboxRows(inputRows, size, inputs);
    const count = size * inputs;
    if (scratch.length < count) scratch = new Float32Array(count);
    return scratch.subarray(0, count);
  }

  const infer: Infer = async (model, from, paddedSize) => {
    const { shape } = model;
    if (device.isLost()) throw failed(await device.lost);
    const instance = taken.includes(false) ? taken.indexOf(false) : taken.length;
    const parameters = parametersOf(model);
    const inbox = inboxes.get(paddedSize);
    const kept = inbox?.view === from ? inbox.tensor : null;
    const x = kept ?? tensor2d(from, [paddedSize, shape.inputs]);
    const output = denseForward(parameters, x, { shape, everyLayer: false });
    if (!kept) x.dispose();
    taken[instance] = true;
    try {
      const read = output.data<'float32'>();
      const [outputs, computedMs] = await Promise.all([read, whenComputed(device, clock)]);
      // After a loss or a shader error the values read may be zeros or another tensor's.
      if (device.isLost()) throw failed(await device.lost);
      return { outputs, device: device.name, instance, computedMs };
    } finally {
      taken[instance] = false;
      disposeQuietly(output);
    }
  };
  return {
    infer,
    rows,
    dispose() {
      if (held) disposeQuietly(held.parameters);
      held = null;
      emptyInboxes();
    },
  };
}

/** When the batch was computed. Reading has submitted its commands, so the queue can report it. */
async function whenComputed({ name }: Device, clock: Clock): Promise<number> {
  if (name === 'webgpu') {
    const { device } = engine().findBackend('webgpu') as unknown as { device: GPUDevice };
    await device.queue.onSubmittedWorkDone();
  }
  return clock.nowMs();
}
