/** The one change that a diagnosis suggests, as `fanout.edit` takes it, and in words. */
import { factsOf } from '#experiment/dataFacts.ts';
import type { Failure } from '#messages/Failure.ts';
import * as say from '#messages/generated/diagnosisErrors.ts';
import type { ExperimentInput } from '#experiment/experiment.ts';
import { LIMITS } from '#experiment/limits.ts';
import { DESCRIBED_ACTIVATIONS } from '#nn/activations.ts';
import { OPTIMIZER_RULES } from '#nn/optimizers.ts';
import type { Activation } from '#nn/vocabulary.ts';
import type { Run } from './Run.ts';

export interface Trial {
  readonly suggestion: Failure;
  readonly change: ExperimentInput;
  /** The present weights are past helping: it has to start again. */
  readonly restarts?: true;
}

export const afresh = (trial: Trial): Trial => ({ ...trial, restarts: true });

const within = (value: number, { min, max }: { min: number; max: number }): number =>
  Math.min(max, Math.max(min, value));

export function otherRate({ rate }: Run, factor: number): Trial {
  const learningRate = within(Number((rate * factor).toPrecision(1)), LIMITS.learningRate);
  return {
    suggestion: say.tryRate({ rate: String(learningRate) }),
    change: { training: { optimizer: { learningRate } } },
  };
}

/** Weights whose size suits the width of their layer. */
export function otherInitializer(run: Run): Trial {
  const initializer =
    run.experiment.network.initializer === 'glorotUniform' ? 'lecunUniform' : 'glorotUniform';
  return { suggestion: say.tryInitializer({ initializer }), change: { network: { initializer } } };
}

/** @param only this hidden layer; without it all */
export function otherActivation({ experiment }: Run, activation: Activation, only?: number): Trial {
  const hidden = experiment.network.hidden.map((layer, i) =>
    only === undefined || only === i ? { ...layer, activation } : layer,
  );
  const name = DESCRIBED_ACTIVATIONS[activation].label.whole;
  return { suggestion: say.tryActivation({ activation: name }), change: { network: { hidden } } };
}

export function crossEntropy({ experiment }: Run): Trial {
  const isBinary = factsOf(experiment.data).task === 'binary';
  const loss = isBinary ? 'binaryCrossentropy' : 'categoricalCrossentropy';
  return { suggestion: say.tryLoss(), change: { training: { loss } } };
}

export function withAdam(): Trial {
  const { learningRate } = OPTIMIZER_RULES.adam;
  return {
    suggestion: say.tryOptimizer(),
    change: { training: { optimizer: { name: 'adam', learningRate } } },
  };
}

export function moreUnits({ experiment }: Run): Trial {
  const [first, ...rest] = experiment.network.hidden;
  const units = first ? Math.min(LIMITS.units.max, Math.max(4, 2 * first.units)) : 4;
  const hidden = [{ units, activation: first?.activation ?? ('tanh' as const) }, ...rest];
  return { suggestion: say.tryUnits({ units }), change: { network: { hidden } } };
}

export function regularise({ experiment }: Run): Trial {
  if (experiment.training.l2 < 0.01)
    return { suggestion: say.tryL2({ value: '0.01' }), change: { training: { l2: 0.01 } } };
  const dropout = experiment.training.dropout < 0.2 ? 0.2 : 0.5;
  return { suggestion: say.tryDropout({ value: String(dropout) }), change: { training: { dropout } } };
}

export function lessPenalty({ experiment }: Run, name: 'l1' | 'l2'): Trial {
  const value = Number((experiment.training[name] / 100).toPrecision(1));
  const values = { name: name.toUpperCase(), value: String(value) };
  return { suggestion: say.tryPenalty(values), change: { training: { [name]: value } } };
}

/** Losses have no weights for classes: more samples bring more of the rare one. */
export function moreSamples({ experiment }: Run): Trial {
  const { samples } = experiment.data;
  const count = samples === 'all' ? LIMITS.samples.max : within(2 * samples, LIMITS.samples);
  return { suggestion: say.trySamples({ count }), change: { data: { samples: count } } };
}
