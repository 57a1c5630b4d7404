/** What the network sees of a point: the engineered inputs as pictures over the plane. At least one stays chosen. */
import { useCallback, useState, type ReactNode } from 'react';
import { pointFeatures } from '../../data/pointFeatures.ts';
import { PLANE_RADIUS } from '../../data/Points.ts';
import { valueScale } from '../../paint/colorScale.ts';
import { createPixelSheet } from '../../paint/pixelSheet.ts';
import { FEATURES, type Feature } from '../../spec/vocabulary.ts';
import { Canvas, type Paint } from '../Canvas.tsx';
import { useCommands } from '../CommandsContext.ts';
import { useExperiment } from '../useExperiment.ts';
import { FEATURE_WORDS } from '../words.ts';
import './InputsPicker.css';

export function InputsPicker() {
  const { edit } = useCommands();
  const chosen = useExperiment((experiment) => experiment.data.features ?? DEFAULT_FEATURES);
  const toggle = (feature: Feature): void =>
    edit((experiment) => {
      const before = experiment.data.features ?? DEFAULT_FEATURES;
      const next = FEATURES.filter((each) => before.includes(each) !== (each === feature));
      return next.length === 0 ? experiment : { ...experiment, data: { ...experiment.data, features: next } };
    });
  return (
    <section className="group" aria-label="Inputs">
      <div className="region-head">
        <h2>Inputs</h2>
        <span className="region-note">
          {chosen.length} of {FEATURES.length}
        </span>
      </div>
      <div className="inputs-picker">
        {FEATURES.map((feature) => {
          const on = chosen.includes(feature);
          const last = on && chosen.length === 1;
          return (
            <button
              key={feature}
              type="button"
              className="input-choice"
              aria-pressed={on}
              aria-label={FEATURE_WORDS[feature]}
              aria-disabled={last}
              title={last ? 'The last input stays' : FEATURE_WORDS[feature]}
              onClick={() => toggle(feature)}
            >
              <FeatureThumb feature={feature} />
              <span className="formula">{FORMULAS[feature]}</span>
            </button>
          );
        })}
      </div>
    </section>
  );
}
const DEFAULT_FEATURES: readonly Feature[] = ['x1', 'x2'];

const FORMULAS: Readonly<Record<Feature, ReactNode>> = {
  x1: <X index={1} />,
  x2: <X index={2} />,
  'x1^2': (
    <>
      <X index={1} />
      <sup>2</sup>
    </>
  ),
  'x2^2': (
    <>
      <X index={2} />
      <sup>2</sup>
    </>
  ),
  'x1*x2': (
    <>
      <X index={1} />
      <X index={2} />
    </>
  ),
  'sin(x1)': (
    <>
      sin <X index={1} />
    </>
  ),
  'sin(x2)': (
    <>
      sin <X index={2} />
    </>
  ),
};

function X({ index }: { readonly index: number }) {
  return (
    <>
      <i>x</i>
      <sub>{index}</sub>
    </>
  );
}

/** Pixels along the side of a picture's grid; the browser smooths between them. */
const SIDE = 24;

function FeatureThumb({ feature }: { readonly feature: Feature }) {
  const [sheet] = useState(createPixelSheet);
  const paint = useCallback<Paint>(
    (context, widthPx, heightPx, theme) => {
      const scale = valueScale(theme);
      const values = featureGrid(feature);
      sheet.fill(1, SIDE, SIDE, (_index, pixels, start, stride) => {
        values.forEach((value, i) => {
          pixels[start + Math.floor(i / SIDE) * stride + (i % SIDE)] = scale.pixel(value);
        });
      });
      sheet.draw(context, 0, 0, 0, widthPx, heightPx, true);
    },
    [sheet, feature],
  );
  return <Canvas className="input-thumb" paint={paint} label="" />;
}

/** The feature over the plane, divided by its largest size, row 0 at x2 = +6. */
function featureGrid(feature: Feature): Float32Array {
  const at = (i: number): number => ((i + 0.5) / SIDE) * 2 * PLANE_RADIUS - PLANE_RADIUS;
  const points = Float32Array.from({ length: SIDE * SIDE * 2 }, (_, i) => {
    const cell = i >> 1;
    return i % 2 === 0 ? at(cell % SIDE) : -at(Math.floor(cell / SIDE));
  });
  const values = pointFeatures(points, [feature]);
  const most = values.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0);
  return values.map((value) => value / most);
}
