/** The optimiser, its hyperparameters, and what bounds its gradient; one left at its default is not written into the Experiment. */
import type { OptimizerSpec } from '#experiment/experiment.ts';
import { switchOptimizer } from '#experiment/withDataSet.ts';
import * as say from '#messages/generated/planPanels.ts';
import { hyperparameterWord, OPTIMIZER_LABELS } from '#scene/labels.ts';
import type { Hyperparameter } from '#nn/OptimizerRule.ts';
import { OPTIMIZER_RULES } from '#nn/optimizers.ts';
import { OPTIMIZERS, type HyperparameterName } from '#nn/vocabulary.ts';
import { useCommands } from '../CommandsContext.ts';
import { NumberField } from '../controls/NumberField.tsx';
import { OptionList } from '../controls/OptionList.tsx';
import { useExperiment } from '../useExperiment.ts';
import { ClippingSetting } from './ClippingSetting.tsx';

export function OptimizerPanel() {
  const { edit } = useCommands();
  const optimizer = useExperiment((experiment) => experiment.training.optimizer);
  const change = (next: (before: OptimizerSpec) => OptimizerSpec): void =>
    edit((experiment) => ({
      ...experiment,
      training: { ...experiment.training, optimizer: next(experiment.training.optimizer) },
    }));
  const constants = Object.entries(OPTIMIZER_RULES[optimizer.name].hyperparameters) as [
    HyperparameterName,
    Hyperparameter,
  ][];
  return (
    <>
      <h3 className="plan-panel-title">{say.optimizer()}</h3>
      <OptionList
        label={say.optimizer()}
        value={optimizer.name}
        options={OPTIMIZERS.map((value) => ({
          value,
          label: OPTIMIZER_LABELS[value].whole,
          hint: OPTIMIZER_LABELS[value].about,
        }))}
        onChange={(name) => edit((experiment) => switchOptimizer(experiment, name))}
      />
      {constants.map(([name, { label: english, default: fallback, min, max }]) => {
        const label = hyperparameterWord(optimizer.name, name, english);
        return (
          <div key={name} className="setting-row">
            {label}
            <NumberField
              label={label}
              value={optimizer[name] ?? fallback}
              min={min}
              max={max}
              onChange={(value) => change((before) => ({ ...before, [name]: value }))}
            />
          </div>
        );
      })}
      <ClippingSetting />
    </>
  );
}
