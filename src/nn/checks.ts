/** What tests hold each activation, loss and optimiser to; see the files of their folders. */
import type { ActivationChecks } from './ActivationFunction.ts';
import { ACTIVATION_CHECKS as ACTIVATIONS_GIVEN } from './generated/activationsChecks.ts';
import { LOSS_CHECKS as LOSSES_GIVEN } from './generated/lossesChecks.ts';
import { OPTIMIZER_CHECKS as OPTIMIZERS_GIVEN } from './generated/optimizersChecks.ts';
import type { LossChecks } from './LossFunction.ts';
import type { OptimizerChecks } from './OptimizerRule.ts';
import type { Activation, HyperparameterName, Loss, OptimizerName } from './vocabulary.ts';

export const ACTIVATION_CHECKS: Readonly<Record<Activation, ActivationChecks>> = ACTIVATIONS_GIVEN;
export const LOSS_CHECKS: Readonly<Record<Loss, LossChecks>> = LOSSES_GIVEN;
export const OPTIMIZER_CHECKS: Readonly<Record<OptimizerName, OptimizerChecks<HyperparameterName>>> =
  OPTIMIZERS_GIVEN;
