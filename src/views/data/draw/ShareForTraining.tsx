import { LIMITS } from '#experiment/limits.ts';
import * as say from '#messages/generated/draw.ts';
import { percentText } from '#messages/numberText.ts';
import { useCommands } from '../../CommandsContext.ts';
import { Slider } from '../../controls/Slider.tsx';
import { useExperiment } from '../../useExperiment.ts';

export function ShareForTraining() {
  const { edit } = useCommands();
  const share = useExperiment((experiment) => experiment.data.trainShare);
  return (
    <Slider
      label={say.forTraining()}
      value={Math.round(share * 100)}
      min={LIMITS.trainShare.min * 100}
      max={LIMITS.trainShare.max * 100}
      step={1}
      text={percentText(share, 0)}
      onChange={(next, gesture) =>
        edit(
          (experiment) => ({ ...experiment, data: { ...experiment.data, trainShare: next / 100 } }),
          gesture,
        )
      }
    />
  );
}
