/** What keeps weights small and units independent. Zero is off. */
import { LIMITS } from '#experiment/limits.ts';
import * as say from '#messages/generated/planPanels.ts';
import { useExperiment } from '../useExperiment.ts';
import { TermRow } from './TermRow.tsx';
import { useTrainingChange } from './useTrainingChange.ts';

const TERMS = [
  {
    key: 'l1',
    label: () => 'L1',
    about: say.l1About,
    values: [0, 0.0001, 0.001, 0.003, 0.01, 0.03],
  },
  {
    key: 'l2',
    label: () => 'L2',
    about: say.l2About,
    values: [0, 0.0001, 0.001, 0.003, 0.01, 0.03],
  },
  {
    key: 'dropout',
    label: say.dropout,
    about: say.dropoutAbout,
    values: [0, 0.1, 0.2, 0.3, 0.4, 0.5],
  },
] as const;

export function RegularisationPanel() {
  const training = useExperiment((experiment) => experiment.training);
  const change = useTrainingChange();
  return (
    <div className="plan-terms">
      <h3 className="plan-panel-title">{say.regularisation()}</h3>
      {TERMS.map(({ key, label, about, values }) => (
        <TermRow
          key={key}
          label={label()}
          about={about()}
          value={training[key]}
          values={values}
          range={LIMITS[key]}
          onChange={(value) => change((before) => ({ ...before, [key]: value }))}
        />
      ))}
    </div>
  );
}
