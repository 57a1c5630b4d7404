/** Loss and output: each change pulls the other with it where the two do not go together, and says so beforehand. */
import { DATA_SETS } from '#datasets/registry.ts';
import { LOSSES_OF_TASK, OUTPUTS_OF_LOSS, defaultLoss, defaultOutput } from '#experiment/output.ts';
import { outputsOf, switchLoss, switchOutput } from '#experiment/withDataSet.ts';
import { LOSS_WORDS, ACTIVATION_WORDS } from '#scene/labels.ts';
import { useCommands } from '../CommandsContext.ts';
import { OptionList } from '../controls/OptionList.tsx';
import { useExperiment } from '../useExperiment.ts';

interface PanelProps {
  readonly onChosen?: (() => void) | undefined;
}

export function LossPanel({ onChosen }: PanelProps) {
  const { edit } = useCommands();
  const set = useExperiment((experiment) => experiment.data.set);
  const loss = useExperiment((experiment) => experiment.training.loss);
  const output = useExperiment((experiment) => experiment.network.output.activation);
  return (
    <>
      <h3 className="plan-panel-title">Loss</h3>
      <OptionList
        label="Loss"
        value={loss}
        options={LOSSES_OF_TASK[DATA_SETS[set].task].map((value) => {
          const fits = OUTPUTS_OF_LOSS[value].includes(output);
          const change = fits
            ? ''
            : `. The output becomes ${ACTIVATION_WORDS[defaultOutput(set, value)].whole}`;
          return { value, label: LOSS_WORDS[value].whole, hint: LOSS_WORDS[value].about + change };
        })}
        onChange={(value) => edit((experiment) => switchLoss(experiment, value))}
        onChosen={onChosen}
      />
    </>
  );
}

export function OutputPanel({ onChosen, compact = false }: PanelProps & { readonly compact?: boolean }) {
  const { edit } = useCommands();
  const set = useExperiment((experiment) => experiment.data.set);
  const loss = useExperiment((experiment) => experiment.training.loss);
  const output = useExperiment((experiment) => experiment.network.output.activation);
  return (
    <>
      {!compact && <h3 className="plan-panel-title">Output activation</h3>}
      <OptionList
        label="Output activation"
        compact={compact}
        value={output}
        options={outputsOf(set).map((value) => {
          const fits = OUTPUTS_OF_LOSS[loss].includes(value);
          const change = fits ? '' : `. The loss becomes ${LOSS_WORDS[defaultLoss(set, value)].whole}`;
          return {
            value,
            label: ACTIVATION_WORDS[value].whole,
            hint: ACTIVATION_WORDS[value].about + change,
          };
        })}
        onChange={(value) => edit((experiment) => switchOutput(experiment, value))}
        onChosen={onChosen}
      />
    </>
  );
}
