/** Points from a formula, put among the drawn ones or in their place; or the formula itself as the data. */
import { useState } from 'react';
import { addPoints, clearPoints, drawnCount, type DrawnSpec } from '#experiment/drawnPoints.ts';
import { LIMITS } from '#experiment/limits.ts';
import { switchData, switchDataSet } from '#experiment/withDataSet.ts';
import * as say from '#messages/generated/formula.ts';
import { hashText } from '#nn/hashText.ts';
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
import { formulaSetProblem } from '../formula/formulaSetProblem.ts';
import { useDrawn } from './useDrawing.ts';

const HOW_MANY = 100;

type ClassUse = Exclude<FormulaUse, 'value'>;

export function FormulaPoints() {
  const { edit } = useCommands();
  const { spec, change } = useDrawn();
  const [classUse, setClassUse] = useState<ClassUse>('where');
  const [texts, setTexts] = useState(FIRST_FORMULAS);
  /** What was asked for, and is told why it cannot be. */
  const [asked, setAsked] = useState<'points' | 'set' | null>(null);
  const use = spec.labels === 'values' ? 'value' : classUse;
  const text = texts[use];
  const problem = pointsProblem(use, text);
  const formula = { text, labels: use === 'value' ? 'values' : 'classes' } as const;
  const put = (before: (spec: DrawnSpec) => DrawnSpec): void => {
    setAsked('points');
    if (problem) return;
    // The points that are there make the seed: each press puts others.
    change((now) => addPoints(before(now), formulaPoints(use, text, HOW_MANY, hashText(now.points))));
  };
  const asSet = (): void => {
    setAsked('set');
    if (problem || formulaSetProblem(formula)) return;
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
          problem={problem ?? (asked === 'set' ? formulaSetProblem(formula) : null)}
          told={asked !== null}
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
