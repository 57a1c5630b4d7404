/** Points from a formula, put among the drawn ones or in their place; or the formula itself as the data. */
import { useState } from 'react';
import { addPoints, clearPoints, drawnCount, type DrawnSpec } from '#experiment/drawnPoints.ts';
import { formulaProblem } from '#experiment/formulaData.ts';
import { LIMITS } from '#experiment/limits.ts';
import { switchData, switchDataSet } from '#experiment/withDataSet.ts';
import * as say from '#messages/generated/formula.ts';
import {
  FIRST_FORMULAS,
  formulaPoints,
  pointsProblem,
  type FormulaUse,
} from '#scene/drawing/formulaPoints.ts';
import { useCommands } from '../../CommandsContext.ts';
import { Button } from '../../controls/Button.tsx';
import { Select } from '../../controls/Select.tsx';
import { hint } from '../../hint/hint.ts';
import { FormulaField } from '../formula/FormulaField.tsx';
import { useDrawn } from './useDrawing.ts';

const HOW_MANY = 100;

type ClassUse = Exclude<FormulaUse, 'value'>;

export function FormulaPoints() {
  const { edit } = useCommands();
  const { spec, change } = useDrawn();
  const [classUse, setClassUse] = useState<ClassUse>('where');
  const [texts, setTexts] = useState(FIRST_FORMULAS);
  const [told, setTold] = useState(false);
  const use = spec.labels === 'values' ? 'value' : classUse;
  const text = texts[use];
  const problem = pointsProblem(use, text);
  const put = (before: (spec: DrawnSpec) => DrawnSpec): void => {
    setTold(true);
    if (problem) return;
    // As many as there are is another seed for each press.
    change((now) => addPoints(before(now), formulaPoints(use, text, HOW_MANY, drawnCount(now) + 1)));
  };
  const asSet = (): void => {
    const formula = { text, labels: use === 'value' ? 'values' : 'classes' } as const;
    setTold(true);
    if (problem || formulaProblem(formula)) return;
    edit((experiment) => {
      const next = switchDataSet(experiment, 'formula');
      return switchData(next, { ...next.data, formula });
    });
  };
  const isFull = drawnCount(spec) >= LIMITS.drawnPoints;
  return (
    <section className="group" aria-label={say.fromFormula()}>
      <div className="region-head">
        <h2>{say.fromFormula()}</h2>
      </div>
      <div className="draw-formula">
        {spec.labels === 'classes' && (
          <Select
            label={say.meaning()}
            value={classUse}
            options={meanings(spec.classes)}
            onChange={(next) => setClassUse(next)}
          />
        )}
        <FormulaField
          label={say.formula()}
          before={use === 'value' ? say.value() : undefined}
          text={text}
          problem={problem}
          told={told}
          onChange={(next) => setTexts({ ...texts, [use]: next })}
          onEnter={() => put((now) => now)}
        />
        <div className="draw-formula-buttons">
          <Button className="button" disabled={isFull} onClick={() => put((now) => now)}>
            {say.addPoints({ count: HOW_MANY })}
          </Button>
          <Button className="button" onClick={() => put(clearPoints)}>
            {say.replaceAll()}
          </Button>
        </div>
        {use !== 'where' && (
          <button type="button" className="link-button" {...hint(say.asDataHint())} onClick={asSet}>
            {say.asData()}
          </button>
        )}
      </div>
    </section>
  );
}

/** Class 1 is the blue one, by whatever name. */
function meanings(classes: number): { value: ClassUse; label: string }[] {
  return [
    { value: 'where', label: classes === 2 ? say.blueWhere() : say.classWhere() },
    { value: 'above', label: classes === 2 ? say.blueAbove() : say.classAbove() },
  ];
}
