/** How the server makes batches of requests and whom it serves first, under the names that serving systems use. */
import { BATCH_POLICY_NAMES } from '#batching/registry.ts';
import type { ServingSpec } from '#experiment/experiment.ts';
import { LIMITS } from '#experiment/limits.ts';
import * as say from '#messages/generated/serverSettings.ts';
import { POLICY_LABELS } from '#scene/labels.ts';
import { Select } from '../controls/Select.tsx';
import { NumberRow, SettingRow } from '../controls/SettingRow.tsx';
import { SizesField } from './SizesField.tsx';
import { WarmUps } from './WarmUps.tsx';

/** Of a choice among the batch policies. */
export const policyOptions = () =>
  BATCH_POLICY_NAMES.map((value) => ({ value, label: POLICY_LABELS[value].label }));

const FIELDS = [
  { name: 'maxBatchSize', label: say.maxBatchSize },
  { name: 'maxQueueDelayUs', label: say.maxQueueDelay, unit: 'µs' },
  { name: 'maxQueueSize', label: say.maxQueueSize },
  { name: 'instances', label: say.instances },
] as const;

export interface SettingsProps {
  readonly serving: ServingSpec;
  change(part: Partial<ServingSpec>): void;
}

export function ServerSettings({ serving, change }: SettingsProps) {
  return (
    <section className="group-settings" aria-label={say.server()}>
      <h3>{say.server()}</h3>
      {serving.pattern === 'batched' && (
        <>
          <SettingRow label={say.policy()}>
            <Select
              label={say.batchPolicy()}
              small
              value={serving.policy}
              options={policyOptions()}
              onChange={(policy) => change({ policy })}
            />
          </SettingRow>
          <p className="load-about">{POLICY_LABELS[serving.policy].about}</p>
        </>
      )}
      {FIELDS.map(({ name, label, ...rest }) => (
        <NumberRow
          key={name}
          label={label()}
          value={serving[name]}
          range={LIMITS[name]}
          whole
          {...('unit' in rest ? { unit: rest.unit } : {})}
          onChange={(value) => change({ [name]: value })}
        />
      ))}
      <details className="more-settings">
        <summary>{say.more()}</summary>
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
        label={say.preferredSizes()}
        sizes={serving.preferredBatchSizes}
        empty={say.none()}
        most={LIMITS.preferredBatchSizes.max}
        onChange={(preferredBatchSizes) => change({ preferredBatchSizes })}
      />
      <SizesField
        label={say.allowedSizes()}
        sizes={serving.allowedBatchSizes}
        empty={say.powersOfTwo()}
        most={LIMITS.allowedBatchSizes.max}
        onChange={(allowedBatchSizes) => change({ allowedBatchSizes })}
      />
      <NumberRow
        label={say.queueTimeout()}
        name={say.queueTimeoutZero()}
        value={serving.defaultTimeoutUs / 1_000}
        range={{ min: 0, max: LIMITS.defaultTimeoutUs.max / 1_000 }}
        unit="ms"
        onChange={(ms) => change({ defaultTimeoutUs: Math.round(ms * 1_000) })}
      />
      <SettingRow label={say.whenTimedOut()}>
        <Select
          label={say.whenTimedOut()}
          small
          value={serving.timeoutAction}
          options={[
            { value: 'reject', label: say.reject() },
            { value: 'delay', label: say.delay() },
          ]}
          onChange={(timeoutAction) => change({ timeoutAction })}
        />
      </SettingRow>
      <NumberRow
        label={say.priorityLevels()}
        value={serving.priorityLevels}
        range={LIMITS.priorityLevels}
        whole
        onChange={(priorityLevels) => change({ priorityLevels })}
      />
      <NumberRow
        label={say.responseCache()}
        name={say.responsesKept()}
        value={serving.responseCacheSize}
        range={LIMITS.responseCacheSize}
        whole
        onChange={(responseCacheSize) => change({ responseCacheSize })}
      />
      <label className="setting-row">
        <span>{say.preserveOrdering()}</span>
        <input
          type="checkbox"
          checked={serving.preserveOrdering}
          onChange={(event) => change({ preserveOrdering: event.target.checked })}
        />
      </label>
    </>
  );
}
