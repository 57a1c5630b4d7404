/** Epoch and speed of training. Its width is fixed, so that nothing beside it moves. */
import { useStore } from 'zustand';
import type { MetCondition } from '#experiment/MetCondition.ts';
import * as say from '#messages/generated/topbar.ts';
import { rateText, settingText } from '#messages/numberText.ts';
import { trainingStore } from '#state/trainingStore.ts';
import { Rich } from '../Rich.tsx';

export function EpochReadout() {
  const epoch = useStore(trainingStore, (state) => Math.floor(state.metrics?.epoch ?? 0));
  return (
    <div className="epoch-readout">
      <span>
        <Rich text={say.epoch({ epoch })} />
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
  const isLookingBack = useStore(trainingStore, (state) => state.isLookingBack);
  const step = useStore(trainingStore, (state) => state.metrics?.step ?? 0);
  const met = useStore(trainingStore, (state) => state.met);
  switch (phase) {
    case 'starting':
      return say.starting();
    case 'loading':
      return say.loadingData();
    case 'stopped':
      return say.stopped();
    case 'playing':
      return epochsPerSecond > 0 ? say.rate({ rate: rateText(epochsPerSecond) }) : '';
    default:
      if (isLookingBack) return say.lookingBack();
      return met ? endText(met) : say.step({ step });
  }
}

/** What ended the run, in a few words: `state/stopText.ts` has the sentence of the notice. */
function endText(met: MetCondition): string {
  switch (met.code) {
    case 'epochs':
      return say.metEpochs();
    case 'seconds':
      return say.metSeconds();
    case 'lossBelow':
      return say.metLoss({ limit: settingText(met.limit) });
    case 'plateau':
      return say.metPlateau();
  }
}
