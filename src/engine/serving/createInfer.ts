/**
 * Batches on a proven device: one upload of the rows, one dispatch of DenseForward, one read-back. The weights stay on
 * the device until newer ones serve a batch. Where the kernels' memory can be written in place (wasm), rows are gathered
 * straight into it.
 */
import { engine, tensor2d, zeros, type Tensor, type Tensor2D } from '@tensorflow/tfjs-core';
import type { Device } from '../device/Device.ts';
import { denseForward } from '../kernels/denseForward.ts';
import type { Clock } from './Clock.ts';
import type { Infer } from './Infer.ts';
import type { Model } from './ServedModel.ts';

export interface DeviceInfer {
  readonly infer: Infer;
  /** Memory for the inputs [size, inputs] of the next batch, for `infer` to read. */
  rows(size: number, inputs: number): Float32Array;
  /** Frees what is held on the device; to be called when another device takes over. */
  dispose(): void;
}

/** Where the kernels read the inputs of one batch size. */
interface Inbox {
  /** Stands for them in calls; its own values are never read. */
  readonly tensor: Tensor2D;
  view: Float32Array;
}

export function createInfer(device: Device, clock: Clock): DeviceInfer {
  let held: { readonly model: Model; readonly parameters: Tensor2D } | null = null;
  const inboxes = new Map<number, Inbox>();
  let scratch = new Float32Array(0);
  /** Which places for batches in flight are taken: the instances of a GPU. */
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
    if (device.isLost()) throw new Error(await device.lost);
    const instance = taken.includes(false) ? taken.indexOf(false) : taken.length;
    const parameters = parametersOf(model);
    const inbox = inboxes.get(paddedSize);
    const kept = inbox?.view === from ? inbox.tensor : null;
    const x = kept ?? tensor2d(from, [paddedSize, shape.inputs]);
    const answer = denseForward(parameters, x, { shape, everyLayer: false });
    if (!kept) x.dispose();
    taken[instance] = true;
    try {
      const read = answer.data<'float32'>();
      const [outputs, computedMs] = await Promise.all([read, whenComputed(device, clock)]);
      // After a loss or a shader error what was read may be zeros or another tensor's values.
      if (device.isLost()) throw new Error(await device.lost);
      return { outputs, device: device.name, instance, computedMs };
    } finally {
      taken[instance] = false;
      disposeQuietly(answer);
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
