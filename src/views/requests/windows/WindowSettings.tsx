/** How the results are cut into windows, in the terms of a streaming database. */
import type { WindowSpec } from '#trace/windows.ts';
import { Select } from '../../controls/Select.tsx';

/** Sizes that all overlaps divide into whole milliseconds. */
const SIZES_MS = [10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000];
const DELAYS_MS = [0, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000];
/** Windows that contain each result: size over hop. */
const OVERLAPS = [1, 2, 5, 10];

const SIZES = SIZES_MS.map((ms) => ({ value: String(ms), label: `${spanText(ms)} wide` }));
const DELAYS = DELAYS_MS.map((ms) => ({ value: String(ms), label: `Watermark ${spanText(ms)} behind` }));
const TIMES = [
  { value: 'plannedMs', label: 'By planned arrival' },
  { value: 'deliveredMs', label: 'By delivery' },
] as const;
const EMITS = [
  { value: 'close', label: 'Emit on window close' },
  { value: 'update', label: 'Emit on update' },
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
        label="Kind of windows"
        value={String(overlap)}
        options={OVERLAPS.map((windows) => ({
          value: String(windows),
          label: windows === 1 ? 'Tumbling' : `Hopping, every ${spanText(spec.sizeMs / windows)}`,
        }))}
        onChange={(windows) => cut(spec.sizeMs, Number(windows))}
      />
      <Select
        small
        label="Size of a window"
        value={String(spec.sizeMs)}
        options={SIZES}
        onChange={(sizeMs) => cut(Number(sizeMs), overlap)}
      />
      <Select
        small
        label="Time of a result"
        value={spec.time}
        options={TIMES}
        onChange={(time) => onChange({ ...spec, time })}
      />
      <Select
        small
        label="Delay of the watermark"
        value={String(spec.delayMs)}
        options={DELAYS}
        onChange={(delayMs) => onChange({ ...spec, delayMs: Number(delayMs) })}
      />
      <Select
        small
        label="When a window is emitted"
        value={spec.emit}
        options={EMITS}
        onChange={(emit) => onChange({ ...spec, emit })}
      />
    </div>
  );
}

function spanText(ms: number): string {
  return ms >= 1_000 ? `${ms / 1_000}\u2009s` : `${ms}\u2009ms`;
}
