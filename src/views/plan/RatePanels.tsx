/** Learning rate and batch size: the usual values to pick from, and a field for any other. */
import type { TrainingSpec } from '#experiment/experiment.ts';
import { LIMITS } from '#experiment/limits.ts';
import * as say from '#messages/generated/planPanels.ts';
import { settingText } from '#messages/numberText.ts';
import { useCommands } from '../CommandsContext.ts';
import { NumberField } from '../controls/NumberField.tsx';
import { OptionList } from '../controls/OptionList.tsx';
import { useExperiment } from '../useExperiment.ts';

interface PanelProps {
  readonly onChosen?: (() => void) | undefined;
}

/** The rates that TensorFlow Playground offers, and what lies between its widest gaps. */
const RATES = [0.00001, 0.0001, 0.0003, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10];
const BATCH_SIZES = [1, 2, 5, 10, 16, 20, 32, 64, 128, 256, 512, 1_024];

export function LearningRatePanel({ onChosen }: PanelProps) {
  const rate = useExperiment((experiment) => experiment.training.optimizer.learningRate);
  const change = useTrainingChange();
  const setRate = (learningRate: number): void =>
    change((training) => ({ ...training, optimizer: { ...training.optimizer, learningRate } }));
  return (
    <>
      <h3 className="plan-panel-title">{say.learningRate()}</h3>
      <NumberChoice
        label={say.learningRate()}
        value={rate}
        values={RATES}
        onChange={setRate}
        onChosen={onChosen}
      />
      <div className="setting-row">
        {say.anotherRate()}
        <NumberField label={say.learningRate()} value={rate} {...LIMITS.learningRate} onChange={setRate} />
      </div>
      <p className="plan-panel-note">{say.changeKeepsWeights()}</p>
    </>
  );
}

export function BatchSizePanel({ onChosen }: PanelProps) {
  const size = useExperiment((experiment) => experiment.training.batchSize);
  const change = useTrainingChange();
  const setSize = (batchSize: number): void => change((training) => ({ ...training, batchSize }));
  return (
    <>
      <h3 className="plan-panel-title">{say.batchSize()}</h3>
      <NumberChoice
        label={say.batchSize()}
        value={size}
        values={BATCH_SIZES}
        onChange={setSize}
        onChosen={onChosen}
      />
      <div className="setting-row">
        {say.anotherSize()}
        <NumberField label={say.batchSize()} value={size} {...LIMITS.batchSize} whole onChange={setSize} />
      </div>
      <p className="plan-panel-note">{say.samplesForOneStep()}</p>
    </>
  );
}

function NumberChoice({
  label,
  value,
  values,
  onChange,
  onChosen,
}: PanelProps & { label: string; value: number; values: readonly number[]; onChange(value: number): void }) {
  return (
    <OptionList
      label={label}
      value={String(value)}
      columns={3}
      options={values.map((each) => ({ value: String(each), label: settingText(each) }))}
      onChange={(text) => onChange(Number(text))}
      onChosen={onChosen}
    />
  );
}

function useTrainingChange(): (change: (training: TrainingSpec) => TrainingSpec) => void {
  const { edit } = useCommands();
  return (change) => edit((experiment) => ({ ...experiment, training: change(experiment.training) }));
}
