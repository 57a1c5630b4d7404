/**
 * Fault injection for tests and demonstrations, with `?faults` in the address: `await fanoutFaults.loseDevice()` destroys the GPU
 * device as a driver reset would. `window.fanout` has no such calls.
 */
import type { Engine } from '#client/Engine.ts';
import type { LazySweeps } from '#commands/lazySweeps.ts';

export interface FanoutFaults {
  /** Destroys the device of the trainer, of the server or of the sweep under way; resolves when it is gone, before it is recovered. */
  loseDevice(part?: 'trainer' | 'server' | 'sweep'): Promise<void>;
}

declare global {
  interface Window {
    fanoutFaults?: FanoutFaults;
  }
}

export function offerFaults(engine: Engine, sweeps: LazySweeps): void {
  if (!new URLSearchParams(location.search).has('faults')) return;
  window.fanoutFaults = {
    async loseDevice(part = 'trainer') {
      if (part === 'trainer') {
        await engine.trainer.call('loseDevice', undefined);
        return;
      }
      if (part === 'sweep') {
        (await sweeps.bring()).loseDevice();
        return;
      }
      await engine.whenServing();
      await engine.server.call('loseDevice', undefined);
    },
  };
}
