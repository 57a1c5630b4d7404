/** Choice of the input features, each with its map over the plane. At least one stays chosen. */
import { useCallback, useState } from 'react';
import { pointFeatures } from '#data/pointFeatures.ts';
import { PLANE_RADIUS } from '#datasets/Points.ts';
import { valueScale } from '#canvas/colorScale.ts';
import { createPixelSheet } from '#canvas/pixelSheet.ts';
import { PLAIN_FEATURES, toggleFeature } from '#experiment/inputNames.ts';
import { FEATURES, type Feature } from '#experiment/vocabulary.ts';
import * as say from '#messages/generated/data.ts';
import { Canvas, type Paint } from '../Canvas.tsx';
import { useCommands } from '../CommandsContext.ts';
import { Button } from '../controls/Button.tsx';
import { Toolbar } from '../controls/Toolbar.tsx';
import { useExperiment } from '../useExperiment.ts';
import { featureWords } from '#scene/labels.ts';
import './InputsPicker.css';
import { hint } from '../hint/hint.ts';

export function InputsPicker() {
  const { edit } = useCommands();
  const chosen = useExperiment((experiment) => experiment.data.features ?? PLAIN);
  const toggle = (feature: Feature): void =>
    edit((experiment) => {
      const next = toggleFeature(experiment.data.features ?? PLAIN_FEATURES, feature);
      return next.length === 0 ? experiment : { ...experiment, data: { ...experiment.data, features: next } };
    });
  return (
    <section className="group" aria-label={say.inputs()}>
      <div className="region-head">
        <h2>{say.inputs()}</h2>
        <span className="region-note">{say.chosenOf({ chosen: chosen.length, all: FEATURES.length })}</span>
      </div>
      <Toolbar className="inputs-picker" label={say.inputs()}>
        {FEATURES.map((feature) => {
          const on = chosen.includes(feature);
          const last = on && chosen.length === 1;
          return (
            <Button
              key={feature}
              className="input-choice"
              aria-pressed={on}
              aria-label={say.featureWithFormula({ name: featureWords(feature), formula: FORMULAS[feature] })}
              disabled={last}
              {...hint(last ? say.oneInputNeeded() : featureWords(feature))}
              onClick={() => toggle(feature)}
            >
              <FeatureThumb feature={feature} />
              <Formula feature={feature} />
            </Button>
          );
        })}
      </Toolbar>
    </section>
  );
}
const PLAIN: readonly string[] = PLAIN_FEATURES;

/** With Unicode superscripts and subscripts, so that the visible name is part of the accessible one. */
const FORMULAS: Readonly<Record<Feature, string>> = {
  x1: 'x₁',
  x2: 'x₂',
  'x1^2': 'x₁²',
  'x2^2': 'x₂²',
  'x1*x2': 'x₁x₂',
  'sin(x1)': 'sin x₁',
  'sin(x2)': 'sin x₂',
};

/** Variables in italics, functions and digits upright. */
function Formula({ feature }: { readonly feature: Feature }) {
  const parts = FORMULAS[feature].split(/(x)/);
  return <span className="formula">{parts.map((part, i) => (part === 'x' ? <i key={i}>x</i> : part))}</span>;
}

/** Grid points per side of a map; the browser smooths between them. */
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
