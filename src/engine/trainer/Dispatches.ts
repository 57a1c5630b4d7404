/**
 * Dispatches of DenseTrain and their losses. Where the device computes beside this thread, the next dispatch is sent before the
 * losses of the last have been read, so that the device does not stand idle for a round trip (speculation: it is dropped when the
 * losses, an edit or a goal want something else).
 */
import type { Tensor2D, Tensor3D } from '@tensorflow/tfjs-core';
import type { Device } from '#engine/device/Device.ts';
import { disposeQuietly } from '#engine/device/disposeQuietly.ts';
import { failed } from '#messages/Failure.ts';

/** What DenseTrain returns: state' [1, S] and metrics [1, steps, 2], on the device. */
interface Trained {
  readonly state: Tensor2D;
  readonly metrics: Tensor3D;
}

export interface Dispatch {
  readonly state: Tensor2D;
  /** [steps, 2]: loss and correct predictions of each batch */
  readonly metrics: Promise<Float32Array>;
  /** Time that the device took, in ms, once `metrics` has resolved: from when it was free for this. */
  tookMs: number;
}

interface Ahead {
  /** The state that it begins with. */
  readonly from: Tensor2D;
  readonly steps: number;
  readonly dispatch: Dispatch;
}

export class Dispatches {
  private readonly device: Device;
  private ahead: Ahead | null = null;
  /** When the losses of the last dispatch had been read. */
  lastEndMs = -Infinity;

  constructor(device: Device) {
    this.device = device;
  }

  /** Whether the device computes beside this thread. */
  get overlap(): boolean {
    return this.device.name === 'webgpu';
  }

  /** Steps of the dispatch that is under way ahead of its turn; 0 for none. */
  get stepsAhead(): number {
    return this.ahead?.steps ?? 0;
  }

  /** The dispatch of so many steps from this state: the one ahead where it is just that, else a new one. */
  take(from: Tensor2D, steps: number, train: () => Trained): Dispatch {
    const { ahead } = this;
    if (ahead?.from !== from || ahead.steps !== steps) {
      this.drop();
      return this.send(train);
    }
    this.ahead = null;
    return ahead.dispatch;
  }

  /** Sends the dispatch that will probably follow. One that cannot be sent fails when it is its turn. */
  sendAhead(from: Tensor2D, steps: number, train: () => Trained): void {
    try {
      this.ahead = { from, steps, dispatch: this.send(train) };
    } catch {
      this.ahead = null;
    }
  }

  /** Gives up the dispatch ahead; the device computes it nevertheless. */
  drop(): void {
    if (this.ahead) disposeQuietly(this.ahead.dispatch.state);
    this.ahead = null;
  }

  private send(train: () => Trained): Dispatch {
    const trained = train();
    const dispatch: Dispatch = {
      state: trained.state,
      metrics: this.read(trained.metrics, performance.now(), (ms) => (dispatch.tookMs = ms)),
      tookMs: NaN,
    };
    // One that is dropped has no other reader.
    dispatch.metrics.catch(() => undefined);
    return dispatch;
  }

  /** The copy to the CPU is queued now: later it would wait for the dispatch ahead. */
  private async read(
    metrics: Trained['metrics'],
    sentMs: number,
    took: (ms: number) => void,
  ): Promise<Float32Array> {
    try {
      const values = await metrics.data<'float32'>();
      const endMs = performance.now();
      took(endMs - Math.max(sentMs, this.lastEndMs));
      this.lastEndMs = endMs;
      // After a loss or error of the GPU the values read may be zeros or stale.
      if (this.device.isLost()) throw failed(await this.device.lost);
      return values;
    } finally {
      disposeQuietly(metrics);
    }
  }
}
