/** What keeps weights small and units independent. Zero is off. */
import { LIMITS } from '#experiment/limits.ts';
import * as say from '#messages/generated/planPanels.ts';
import { settingText } from '#messages/numberText.ts';
import { useCommands } from '../CommandsContext.ts';
import { NumberField } from '../controls/NumberField.tsx';
import { useExperiment } from '../useExperiment.ts';

const TERMS = [
  {
    key: 'l1',
    label: () => 'L1',
    about: say.l1About,
    rates: [0, 0.0001, 0.001, 0.003, 0.01, 0.03],
  },
  {
    key: 'l2',
    label: () => 'L2',
    about: say.l2About,
    rates: [0, 0.0001, 0.001, 0.003, 0.01, 0.03],
  },
  {
    key: 'dropout',
    label: say.dropout,
    about: say.dropoutAbout,
    rates: [0, 0.1, 0.2, 0.3, 0.4, 0.5],
  },
] as const;

export function RegularisationPanel() {
  const { edit } = useCommands();
  const training = useExperiment((experiment) => experiment.training);
  return (
    <div className="regularisation">
      <h3 className="plan-panel-title">{say.regularisation()}</h3>
      {TERMS.map(({ key, label: labelOf, about, rates }) => {
        const label = labelOf();
        const change = (value: number): void =>
          edit((experiment) => ({ ...experiment, training: { ...experiment.training, [key]: value } }));
        return (
          <div key={key} className="regularisation-term" role="group" aria-label={label}>
            <div className="setting-row">
              <span>
                <b>{label}</b> <small>{about()}</small>
              </span>
              <NumberField label={label} value={training[key]} {...LIMITS[key]} onChange={change} />
            </div>
            <div className="rate-buttons">
              {rates.map((rate) => (
                <button
                  key={rate}
                  type="button"
                  aria-pressed={rate === training[key]}
                  onClick={() => change(rate)}
                >
                  {rate === 0 ? say.off() : settingText(rate)}
                </button>
              ))}
            </div>
          </div>
        );
      })}
    </div>
  );
}
