/** What one side of a comparison changes: device, network, and batching. */
import { useStore } from 'zustand';
import type { ServingSpec } from '#experiment/experiment.ts';
import { LIMITS } from '#experiment/limits.ts';
import { DEVICE_NAMES, type DeviceName } from '#experiment/vocabulary.ts';
import * as say from '#messages/generated/compare.ts';
import * as server from '#messages/generated/serverSettings.ts';
import { DEVICE_LABELS } from '#scene/labels.ts';
import { compareStore, type CompareSide } from '#state/compareStore.ts';
import { deviceStore } from '#state/deviceStore.ts';
import { useCommands } from '../../CommandsContext.ts';
import { Select } from '../../controls/Select.tsx';
import { NumberRow, SettingRow } from '../../controls/SettingRow.tsx';
import { useExperiment } from '../../useExperiment.ts';
import { patternOptions } from '../LoadPanel.tsx';
import { policyOptions } from '../ServerSettings.tsx';

const NUMBERS = [
  { name: 'maxBatchSize', label: server.maxBatchSize },
  { name: 'maxQueueDelayUs', label: server.maxQueueDelay, unit: 'µs' },
  { name: 'instances', label: server.instances },
] as const;

export function CompareSideForm({ side }: { readonly side: 0 | 1 }) {
  const own = useStore(compareStore, ({ sides }) => sides[side]);
  const kept = useStore(compareStore, (state) => state.kept);
  const running = useStore(compareStore, ({ phase }) => phase !== 'idle');
  const present = useExperiment(({ serving }) => serving);
  const device = useStore(deviceStore, ({ report }) => report?.name ?? 'wasm');
  const serving: ServingSpec = { ...present, ...own.serving };
  const name = side === 0 ? 'A' : 'B';
  const nameOf = (setting: string): string => say.ofSide({ setting, side: name });
  const commands = useCommands();
  const change = (part: Partial<CompareSide>): void => commands.setCompareSide(side, part);
  const changeServing = (part: Partial<ServingSpec>): void =>
    change({ serving: { ...own.serving, ...part } });
  return (
    <fieldset className="compare-side" disabled={running}>
      <legend>{name}</legend>
      <SettingRow label={say.device()}>
        <Select
          label={nameOf(say.device())}
          small
          value={own.device ?? device}
          options={DEVICE_NAMES.map((value: DeviceName) => ({ value, label: DEVICE_LABELS[value] }))}
          onChange={(chosen) => change({ device: chosen })}
        />
      </SettingRow>
      {kept.length > 0 && (
        <SettingRow label={say.network()}>
          <Select
            label={nameOf(say.network())}
            small
            value={String(own.networkId ?? '')}
            options={[
              { value: '', label: say.present() },
              ...kept.map(({ id, name: label }) => ({ value: String(id), label })),
            ]}
            onChange={(id) => change({ networkId: id === '' ? null : Number(id) })}
          />
        </SettingRow>
      )}
      <SettingRow label={say.pattern()}>
        <Select
          label={nameOf(say.pattern())}
          small
          value={serving.pattern}
          options={patternOptions()}
          onChange={(pattern) => changeServing({ pattern })}
        />
      </SettingRow>
      {serving.pattern === 'batched' && (
        <SettingRow label={say.policy()}>
          <Select
            label={nameOf(say.policy())}
            small
            value={serving.policy}
            options={policyOptions()}
            onChange={(policy) => changeServing({ policy })}
          />
        </SettingRow>
      )}
      {NUMBERS.map(({ name: field, label, ...rest }) => (
        <NumberRow
          key={field}
          label={label()}
          name={nameOf(label())}
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
