/** One device in the table. Speeds have a bar relative to the fastest device. */
import type { Commands } from '#commands/Commands.ts';
import type { DeviceName } from '#experiment/vocabulary.ts';
import * as say from '#messages/generated/devices.ts';
import { DEVICE_LABELS } from '#scene/labels.ts';
import { rateText, unitText } from '#messages/numberText.ts';
import { useCommands } from '../CommandsContext.ts';
import type { DeviceFacts } from './DeviceFacts.ts';

interface DeviceRowProps {
  readonly name: DeviceName;
  /** Null before it is tried. */
  readonly facts: DeviceFacts | null;
  readonly inUse: boolean;
  readonly mostSteps: number;
  readonly mostRequests: number;
}

export function DeviceRow({ name, facts, inUse, mostSteps, mostRequests }: DeviceRowProps) {
  const commands = useCommands();
  const device = DEVICE_LABELS[name];
  return (
    <tr data-in-use={inUse}>
      <th scope="row">{device}</th>
      <td data-label={say.state()}>
        <span className="device-state">
          <i className="status-dot" data-tone={toneOf(facts)} />
          {stateOf(facts, inUse)}
        </span>
      </td>
      {facts?.works === false ? (
        <td className="device-reason" colSpan={6}>
          {facts.reason}
        </td>
      ) : (
        <DeviceMetrics facts={facts} mostSteps={mostSteps} mostRequests={mostRequests} />
      )}
      <td>
        {!inUse && (
          <button
            type="button"
            className="button"
            aria-label={facts?.works ? say.takeDevice({ device }) : say.tryDevice({ device })}
            onClick={() => switchTo(name, commands)}
          >
            {facts?.works ? say.takeIt() : say.tryIt()}
          </button>
        )}
      </td>
    </tr>
  );
}

function DeviceMetrics({
  facts,
  mostSteps,
  mostRequests,
}: Pick<DeviceRowProps, 'facts' | 'mostSteps' | 'mostRequests'>) {
  return (
    <>
      <td data-label={say.adapter()}>{adapterOf(facts)}</td>
      <td data-label={say.path()}>{facts?.path ?? '–'}</td>
      <td data-label={say.selfTestError()}>
        {facts?.selfTestError?.toExponential(1).replace('-', '−') ?? '–'}
      </td>
      <td data-label={say.warmUp()}>
        {facts?.warmUpMs === undefined ? '–' : unitText(facts.warmUpMs, 0, 'ms')}
      </td>
      <td data-label={say.stepsPerSecond()}>
        <Rate value={facts?.stepsPerSecond} most={mostSteps} />
      </td>
      <td data-label={say.requestsPerSecond()}>
        <Rate value={facts?.requestsPerSecond} most={mostRequests} />
      </td>
    </>
  );
}

function Rate({ value, most }: { readonly value: number | undefined; readonly most: number }) {
  if (value === undefined) return <span className="device-rate">–</span>;
  return (
    <span className="device-rate">
      <b>{rateText(value)}</b>
      <i style={{ width: `${most > 0 ? (value / most) * 100 : 0}%` }} />
    </span>
  );
}

const switchTo = (name: DeviceName, commands: Commands): void => commands.useDevice(name);

function toneOf(facts: DeviceFacts | null): string {
  if (!facts) return 'waiting';
  if (facts.setAside) return 'waiting';
  if (!facts.works) return 'error';
  return facts.name === 'webgpu' && facts.software !== true ? 'ok' : 'warn';
}

function stateOf(facts: DeviceFacts | null, inUse: boolean): string {
  if (!facts) return say.notTried();
  if (facts.setAside) return say.setAside();
  if (!facts.works) return say.doesNotWork();
  return inUse ? say.inUse() : say.works();
}

function adapterOf(facts: DeviceFacts | null): string {
  if (!facts?.works) return '–';
  const kind = facts.name === 'webgpu' ? (facts.software === true ? say.software() : say.hardware()) : '';
  const threads =
    facts.threads !== undefined && facts.threads > 1 ? say.threads({ count: facts.threads }) : '';
  const parts = [facts.adapter ?? '', kind, threads].filter((part) => part !== '');
  return parts.length === 0 ? '–' : parts.join(', ');
}
