/** What one side of a comparison changes: device, network, and batching. */
import { useStore } from 'zustand';
import { BATCH_POLICIES, BATCH_POLICY_NAMES, type BatchPolicyName } from '#batching/registry.ts';
import type { ServingSpec } from '#experiment/experiment.ts';
import { LIMITS } from '#experiment/limits.ts';
import { DEVICE_NAMES, PATTERNS, type DeviceName, type Pattern } from '#experiment/vocabulary.ts';
import { DEVICE_LABELS } from '#scene/labels.ts';
import { compareStore, type CompareSide } from '#state/compareStore.ts';
import { deviceStore } from '#state/deviceStore.ts';
import { useCommands } from '../../CommandsContext.ts';
import { Select } from '../../controls/Select.tsx';
import { NumberRow, SettingRow } from '../../controls/SettingRow.tsx';
import { useExperiment } from '../../useExperiment.ts';
import { PATTERN_LABELS } from '../LoadPanel.tsx';

const NUMBERS = [
  { name: 'maxBatchSize', label: 'Max batch size' },
  { name: 'maxQueueDelayUs', label: 'Max queue delay', unit: 'µs' },
  { name: 'instances', label: 'Instances' },
] as const;

export function CompareSideForm({ side }: { readonly side: 0 | 1 }) {
  const own = useStore(compareStore, ({ sides }) => sides[side]);
  const kept = useStore(compareStore, (state) => state.kept);
  const running = useStore(compareStore, ({ phase }) => phase !== 'idle');
  const present = useExperiment(({ serving }) => serving);
  const device = useStore(deviceStore, ({ report }) => report?.name ?? 'wasm');
  const serving: ServingSpec = { ...present, ...own.serving };
  const name = side === 0 ? 'A' : 'B';
  const commands = useCommands();
  const change = (part: Partial<CompareSide>): void => commands.setCompareSide(side, part);
  const changeServing = (part: Partial<ServingSpec>): void =>
    change({ serving: { ...own.serving, ...part } });
  return (
    <fieldset className="compare-side" disabled={running}>
      <legend>{name}</legend>
      <SettingRow label="Device">
        <Select
          label={`Device of ${name}`}
          small
          value={own.device ?? device}
          options={DEVICE_NAMES.map((value: DeviceName) => ({ value, label: DEVICE_LABELS[value] }))}
          onChange={(chosen) => change({ device: chosen })}
        />
      </SettingRow>
      {kept.length > 0 && (
        <SettingRow label="Network">
          <Select
            label={`Network of ${name}`}
            small
            value={String(own.networkId ?? '')}
            options={[
              { value: '', label: 'Present' },
              ...kept.map(({ id, name: label }) => ({ value: String(id), label })),
            ]}
            onChange={(id) => change({ networkId: id === '' ? null : Number(id) })}
          />
        </SettingRow>
      )}
      <SettingRow label="Pattern">
        <Select
          label={`Pattern of ${name}`}
          small
          value={serving.pattern}
          options={PATTERNS.map((value: Pattern) => ({ value, label: PATTERN_LABELS[value].label }))}
          onChange={(pattern) => changeServing({ pattern })}
        />
      </SettingRow>
      {serving.pattern === 'batched' && (
        <SettingRow label="Policy">
          <Select
            label={`Policy of ${name}`}
            small
            value={serving.policy}
            options={BATCH_POLICY_NAMES.map((value: BatchPolicyName) => ({
              value,
              label: BATCH_POLICIES[value].label,
            }))}
            onChange={(policy) => changeServing({ policy })}
          />
        </SettingRow>
      )}
      {NUMBERS.map(({ name: field, label, ...rest }) => (
        <NumberRow
          key={field}
          label={label}
          name={`${label} of ${name}`}
          value={serving[field]}
          range={LIMITS[field]}
          whole
          {...('unit' in rest ? { unit: rest.unit } : {})}
          onChange={(value) => changeServing({ [field]: value })}
        />
      ))}
    </fieldset>
  );
}
