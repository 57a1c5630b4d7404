/** The set of one's own formula: its text, and whether it gives two classes or values. */
import { useState } from 'react';
import { DEFAULT_FORMULA } from '#experiment/dataFacts.ts';
import { switchData, switchDataSet } from '#experiment/withDataSet.ts';
import * as say from '#messages/generated/formula.ts';
import { copiedPoints, startDrawing } from '#scene/drawing/startDrawing.ts';
import { experimentStore } from '#state/experimentStore.ts';
import { useCommands } from '../../CommandsContext.ts';
import { Segmented } from '../../controls/Segmented.tsx';
import { hint } from '../../hint/hint.ts';
import { useExperiment } from '../../useExperiment.ts';
import { FormulaField } from './FormulaField.tsx';
import { formulaSetProblem } from './formulaSetProblem.ts';
import '../draw/DrawPanel.css';

type Spec = typeof DEFAULT_FORMULA;

export function FormulaPanel() {
  const { edit } = useCommands();
  const spec = useExperiment(({ data }) => data.formula) ?? DEFAULT_FORMULA;
  const [draft, setDraft] = useState<string | null>(null);
  const set = (formula: Spec): void =>
    edit((experiment) => switchData(experiment, { ...experiment.data, formula }));
  const text = draft ?? spec.text;
  const problem = formulaSetProblem({ ...spec, text });
  const take = (): void => {
    if (draft === null || problem) return;
    if (draft !== spec.text) set({ ...spec, text: draft });
    setDraft(null);
  };
  const draw = (): void =>
    edit((experiment) => {
      const drawn = copiedPoints(experiment.data);
      const next = switchDataSet(experiment, 'drawn');
      return drawn ? switchData(next, { ...next.data, drawn }) : next;
    });
  const drawInstead = (): void =>
    edit((experiment) => startDrawing(experiment, experimentStore.getState().past));
  return (
    <section className="formula-panel" aria-label={say.data()} onBlur={take}>
      <Segmented
        label={say.labels()}
        value={spec.labels}
        options={[
          { value: 'classes', label: say.classes() },
          { value: 'values', label: say.values() },
        ]}
        onChange={(labels) => {
          const wanted = { labels, text };
          // A curve knows x1 alone: a surface is no curve.
          set(formulaSetProblem(wanted) ? { labels, text: DEFAULT_FORMULA.text } : wanted);
          setDraft(null);
        }}
      />
      <FormulaField
        label={say.formula()}
        before={spec.labels === 'classes' ? say.above() : say.valueAt()}
        text={text}
        problem={problem}
        onChange={setDraft}
        onEnter={take}
      />
      {problem ? (
        <button type="button" className="button draw-wide" onClick={drawInstead}>
          {say.drawInstead()}
        </button>
      ) : (
        <button type="button" className="button draw-wide" {...hint(say.drawOnHint())} onClick={draw}>
          {say.drawOn()}
        </button>
      )}
    </section>
  );
}
