/** When training ends by itself: at whichever condition comes first. Zero is off. */
import { LIMITS } from '#experiment/limits.ts';
import * as say from '#messages/generated/planPanels.ts';
import { Segmented } from '../controls/Segmented.tsx';
import { SettingRow } from '../controls/SettingRow.tsx';
import { useExperiment } from '../useExperiment.ts';
import { TermRow } from './TermRow.tsx';
import { useTrainingChange } from './useTrainingChange.ts';

const CONDITIONS = [
  {
    key: 'epochs',
    label: say.stopEpochs,
    about: say.stopEpochsAbout,
    values: [0, 50, 100, 200, 500, 1_000],
    range: LIMITS.stopEpochs,
    whole: true,
  },
  {
    key: 'lossBelow',
    label: say.stopLoss,
    about: say.stopLossAbout,
    values: [0, 0.001, 0.01, 0.03, 0.1, 0.3],
    range: LIMITS.stopLoss,
    whole: false,
  },
  {
    key: 'plateau',
    label: say.stopPlateau,
    about: say.stopPlateauAbout,
    values: [0, 10, 20, 50, 100, 200],
    range: LIMITS.stopPlateau,
    whole: true,
  },
  {
    key: 'seconds',
    label: say.stopSeconds,
    about: say.stopSecondsAbout,
    values: [0, 1, 5, 10, 30, 60],
    range: LIMITS.stopSeconds,
    whole: false,
  },
] as const;

export function StopPanel() {
  const stop = useExperiment((experiment) => experiment.training.stop);
  const change = useTrainingChange();
  const set = (part: Partial<typeof stop>): void =>
    change((training) => ({ ...training, stop: { ...training.stop, ...part } }));
  return (
    <div className="plan-terms">
      <h3 className="plan-panel-title">{say.stop()}</h3>
      {CONDITIONS.map(({ key, label, about, values, range, whole }) => (
        <TermRow
          key={key}
          label={label()}
          about={about()}
          value={stop[key]}
          values={values}
          range={range}
          whole={whole}
          onChange={(value) => set({ [key]: value })}
        />
      ))}
      {(stop.lossBelow > 0 || stop.plateau > 0) && (
        <SettingRow label={say.watchedLoss()}>
          <WatchedLossChoice value={stop.watch} onChange={(watch) => set({ watch })} />
        </SettingRow>
      )}
      <p className="plan-panel-note">{say.stopAbout()}</p>
    </div>
  );
}

interface WatchedLossChoiceProps {
  readonly value: 'test' | 'train';
  onChange(value: 'test' | 'train'): void;
}

export function WatchedLossChoice({ value, onChange }: WatchedLossChoiceProps) {
  return (
    <Segmented
      label={say.watchedLoss()}
      value={value}
      options={[
        { value: 'test', label: say.testLoss() },
        { value: 'train', label: say.trainLoss() },
      ]}
      onChange={onChange}
    />
  );
}
