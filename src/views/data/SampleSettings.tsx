/** Number of samples, noise, share of the training part, and seed. */
import { Shuffle } from 'lucide-react';
import type { NoiseKind } from '#datasets/DataSet.ts';
import { factsOf } from '#experiment/dataFacts.ts';
import type { DataSpec } from '#experiment/experiment.ts';
import { LIMITS } from '#experiment/limits.ts';
import * as say from '#messages/generated/data.ts';
import { countText, percentText } from '#messages/numberText.ts';
import { useCommands } from '../CommandsContext.ts';
import { NumberField } from '../controls/NumberField.tsx';
import { Slider } from '../controls/Slider.tsx';
import { hint } from '../hint/hint.ts';
import { useExperiment } from '../useExperiment.ts';
import { SamplesSelect } from './SamplesSelect.tsx';

/** Counts of the slider: roughly geometric, so that small sets can be set as finely as large ones. */
const COUNT_STEPS = [
  10, 20, 30, 50, 75, 100, 150, 200, 250, 300, 342, 400, 500, 750, 1_000, 1_500, 2_000, 3_000, 5_000, 7_500,
  10_000,
];

/** What noise does to a set. */
const NOISES: Readonly<Record<NoiseKind, () => string>> = {
  labels: say.noiseLabels,
  clouds: say.noiseClouds,
  points: say.noisePoints,
  values: say.noiseValues,
};

export function SampleSettings() {
  const { edit } = useCommands();
  const data = useExperiment((experiment) => experiment.data);
  const facts = factsOf(data);
  const change = (part: Partial<DataSpec>, gesture?: string): void =>
    edit((experiment) => ({ ...experiment, data: { ...experiment.data, ...part } }), gesture);
  const { min, max } = facts.samples;
  const steps = COUNT_STEPS.filter((count) => count > min && count < max);
  const counts = [min, ...steps, max];
  const samples = data.samples === 'all' ? max : data.samples;
  const place = counts.findLastIndex((count) => count <= samples);
  const another = facts.kind === 'plane' ? say.newPoints() : say.newSplit();
  return (
    <div className="sample-settings">
      {facts.kind === 'image' ? (
        <SamplesSelect />
      ) : (
        <Slider
          label={say.samples()}
          value={Math.max(0, place)}
          min={0}
          max={counts.length - 1}
          step={1}
          text={countText(samples)}
          onChange={(next, gesture) => change({ samples: counts[next] ?? samples }, gesture)}
        />
      )}
      {facts.noise !== null && (
        <Slider
          label={say.noise()}
          value={Math.round(data.noise * 100)}
          min={LIMITS.noise.min * 100}
          max={Math.max(50, Math.round(data.noise * 100))}
          step={1}
          text={percentText(data.noise, 0)}
          hint={NOISES[facts.noise]()}
          onChange={(next, gesture) => change({ noise: next / 100 }, gesture)}
        />
      )}
      {!(facts.kind === 'image' && data.samples === 'all') && (
        <Slider
          label={say.training()}
          value={Math.round(data.trainShare * 100)}
          min={LIMITS.trainShare.min * 100}
          max={LIMITS.trainShare.max * 100}
          step={1}
          text={percentText(data.trainShare, 0)}
          onChange={(next, gesture) => change({ trainShare: next / 100 }, gesture)}
        />
      )}
      <div className="seed-setting">
        <span className="seed-label">{say.seed()}</span>
        <span className="seed-value">
          <NumberField
            label={say.seedOfData()}
            value={data.seed}
            min={LIMITS.seed.min}
            max={LIMITS.seed.max}
            whole
            onChange={(seed) => change({ seed })}
          />
          <button
            type="button"
            className="button-plain"
            aria-label={another}
            {...hint(another)}
            onClick={() => change({ seed: (data.seed + 1) % (LIMITS.seed.max + 1) })}
          >
            <Shuffle size={16} strokeWidth={1.75} aria-hidden />
          </button>
        </span>
      </div>
    </div>
  );
}
