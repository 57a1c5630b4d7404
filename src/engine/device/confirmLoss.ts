import type { Device } from './Device.ts';

/** A call may fail this long before the browser reports the loss of the GPU that it failed on. */
const LOSS_NOTICE_MS = 250;

/** After a failed call: waits for the report of a loss, and returns whether the device is lost. Only a GPU can be. */
export async function confirmLoss(device: Device): Promise<boolean> {
  if (device.name === 'webgpu' && !device.isLost()) {
    const notice = new Promise<void>((resolve) => setTimeout(resolve, LOSS_NOTICE_MS));
    await Promise.race([device.lost, notice]);
  }
  return device.isLost();
}
