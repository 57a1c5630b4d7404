/** Commands that measure and resolve to what was measured: of challenges, which train and load by themselves. */
import type { Engine } from '#client/Engine.ts';
import { momentOf } from '#client/momentOf.ts';
import { beginTraining } from '#state/experimentStore.ts';
import type { Commands } from './Commands.ts';
import type { ExperimentSync } from './experimentSync.ts';
import type { LoadRunner } from './runLoad.ts';

export function createMeasureCommands(
  engine: Engine,
  sync: Pick<ExperimentSync, 'whenTaken'>,
  loads: Pick<LoadRunner, 'run'>,
): Pick<Commands, 'beginAgain' | 'trainOn' | 'measureLoad'> {
  const { trainer } = engine;
  return {
    async beginAgain() {
      await sync.whenTaken();
      await trainer.call('reset', { moment: momentOf(beginTraining()) });
      engine.weightsChanged();
    },
    async trainOn(until) {
      await sync.whenTaken();
      const report = await trainer.call('train', until);
      engine.weightsChanged();
      return report;
    },
    measureLoad: (settings, signal) => loads.run(settings, signal),
  };
}
