/** Epoch and speed of training. Its width is fixed, so that nothing beside it moves. */
import { useStore } from 'zustand';
import { countText, rateText } from '#messages/numberText.ts';
import { trainingStore } from '#state/trainingStore.ts';

export function EpochReadout() {
  const epoch = useStore(trainingStore, (state) => Math.floor(state.metrics?.epoch ?? 0));
  return (
    <div className="epoch-readout">
      <span>
        Epoch <b>{countText(epoch)}</b>
      </span>
      <small>
        <Rate />
      </small>
    </div>
  );
}

function Rate() {
  const phase = useStore(trainingStore, (state) => state.phase);
  const epochsPerSecond = useStore(trainingStore, (state) => state.epochsPerSecond);
  const step = useStore(trainingStore, (state) => state.metrics?.step ?? 0);
  switch (phase) {
    case 'starting':
      return 'starting';
    case 'loading':
      return 'loading the data';
    case 'stopped':
      return 'stopped';
    case 'playing':
      return epochsPerSecond > 0 ? `${rateText(epochsPerSecond)} epochs/s` : '';
    default:
      return `step ${countText(step)}`;
  }
}
