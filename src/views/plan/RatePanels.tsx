/** Learning rate, with its schedule, and batch size: the usual values to pick from, and a field for any other. */
import { LIMITS } from '#experiment/limits.ts';
import * as say from '#messages/generated/planPanels.ts';
import { settingText } from '#messages/numberText.ts';
import { NumberField } from '../controls/NumberField.tsx';
import { OptionList } from '../controls/OptionList.tsx';
import { useExperiment } from '../useExperiment.ts';
import { ScheduleSettings } from './ScheduleSettings.tsx';
import { useTrainingChange } from './useTrainingChange.ts';

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
        columns={4}
        onChange={setRate}
        onChosen={onChosen}
      />
      <div className="setting-row">
        {say.anotherRate()}
        <NumberField label={say.learningRate()} value={rate} {...LIMITS.learningRate} onChange={setRate} />
      </div>
      <p className="plan-panel-note">{say.changeKeepsWeights()}</p>
      <ScheduleSettings />
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
  columns = 3,
  onChange,
  onChosen,
}: PanelProps & {
  readonly label: string;
  readonly value: number;
  readonly values: readonly number[];
  readonly columns?: number;
  onChange(value: number): void;
}) {
  return (
    <OptionList
      label={label}
      value={String(value)}
      columns={columns}
      options={values.map((each) => ({ value: String(each), label: settingText(each) }))}
      onChange={(text) => onChange(Number(text))}
      onChosen={onChosen}
    />
  );
}
