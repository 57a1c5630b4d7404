/** How the results are cut into windows, in the terms of a streaming database. */
import * as say from '#messages/generated/windows.ts';
import type { WindowSpec } from '#trace/windows.ts';
import { Select } from '../../controls/Select.tsx';

/** Sizes that all overlaps divide into whole milliseconds. */
const SIZES_MS = [10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000];
const DELAYS_MS = [0, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000];
/** Windows that contain each result: size over hop. */
const OVERLAPS = [1, 2, 5, 10];

const TIMES = [
  { value: 'plannedMs', label: say.byArrival },
  { value: 'deliveredMs', label: say.byDelivery },
] as const;
const EMITS = [
  { value: 'close', label: say.emitOnClose },
  { value: 'update', label: say.emitOnUpdate },
] as const;

interface WindowSettingsProps {
  readonly spec: WindowSpec;
  onChange(spec: WindowSpec): void;
}

export function WindowSettings({ spec, onChange }: WindowSettingsProps) {
  const overlap = Math.round(spec.sizeMs / spec.hopMs);
  const cut = (sizeMs: number, windows: number): void =>
    onChange({ ...spec, sizeMs, hopMs: sizeMs / windows });
  return (
    <div className="window-settings">
      <Select
        small
        label={say.kind()}
        value={String(overlap)}
        options={OVERLAPS.map((windows) => ({
          value: String(windows),
          label: windows === 1 ? say.tumbling() : say.hopping({ time: spanText(spec.sizeMs / windows) }),
        }))}
        onChange={(windows) => cut(spec.sizeMs, Number(windows))}
      />
      <Select
        small
        label={say.size()}
        value={String(spec.sizeMs)}
        options={SIZES_MS.map((ms) => ({ value: String(ms), label: say.wide({ time: spanText(ms) }) }))}
        onChange={(sizeMs) => cut(Number(sizeMs), overlap)}
      />
      <Select
        small
        label={say.time()}
        value={spec.time}
        options={TIMES.map(({ value, label }) => ({ value, label: label() }))}
        onChange={(time) => onChange({ ...spec, time })}
      />
      <Select
        small
        label={say.delay()}
        value={String(spec.delayMs)}
        options={DELAYS_MS.map((ms) => ({ value: String(ms), label: say.behind({ time: spanText(ms) }) }))}
        onChange={(delayMs) => onChange({ ...spec, delayMs: Number(delayMs) })}
      />
      <Select
        small
        label={say.emit()}
        value={spec.emit}
        options={EMITS.map(({ value, label }) => ({ value, label: label() }))}
        onChange={(emit) => onChange({ ...spec, emit })}
      />
    </div>
  );
}

function spanText(ms: number): string {
  return ms >= 1_000 ? `${ms / 1_000}\u202fs` : `${ms}\u202fms`;
}
