/** The trainer's end of the port on which weights go to the server: each message names its network, and has a serial number. */
import type { NetworkShape } from '#nn/NetworkShape.ts';
import type { WeightsMessage } from '#protocol/server.ts';
import type { Checkpoint } from '#protocol/trainer.ts';
import { parametersOf } from './runStages.ts';

export class WeightsPort {
  /** null until the server is up. */
  port: MessagePort | null = null;
  private sent = 0;

  /** @returns the serial number of the message */
  post(shape: NetworkShape, checkpoint: Checkpoint): number {
    const parameters = parametersOf(shape, checkpoint).slice();
    const serial = ++this.sent;
    const message: WeightsMessage = { kind: 'weights', shape, parameters, step: checkpoint.step, serial };
    this.port?.postMessage(message, [parameters.buffer]);
    return serial;
  }
}
