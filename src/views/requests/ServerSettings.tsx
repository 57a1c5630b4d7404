/** How the server makes batches of requests and whom it serves first, under the names that serving systems use. */
import { BATCH_POLICIES, BATCH_POLICY_NAMES } from '#batching/registry.ts';
import type { ServingSpec } from '#experiment/experiment.ts';
import { LIMITS } from '#experiment/limits.ts';
import { Select } from '../controls/Select.tsx';
import { NumberRow, SettingRow } from '../controls/SettingRow.tsx';
import { SizesField } from './SizesField.tsx';
import { WarmUps } from './WarmUps.tsx';

const POLICIES = BATCH_POLICY_NAMES.map((value) => ({ value, label: BATCH_POLICIES[value].label }));

const FIELDS = [
  { name: 'maxBatchSize', label: 'Max batch size' },
  { name: 'maxQueueDelayUs', label: 'Max queue delay', unit: 'µs' },
  { name: 'maxQueueSize', label: 'Max queue size' },
  { name: 'instances', label: 'Instances' },
] as const;

export interface SettingsProps {
  readonly serving: ServingSpec;
  change(part: Partial<ServingSpec>): void;
}

export function ServerSettings({ serving, change }: SettingsProps) {
  return (
    <section className="group-settings" aria-label="Server">
      <h3>Server</h3>
      {serving.pattern === 'batched' && (
        <>
          <SettingRow label="Policy">
            <Select
              label="Batch policy"
              small
              value={serving.policy}
              options={POLICIES}
              onChange={(policy) => change({ policy })}
            />
          </SettingRow>
          <p className="load-about">{BATCH_POLICIES[serving.policy].about}</p>
        </>
      )}
      {FIELDS.map(({ name, label, ...rest }) => (
        <NumberRow
          key={name}
          label={label}
          value={serving[name]}
          range={LIMITS[name]}
          whole
          {...('unit' in rest ? { unit: rest.unit } : {})}
          onChange={(value) => change({ [name]: value })}
        />
      ))}
      <details className="more-settings">
        <summary>More server settings</summary>
        <MoreSettings serving={serving} change={change} />
      </details>
      <WarmUps />
    </section>
  );
}

function MoreSettings({ serving, change }: SettingsProps) {
  return (
    <>
      <SizesField
        label="Preferred sizes"
        sizes={serving.preferredBatchSizes}
        empty="none"
        most={LIMITS.preferredBatchSizes.max}
        onChange={(preferredBatchSizes) => change({ preferredBatchSizes })}
      />
      <SizesField
        label="Allowed sizes"
        sizes={serving.allowedBatchSizes}
        empty="powers of 2"
        most={LIMITS.allowedBatchSizes.max}
        onChange={(allowedBatchSizes) => change({ allowedBatchSizes })}
      />
      <NumberRow
        label="Queue timeout"
        name="Queue timeout, 0 for none"
        value={serving.defaultTimeoutUs / 1_000}
        range={{ min: 0, max: LIMITS.defaultTimeoutUs.max / 1_000 }}
        unit="ms"
        onChange={(ms) => change({ defaultTimeoutUs: Math.round(ms * 1_000) })}
      />
      <SettingRow label="When timed out">
        <Select
          label="When timed out"
          small
          value={serving.timeoutAction}
          options={[
            { value: 'reject', label: 'Reject' },
            { value: 'delay', label: 'Delay' },
          ]}
          onChange={(timeoutAction) => change({ timeoutAction })}
        />
      </SettingRow>
      <NumberRow
        label="Priority levels"
        value={serving.priorityLevels}
        range={LIMITS.priorityLevels}
        whole
        onChange={(priorityLevels) => change({ priorityLevels })}
      />
      <NumberRow
        label="Response cache"
        name="Response cache, answers kept"
        value={serving.responseCacheSize}
        range={LIMITS.responseCacheSize}
        whole
        onChange={(responseCacheSize) => change({ responseCacheSize })}
      />
      <label className="setting-row">
        <span>Preserve ordering</span>
        <input
          type="checkbox"
          checked={serving.preserveOrdering}
          onChange={(event) => change({ preserveOrdering: event.target.checked })}
        />
      </label>
    </>
  );
}
