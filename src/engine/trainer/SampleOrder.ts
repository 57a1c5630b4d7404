/**
 * Shuffled sample order as an int32 tensor for DenseTrain. On wasm it is written in place into the kernels' memory,
 * and one tensor is reused; on other devices each dispatch uploads a new one.
 */
import { tensor1d, type Tensor1D } from '@tensorflow/tfjs-core';
import type { Device } from '#engine/device/Device.ts';
import type { Position, Schedule } from '#nn/schedule.ts';
import { roomy, type StepPlanner } from './StepPlanner.ts';

export class SampleOrder {
  private readonly planner: StepPlanner;
  private readonly device: Device;
  private kept: Tensor1D | null = null;

  constructor(planner: StepPlanner, device: Device) {
    this.planner = planner;
    this.device = device;
  }

  /**
   * Calls `use` with the order. The tensor may be longer than the batches need, and must not be kept after the call.
   */
  with<T>(schedule: Schedule, from: Position, samples: number, use: (order: Tensor1D) => T): T {
    const { orderBuffer } = this.device.kernels;
    if (!orderBuffer) {
      const tensor = tensor1d(this.planner.order(schedule, from, samples), 'int32');
      try {
        return use(tensor);
      } finally {
        tensor.dispose();
      }
    }
    if (!this.kept || this.kept.size < samples) {
      this.kept?.dispose();
      this.kept = tensor1d(new Int32Array(roomy(samples)), 'int32');
    }
    this.planner.write(schedule, from, samples, orderBuffer(this.kept));
    return use(this.kept);
  }

  dispose(): void {
    this.kept?.dispose();
    this.kept = null;
  }
}
