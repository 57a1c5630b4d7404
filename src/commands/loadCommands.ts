/** Commands that send requests: bursts, loads, sweeps, and the arrivals that a load can replay. */
import { failed } from '#messages/Failure.ts';
import * as failures from '#messages/generated/commandErrors.ts';
import { experimentStore } from '#state/experimentStore.ts';
import { arrivalsFeed, traceFeed } from '#state/feeds.ts';
import { arrivalsOf, drawnArrivals } from './arrivals.ts';
import type { Commands } from './Commands.ts';
import { burstOf, loadOf } from './loadSettings.ts';
import { notifyError } from './notifyError.ts';
import type { LoadRunner } from './runLoad.ts';

type LoadCommands = Pick<
  Commands,
  'sendBurst' | 'startLoad' | 'stopLoad' | 'startSweep' | 'keepArrivals' | 'drawArrivals'
>;

export function createLoadCommands(loads: LoadRunner): LoadCommands {
  const present = () => experimentStore.getState().experiment;
  return {
    sendBurst() {
      // The report, or the error, is already in the serving store.
      loads.run(burstOf(present())).catch(() => undefined);
    },
    startLoad(durationMs) {
      try {
        loads.run(loadOf(present(), durationMs)).catch(() => undefined);
      } catch (error) {
        notifyError(error);
      }
    },
    stopLoad() {
      loads.stop();
    },
    startSweep(settings) {
      loads.sweep(settings).catch(() => undefined);
    },
    keepArrivals() {
      const arrivals = arrivalsOf(traceFeed.latest);
      if (arrivals.length > 0) arrivalsFeed.publish(arrivals);
      else notifyError(failed(failures.noArrivals()));
    },
    drawArrivals(ratesPerSecond) {
      const { durationMs, seed } = present().load;
      arrivalsFeed.publish(drawnArrivals(ratesPerSecond, durationMs, seed));
    },
  };
}
