/**
 * Receives weights from the trainer on their own port. Messages have ascending serial numbers, so that the page, which
 * is on another port, can wait until the weights of a certain moment are served.
 */
import { failed } from '#messages/Failure.ts';
import * as failures from '#messages/generated/serverErrors.ts';
import type { WeightsMessage } from '#protocol/server.ts';
import type { Model } from './ServedModel.ts';

export interface WeightsInbox {
  /** Receives on this port from now on, and closes the one before. */
  listen(port: MessagePort): void;
  /**
   * Resolves once weights with this serial number or a newer one are served. True for the first caller since the shape
   * of the network has changed.
   */
  arrived(serial: number): Promise<boolean>;
}

/** @param take serves the weights; returns whether their shape differs from that of those before */
export function createWeightsInbox(take: (model: Model) => boolean): WeightsInbox {
  let from: MessagePort | null = null;
  let newest = -1;
  let isOther = false;
  let waiting: { readonly serial: number; resolve(): void; reject(error: Error): void }[] = [];

  function receive({ shape, parameters, step, serial }: WeightsMessage): void {
    newest = serial;
    if (take({ shape, parameters, step })) isOther = true;
    const ready = waiting.filter((one) => one.serial <= serial);
    waiting = waiting.filter((one) => one.serial > serial);
    for (const { resolve } of ready) resolve();
  }

  return {
    listen(port) {
      from?.close();
      from = port;
      newest = -1;
      // The next trainer counts from 1 again, so these weights will not come.
      for (const { reject } of waiting) reject(failed(failures.otherTrainer()));
      waiting = [];
      port.addEventListener('message', ({ data }: MessageEvent<WeightsMessage>) => {
        if (from === port) receive(data);
      });
      port.start();
    },
    async arrived(serial) {
      if (serial > newest)
        await new Promise<void>((resolve, reject) => waiting.push({ serial, resolve, reject }));
      const wasOther = isOther;
      isOther = false;
      return wasOther;
    },
  };
}
