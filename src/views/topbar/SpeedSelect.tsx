/** Speed of playing: as fast as the device can, or slow enough to follow. */
import { useStore } from 'zustand';
import * as say from '#messages/generated/topbar.ts';
import { trainingStore, type Speed } from '#state/trainingStore.ts';
import { useCommands } from '../CommandsContext.ts';
import { Select } from '../controls/Select.tsx';
import { useLayout } from '../useLayout.ts';

const SPEEDS: readonly Speed[] = [null, 100, 30, 10, 3, 1];
const key = (speed: Speed): string => String(speed ?? 'max');

export function SpeedSelect() {
  const { setSpeed } = useCommands();
  const speed = useStore(trainingStore, (state) => state.speed);
  const layout = useLayout();
  const narrow = layout === 'narrow' || layout === 'tablet';
  const speeds = SPEEDS.includes(speed) ? SPEEDS : [...SPEEDS, speed];
  const textOf = (each: Speed): string => {
    if (each !== null) return say.speed({ speed: each });
    return narrow ? say.fullSpeed() : say.fullSpeedLong();
  };
  return (
    <Select
      label={say.speedOfTraining()}
      value={key(speed)}
      options={speeds.map((each) => ({ value: key(each), label: textOf(each) }))}
      onChange={(value) => setSpeed(speeds.find((each) => key(each) === value) ?? null)}
    />
  );
}
