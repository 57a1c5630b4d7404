/** Loss and output: each change pulls the other with it where the two do not go together, and says so beforehand. */
import { LOSSES_OF_TASK, OUTPUTS_OF_LOSS, defaultLoss, defaultOutput } from '#experiment/output.ts';
import { outputsOf, switchLoss, switchOutput } from '#experiment/withDataSet.ts';
import * as say from '#messages/generated/planPanels.ts';
import { LOSS_LABELS, ACTIVATION_LABELS } from '#scene/labels.ts';
import { useCommands } from '../CommandsContext.ts';
import { OptionList } from '../controls/OptionList.tsx';
import { useExperiment, useFacts } from '../useExperiment.ts';

interface PanelProps {
  readonly onChosen?: (() => void) | undefined;
}

export function LossPanel({ onChosen }: PanelProps) {
  const { edit } = useCommands();
  const facts = useFacts();
  const loss = useExperiment((experiment) => experiment.training.loss);
  const output = useExperiment((experiment) => experiment.network.output.activation);
  return (
    <>
      <h3 className="plan-panel-title">{say.loss()}</h3>
      <OptionList
        label={say.loss()}
        value={loss}
        options={LOSSES_OF_TASK[facts.task].map((value) => {
          const { whole, about } = LOSS_LABELS[value];
          const pulled = ACTIVATION_LABELS[defaultOutput(facts, value)].whole;
          const fits = OUTPUTS_OF_LOSS[value].includes(output);
          return { value, label: whole, hint: fits ? about : say.lossPulls({ about, output: pulled }) };
        })}
        onChange={(value) => edit((experiment) => switchLoss(experiment, value))}
        onChosen={onChosen}
      />
    </>
  );
}

export function OutputPanel({ onChosen, compact = false }: PanelProps & { readonly compact?: boolean }) {
  const { edit } = useCommands();
  const facts = useFacts();
  const loss = useExperiment((experiment) => experiment.training.loss);
  const output = useExperiment((experiment) => experiment.network.output.activation);
  return (
    <>
      {!compact && <h3 className="plan-panel-title">{say.outputActivation()}</h3>}
      <OptionList
        label={say.outputActivation()}
        compact={compact}
        value={output}
        options={outputsOf(facts).map((value) => {
          const { whole, about } = ACTIVATION_LABELS[value];
          const pulled = LOSS_LABELS[defaultLoss(facts, value)].whole;
          const fits = OUTPUTS_OF_LOSS[loss].includes(value);
          return { value, label: whole, hint: fits ? about : say.outputPulls({ about, loss: pulled }) };
        })}
        onChange={(value) => edit((experiment) => switchOutput(experiment, value))}
        onChosen={onChosen}
      />
    </>
  );
}
