/** Choice of the inputs, each with its map over the plane: features, and formulas of one's own. At least one stays chosen. */
import { Plus } from 'lucide-react';
import { featureName, isEngineered, PLAIN_FEATURES, toggleFeature } from '#experiment/inputNames.ts';
import { FEATURES, type Feature } from '#experiment/vocabulary.ts';
import * as say from '#messages/generated/data.ts';
import * as words from '#messages/generated/formula.ts';
import { useCommands } from '../CommandsContext.ts';
import { Button } from '../controls/Button.tsx';
import { Popover } from '../controls/Popover.tsx';
import { Toolbar } from '../controls/Toolbar.tsx';
import { useExperiment } from '../useExperiment.ts';
import { featureWords } from '#scene/labels.ts';
import { hint } from '../hint/hint.ts';
import { lazyView } from '../lazyView.tsx';
import { FeatureThumb } from './FeatureThumb.tsx';
import './InputsPicker.css';

const FormulaInput = lazyView(() => import('./drawing.ts').then((module) => module.FormulaInput));

export function InputsPicker() {
  const { edit } = useCommands();
  const chosen = useExperiment((experiment) => experiment.data.features ?? PLAIN);
  const toggle = (feature: Feature): void =>
    edit((experiment) => {
      const next = toggleFeature(experiment.data.features ?? PLAIN_FEATURES, feature);
      return next.length === 0 ? experiment : { ...experiment, data: { ...experiment.data, features: next } };
    });
  const formulas = chosen.filter((each) => !isEngineered(each));
  return (
    <section className="group" aria-label={say.inputs()}>
      <div className="region-head">
        <h2>{say.inputs()}</h2>
        <span className="region-note">
          {say.chosenOf({ chosen: chosen.length, all: FEATURES.length + formulas.length })}
        </span>
      </div>
      <div className="inputs-picker">
        <Toolbar className="inputs-features" label={say.inputs()}>
          {FEATURES.map((feature) => {
            const on = chosen.includes(feature);
            const last = on && chosen.length === 1;
            return (
              <Button
                key={feature}
                className="input-choice"
                aria-pressed={on}
                aria-label={say.featureWithFormula({
                  name: featureWords(feature),
                  formula: FORMULAS[feature],
                })}
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
        <div className="inputs-formulas" role="group" aria-label={words.inputs()}>
          {formulas.map((feature) => (
            <Popover
              key={feature}
              className="input-choice input-formula"
              label={words.editInput({ name: featureName(feature) })}
              face={
                <>
                  <FeatureThumb feature={feature} />
                  <span className="input-name">{featureName(feature)}</span>
                </>
              }
            >
              {(close) => <FormulaInput feature={feature} close={close} />}
            </Popover>
          ))}
          <Popover
            className="input-choice input-add"
            label={words.addInput()}
            face={
              <>
                <span className="input-thumb">
                  <Plus size={18} strokeWidth={1.75} aria-hidden />
                </span>
                <span className="input-name">{words.formula()}</span>
              </>
            }
          >
            {(close) => <FormulaInput feature={null} close={close} />}
          </Popover>
        </div>
      </div>
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
