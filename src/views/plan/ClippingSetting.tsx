/** Gradient clipping: what bounds the gradient before the optimiser takes its step. */
import { LIMITS } from '#experiment/limits.ts';
import * as say from '#messages/generated/planPanels.ts';
import { CLIPPINGS } from '#nn/clipping.ts';
import { CLIPPING_LABELS } from '#scene/labels.ts';
import { NumberRow } from '../controls/SettingRow.tsx';
import { Segmented } from '../controls/Segmented.tsx';
import { useExperiment } from '../useExperiment.ts';
import { useTrainingChange } from './useTrainingChange.ts';

export function ClippingSetting() {
  const clip = useExperiment((experiment) => experiment.training.clip);
  const change = useTrainingChange();
  const set = (part: Partial<typeof clip>): void =>
    change((training) => ({ ...training, clip: { ...training.clip, ...part } }));
  return (
    <section className="plan-panel-part" aria-label={say.clipping()}>
      <h3 className="plan-panel-title">{say.clipping()}</h3>
      <Segmented
        label={say.clipping()}
        value={clip.by}
        options={CLIPPINGS.map((value) => ({ value, label: CLIPPING_LABELS[value].short }))}
        onChange={(by) => set({ by })}
      />
      {clip.by !== 'none' && (
        <NumberRow
          label={clip.by === 'norm' ? say.clipNormLimit() : say.clipValueLimit()}
          value={clip.limit}
          range={LIMITS.clip}
          onChange={(limit) => set({ limit })}
        />
      )}
      <p className="plan-panel-note">{CLIPPING_LABELS[clip.by].about}.</p>
    </section>
  );
}
