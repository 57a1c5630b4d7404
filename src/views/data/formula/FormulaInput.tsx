/** One input by formula in its popover: text, optional name, picture, and range on the map; to add, change or remove. */
import { useMemo, useState } from 'react';
import { formulaScaling } from '#data/formulaScaling.ts';
import { planeGrid } from '#data/planeGrid.ts';
import { compileFeature, featureProblem, inOrder } from '#experiment/features.ts';
import { featureName, isEngineered, PLAIN_FEATURES, splitName } from '#experiment/inputNames.ts';
import { LIMITS } from '#experiment/limits.ts';
import { FormulaError } from '#formula/FormulaError.ts';
import * as say from '#messages/generated/formula.ts';
import * as formulaErrors from '#messages/generated/formulaErrors.ts';
import { percentText, settingText } from '#messages/numberText.ts';
import { useCommands } from '../../CommandsContext.ts';
import { Button } from '../../controls/Button.tsx';
import { hint } from '../../hint/hint.ts';
import { useExperiment } from '../../useExperiment.ts';
import { FeatureThumb } from '../FeatureThumb.tsx';
import { FormulaField } from './FormulaField.tsx';

interface FormulaInputProps {
  /** As in `data.features`; null for a new one. */
  readonly feature: string | null;
  close(): void;
}

export function FormulaInput({ feature, close }: FormulaInputProps) {
  const { edit } = useCommands();
  const features = useExperiment(({ data }) => data.features) ?? PLAIN;
  const [formula, setFormula] = useState(feature === null ? '' : splitName(feature).formula);
  const [name, setName] = useState(feature === null ? '' : (splitName(feature).name ?? ''));
  const [told, setTold] = useState(false);
  const text = composed(name, formula);
  const problem = useMemo(() => problemOf(name, formula), [name, formula]);
  const nameProblem = problemOfName(name, text, features, feature);
  const setFeatures = (next: readonly string[]): void => {
    edit((experiment) => ({ ...experiment, data: { ...experiment.data, features: inOrder(next) } }));
    close();
  };
  const take = (): void => {
    setTold(true);
    if (problem || nameProblem) return;
    if (text === feature) return close();
    setFeatures(
      feature === null ? [...features, text] : features.map((each) => (each === feature ? text : each)),
    );
  };
  const isLast = features.length === 1;
  const isFull = feature === null && features.length >= LIMITS.features.max;
  return (
    <div className="formula-input">
      <FormulaField
        label={say.anInput()}
        before={say.anInput()}
        text={formula}
        placeholder={say.example()}
        problem={problem}
        told={told}
        onChange={setFormula}
        onEnter={take}
      />
      <label className="formula-name">
        {say.name()}
        <input
          className="text-field"
          autoComplete="off"
          value={name}
          aria-invalid={nameProblem !== null}
          onChange={(event) => setName(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter') return;
            // The focus returns to the button of the popover, which this key would press.
            event.preventDefault();
            take();
          }}
        />
      </label>
      {nameProblem !== null && (told || name !== '') && !problem && (
        <p className="formula-problem" role="alert">
          {nameProblem}
        </p>
      )}
      {formula.trim() !== '' && !problem && <Preview formula={formula} />}
      {isFull && <p className="formula-range">{say.mostInputs({ most: LIMITS.features.max })}</p>}
      <div className="formula-buttons">
        {feature !== null && (
          <Button
            className="button"
            disabled={isLast}
            {...hint(isLast ? say.lastInput() : undefined)}
            onClick={() => setFeatures(features.filter((each) => each !== feature))}
          >
            {say.remove()}
          </Button>
        )}
        <Button className="button-filled" disabled={isFull} onClick={take}>
          {feature === null ? say.add() : say.apply()}
        </Button>
      </div>
    </div>
  );
}

const PLAIN: readonly string[] = PLAIN_FEATURES;

const prefixOf = (name: string): string => (name.trim() === '' ? '' : `${name.trim()} = `);

/** As the experiment holds it. */
const composed = (name: string, formula: string): string => `${prefixOf(name)}${formula.trim()}`;

const isName = (name: string): boolean => splitName(composed(name, '0')).name === name.trim();

/** Checked as it will be held, name included; the place is told in the field of the formula. */
function problemOf(name: string, formula: string): FormulaError | null {
  const used = isName(name) ? name : '';
  const text = composed(used, formula);
  const shift = formula.length - formula.trimStart().length - prefixOf(used).length;
  const problem = featureProblem(text, PLAIN_FEATURES);
  if (problem) return problem.shifted(Math.max(shift, -problem.at));
  const most = LIMITS.formulaLength;
  if (text.length <= most) return null;
  return new FormulaError(formulaErrors.tooLong(), most + shift, formulaErrors.atMost({ most }));
}

function problemOfName(
  name: string,
  text: string,
  features: readonly string[],
  own: string | null,
): string | null {
  if (name.trim() !== '' && !isName(name)) return say.badName();
  const wanted = featureName(text);
  // Also of an input that is not in use: it may be taken in at any time.
  const isOfAnother = splitName(text).name !== null && isEngineered(wanted);
  const taken = features.some((each) => each !== own && featureName(each) === wanted);
  return taken || isOfAnother ? say.nameTaken({ name: wanted }) : null;
}

/** @param formula one that can be used */
function Preview({ formula }: { readonly formula: string }) {
  return (
    <div className="formula-preview">
      <FeatureThumb feature={formula.trim()} />
      <p className="formula-range">{rangeText(formula.trim())}</p>
    </div>
  );
}

/** An odd number, so that 0 is among them; the outermost lie on the edge of the map. */
const RANGE_SIDE = 49;

function rangeText(formula: string): string {
  const { value } = compileFeature(formula, PLAIN_FEATURES);
  const { min, max, missing } = formulaScaling(value, planeGrid(RANGE_SIDE), 2);
  const range = { from: settingText(threeDigits(min)), to: settingText(threeDigits(max)) };
  return missing > 0
    ? say.rangeMissing({ ...range, share: percentText(missing, missing < 0.1 ? 1 : 0) })
    : say.range(range);
}

const threeDigits = (value: number): number => Number(value.toPrecision(3));
