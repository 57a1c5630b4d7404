/** From an Experiment to the plan that the kernels read: every hyper-parameter that was left out gets its default. */
import type { Experiment, OptimizerSpec } from '../../spec/experiment.ts';
import type { OptimizerPlan, TrainPlan } from '../kernels/contract.ts';

/** The values that the papers and most libraries start from. */
export function optimizerPlan(spec: OptimizerSpec): OptimizerPlan {
  return {
    name: spec.name,
    learningRate: spec.learningRate,
    momentum: spec.momentum ?? 0.9,
    decay: spec.decay ?? 0.9,
    beta1: spec.beta1 ?? 0.9,
    beta2: spec.beta2 ?? 0.999,
    epsilon: spec.epsilon ?? 1e-7,
    weightDecay: spec.weightDecay ?? 0.01,
  };
}

export function trainPlan({ training, network }: Pick<Experiment, 'training' | 'network'>): TrainPlan {
  const { loss, optimizer, l1, l2, dropout } = training;
  return { loss, optimizer: optimizerPlan(optimizer), l1, l2, dropout, seed: network.seed };
}
