/** How the learning rate changes over the run: the schedule, its settings, and its curve with the present place marked. */
import type { Experiment } from '#experiment/experiment.ts';
import { switchSchedule } from '#experiment/withDataSet.ts';
import * as say from '#messages/generated/planPanels.ts';
import { SCHEDULE_RULES, WARMUP } from '#nn/learningRates.ts';
import type { ScheduleSetting } from '#nn/ScheduleRule.ts';
import { SCHEDULES, type ScheduleSettingName } from '#nn/vocabulary.ts';
import { SCHEDULE_LABELS, scheduleSettingWords } from '#scene/labels.ts';
import { useCommands } from '../CommandsContext.ts';
import { NumberField } from '../controls/NumberField.tsx';
import { Select } from '../controls/Select.tsx';
import { SettingRow } from '../controls/SettingRow.tsx';
import { useExperiment } from '../useExperiment.ts';
import { RateCurve } from './RateCurve.tsx';
import { WatchedLossChoice } from './StopPanel.tsx';
import { useTrainingChange } from './useTrainingChange.ts';

type ScheduleSpec = Experiment['training']['schedule'];

export function ScheduleSettings() {
  const { edit } = useCommands();
  const schedule = useExperiment((experiment) => experiment.training.schedule);
  const change = useTrainingChange();
  const set = (part: Partial<ScheduleSpec>): void =>
    change((training) => ({ ...training, schedule: { ...training.schedule, ...part } }));
  const rule = SCHEDULE_RULES[schedule.name];
  const settings = Object.entries(rule.settings) as [ScheduleSettingName, ScheduleSetting][];
  return (
    <section className="plan-panel-part schedule" aria-label={say.schedule()}>
      <SettingRow label={say.schedule()}>
        <Select
          label={say.schedule()}
          value={schedule.name}
          options={SCHEDULES.map((value) => ({ value, label: SCHEDULE_LABELS[value].whole }))}
          onChange={(name) => edit((experiment) => switchSchedule(experiment, name))}
        />
      </SettingRow>
      <p className="plan-panel-note">{SCHEDULE_LABELS[schedule.name].about}.</p>
      {settings.map(([name, setting]) => (
        <ScheduleNumber
          key={name}
          words={scheduleSettingWords(schedule.name, name, setting)}
          setting={setting}
          value={schedule[name]}
          onChange={(value) => set({ [name]: value })}
        />
      ))}
      <ScheduleNumber
        words={{ label: say.warmup(), about: say.warmupAbout() }}
        setting={WARMUP}
        value={schedule.warmup}
        onChange={(warmup) => set({ warmup })}
      />
      {rule.memory && (
        <SettingRow label={say.watchedLoss()}>
          <WatchedLossChoice value={schedule.watch ?? 'test'} onChange={(watch) => set({ watch })} />
        </SettingRow>
      )}
      <RateCurve />
    </section>
  );
}

interface ScheduleNumberProps {
  readonly words: Readonly<Record<'label' | 'about', string>>;
  readonly setting: ScheduleSetting;
  /** Undefined: the default. */
  readonly value: number | undefined;
  onChange(value: number): void;
}

function ScheduleNumber({ words, setting, value, onChange }: ScheduleNumberProps) {
  const { min, max, isWhole = false } = setting;
  return (
    <div className="setting-row plan-setting">
      <span>
        {words.label}
        <small>{words.about}</small>
      </span>
      <NumberField
        label={words.label}
        value={value ?? setting.default}
        min={min}
        max={max}
        whole={isWhole}
        onChange={onChange}
      />
    </div>
  );
}
