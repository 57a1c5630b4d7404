/** What tests hold each activation, loss, optimiser and schedule to; see the files of their folders. */
import type { ActivationChecks } from './ActivationFunction.ts';
import { ACTIVATION_CHECKS as ACTIVATIONS_GIVEN } from './generated/activationsChecks.ts';
import { LOSS_CHECKS as LOSSES_GIVEN } from './generated/lossesChecks.ts';
import { OPTIMIZER_CHECKS as OPTIMIZERS_GIVEN } from './generated/optimizersChecks.ts';
import { SCHEDULE_CHECKS as SCHEDULES_GIVEN } from './generated/schedulesChecks.ts';
import type { LossChecks } from './LossFunction.ts';
import type { OptimizerChecks } from './OptimizerRule.ts';
import type { ScheduleChecks } from './ScheduleRule.ts';
import type {
  Activation,
  HyperparameterName,
  Loss,
  OptimizerName,
  ScheduleName,
  ScheduleSettingName,
} from './vocabulary.ts';

export const ACTIVATION_CHECKS: Readonly<Record<Activation, ActivationChecks>> = ACTIVATIONS_GIVEN;
export const LOSS_CHECKS: Readonly<Record<Loss, LossChecks>> = LOSSES_GIVEN;
export const OPTIMIZER_CHECKS: Readonly<Record<OptimizerName, OptimizerChecks<HyperparameterName>>> =
  OPTIMIZERS_GIVEN;
export const SCHEDULE_CHECKS: Readonly<Record<ScheduleName, ScheduleChecks<ScheduleSettingName>>> =
  SCHEDULES_GIVEN as never;
