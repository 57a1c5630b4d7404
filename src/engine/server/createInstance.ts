/**
 * The handlers of an instance: a worker with its own device and weights that computes one batch after the other for
 * the server.
 */
import { createClock } from '#engine/clock/Clock.ts';
import { openNamedDevice } from '#engine/device/openDevice.ts';
import { bug } from '#messages/bug.ts';
import { transferring, type Emit, type Handlers } from '#protocol/Call.ts';
import type { InstanceCalls, InstanceEvents } from '#protocol/instance.ts';
import { createInfer, type DeviceInfer } from './createInfer.ts';
import type { Model } from './ServedModel.ts';

export function createInstance(_emit: Emit<InstanceEvents>): Handlers<InstanceCalls> {
  let computer: DeviceInfer | null = null;
  let model: Model | null = null;

  return {
    async start({ name, baseUrl }) {
      const device = await openNamedDevice(name, { baseUrl, use: 'inference' });
      computer = createInfer(device, createClock());
      return device.report;
    },

    async infer({ rows, size, weights }) {
      if (weights) model = weights;
      if (!computer || !model) throw bug('an instance was called before it had a device and weights');
      const inbox = computer.rows(size, model.shape.inputs);
      inbox.set(rows);
      const { outputs, computedMs } = await computer.infer(model, inbox, size);
      return transferring({ outputs, computedMs, rows }, [outputs.buffer, rows.buffer] as ArrayBuffer[]);
    },
  };
}
