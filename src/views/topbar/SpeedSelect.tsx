/** Speed of playing: as fast as the device can, or slow enough to follow. */
import { useStore } from 'zustand';
import { trainingStore, type Speed } from '#state/trainingStore.ts';
import { useCommands } from '../CommandsContext.ts';
import { Select } from '../controls/Select.tsx';
import { useLayout } from '../useLayout.ts';

const SPEEDS: readonly { readonly speed: Speed; readonly label: string }[] = [
  { speed: null, label: 'As fast as it goes' },
  { speed: 100, label: '100 epochs/s' },
  { speed: 30, label: '30 epochs/s' },
  { speed: 10, label: '10 epochs/s' },
  { speed: 3, label: '3 epochs/s' },
  { speed: 1, label: '1 epoch/s' },
];
const key = (speed: Speed): string => String(speed ?? 'max');

export function SpeedSelect() {
  const { setSpeed } = useCommands();
  const speed = useStore(trainingStore, (state) => state.speed);
  const layout = useLayout();
  const narrow = layout === 'narrow' || layout === 'tablet';
  const known = SPEEDS.some((entry) => entry.speed === speed);
  const entries = known ? SPEEDS : [...SPEEDS, { speed, label: `${String(speed)} epochs/s` }];
  return (
    <Select
      label="Speed of training"
      value={key(speed)}
      options={entries.map((entry) => ({
        value: key(entry.speed),
        label: narrow && entry.speed === null ? 'Full speed' : entry.label,
      }))}
      onChange={(value) => setSpeed(entries.find((entry) => key(entry.speed) === value)?.speed ?? null)}
    />
  );
}
