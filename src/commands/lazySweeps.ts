/** The sweep runner, fetched when it is first asked for, and the commands that ask for it. */
import * as say from '#messages/generated/sweepPanes.ts';
import { trainingStore } from '#state/trainingStore.ts';
import type { Commands } from './Commands.ts';
import { importModule } from './importModule.ts';
import { notifyError } from './notifyError.ts';
import type { Sweeps } from './openSweeps.ts';

export interface LazySweeps {
  /** @throws MissingPart where it cannot be fetched */
  bring(): Promise<Sweeps>;
  /** Stops the sweep under way, if there is one. */
  stop(): void;
}

export function lazySweeps(): LazySweeps {
  let coming: Promise<Sweeps> | null = null;
  const fetched = async (): Promise<Sweeps> => {
    const { openSweeps } = await importModule(say.theSweep, () => import('./openSweeps.ts'));
    return openSweeps();
  };
  return {
    bring() {
      coming ??= fetched();
      coming.catch(() => (coming = null));
      return coming;
    },
    stop() {
      void coming?.then((sweeps) => sweeps.stop()).catch(() => undefined);
    },
  };
}

type SweepCommands = Pick<
  Commands,
  'startTrainingSweep' | 'continueTrainingSweep' | 'stopTrainingSweep' | 'takeNetwork'
>;

/** @param playing what pauses the training on the screen, and lets it go on */
export function createSweepCommands(
  lazy: LazySweeps,
  playing: Pick<Commands, 'play' | 'pause'>,
): SweepCommands {
  const carryOut = async (pauses: boolean, work: (sweeps: Sweeps) => Promise<void>): Promise<void> => {
    const sweeps = await lazy.bring();
    const wasPlaying = pauses && trainingStore.getState().phase === 'playing';
    if (wasPlaying) playing.pause();
    try {
      await work(sweeps);
    } finally {
      if (wasPlaying) playing.play();
    }
  };
  return {
    startTrainingSweep(base, order, pauses) {
      carryOut(pauses, (sweeps) => sweeps.run(base, order)).catch(notifyError);
    },
    continueTrainingSweep(pauses) {
      carryOut(pauses, (sweeps) => sweeps.goOn()).catch(notifyError);
    },
    stopTrainingSweep: () => lazy.stop(),
    takeNetwork(id) {
      lazy
        .bring()
        .then((sweeps) => sweeps.take(id))
        .catch(notifyError);
    },
  };
}
