/** The optimiser and the constants that it has; one left at its default is not written into the Experiment. */
import { DEFAULT_LEARNING_RATES } from '../../spec/defaults.ts';
import type { OptimizerSpec } from '../../spec/experiment.ts';
import { LIMITS } from '../../spec/limits.ts';
import { OPTIMIZERS, type OptimizerName } from '../../spec/vocabulary.ts';
import { useCommands } from '../CommandsContext.ts';
import { NumberField } from '../controls/NumberField.tsx';
import { OptionList } from '../controls/OptionList.tsx';
import { useExperiment } from '../useExperiment.ts';
import { OPTIMIZER_WORDS } from '../words.ts';

type Constant = 'momentum' | 'decay' | 'beta1' | 'beta2' | 'epsilon' | 'weightDecay';

const CONSTANTS: Readonly<
  Record<Constant, { label: string; fallback: number; limits: { min: number; max: number } }>
> = {
  momentum: { label: 'Momentum', fallback: 0.9, limits: LIMITS.momentum },
  decay: { label: 'Decay', fallback: 0.9, limits: LIMITS.decay },
  beta1: { label: 'Beta 1', fallback: 0.9, limits: LIMITS.momentum },
  beta2: { label: 'Beta 2', fallback: 0.999, limits: LIMITS.decay },
  epsilon: { label: 'Epsilon', fallback: 1e-7, limits: LIMITS.epsilon },
  weightDecay: { label: 'Weight decay', fallback: 0.01, limits: LIMITS.weightDecay },
};

const CONSTANTS_OF: Readonly<Record<OptimizerName, readonly Constant[]>> = {
  sgd: [],
  momentum: ['momentum'],
  nesterov: ['momentum'],
  rmsprop: ['decay', 'epsilon'],
  adagrad: ['epsilon'],
  adam: ['beta1', 'beta2', 'epsilon'],
  adamw: ['beta1', 'beta2', 'epsilon', 'weightDecay'],
};

export function OptimizerPanel() {
  const { edit } = useCommands();
  const optimizer = useExperiment((experiment) => experiment.training.optimizer);
  const change = (next: (before: OptimizerSpec) => OptimizerSpec): void =>
    edit((experiment) => ({
      ...experiment,
      training: { ...experiment.training, optimizer: next(experiment.training.optimizer) },
    }));
  return (
    <>
      <h3 className="plan-panel-title">Optimiser</h3>
      <OptionList
        label="Optimiser"
        value={optimizer.name}
        options={OPTIMIZERS.map((value) => ({
          value,
          label: OPTIMIZER_WORDS[value].whole,
          hint: OPTIMIZER_WORDS[value].about,
        }))}
        onChange={(name) =>
          change(({ name: before, learningRate }) => ({
            name,
            // A rate that nobody chose follows the optimiser; one that somebody chose stays.
            learningRate:
              learningRate === DEFAULT_LEARNING_RATES[before] ? DEFAULT_LEARNING_RATES[name] : learningRate,
          }))
        }
      />
      {CONSTANTS_OF[optimizer.name].map((constant) => {
        const { label, fallback, limits } = CONSTANTS[constant];
        return (
          <div key={constant} className="setting-row">
            {label}
            <NumberField
              label={label}
              value={optimizer[constant] ?? fallback}
              {...limits}
              onChange={(value) => change((before) => ({ ...before, [constant]: value }))}
            />
          </div>
        );
      })}
    </>
  );
}
