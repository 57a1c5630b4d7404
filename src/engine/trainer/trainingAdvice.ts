/**
 * Advice on a run that has stopped learning without an error: what is wrong and what to try. Given only when the loss
 * no longer falls.
 */
import type { Experiment } from '#experiment/experiment.ts';
import { networkShape } from '#experiment/networkShape.ts';
import type { Failure } from '#messages/Failure.ts';
import * as failures from '#messages/generated/adviceErrors.ts';
import { layerOffsets } from '#nn/NetworkShape.ts';
import type { HistoryPoint } from '#protocol/trainer.ts';
import type { NetworkHealth } from './networkHealth.ts';

/** Too early for advice before this. */
const LEAST_EPOCHS = 10;
/** The loss has stopped falling where it is above this share of the lowest loss in the first half of the run. */
const STANDSTILL = 0.9;
/** A loss this many times its start (or 1) is beyond what a run passes through before it converges. */
const GROWN = 100;
const LEAST_STUCK = 0.05;
const LEAST_SPREAD = 0.01;
/** Regularisation holds the weights down where none is larger than this; optimiser steps still move them a little. */
const SMALL_WEIGHT = 0.05;
const SOLVED = 0.99;

/**
 * @param parameters [P] of the moment of `health`
 * @returns what is wrong and what to try, or null
 */
export function trainingAdvice(
  experiment: Experiment,
  points: readonly HistoryPoint[],
  health: NetworkHealth,
  parameters: Float32Array,
): Failure | null {
  const { training, network } = experiment;
  const measured = points.filter(({ trainLoss }) => Number.isFinite(trainLoss));
  const [first, last] = [measured[0], measured.at(-1)];
  if (!first || !last || first.step === last.step) return null;
  const rate = training.optimizer.learningRate;
  const growth = last.trainLoss / Math.max(1, first.trainLoss);
  if (growth > GROWN) {
    return failures.lossGrown({ times: roundly(growth), rate });
  }
  if (last.epoch < LEAST_EPOCHS || isSolved(last) || isFalling(measured, last)) return null;

  const layer = health.deadUnits.findIndex((dead, i) => 2 * dead >= network.hidden[i]!.units);
  if (layer >= 0) {
    const { units } = network.hidden[layer]!;
    const dead = health.deadUnits[layer]!;
    const place = { units, layer: layer + 1, rate };
    return dead === units ? failures.allDead(place) : failures.someDead({ dead, ...place });
  }
  if (health.stuckShare >= LEAST_STUCK && 2 * health.stuckShare >= health.wrongShare) {
    const { activation } = network.output;
    return failures.stuck({ percent: percentOf(health.stuckShare), activation, rate });
  }
  return health.spread < LEAST_SPREAD ? sameEverywhere(experiment, parameters) : null;
}

function sameEverywhere(experiment: Experiment, parameters: Float32Array): Failure {
  const { training, network } = experiment;
  const { l1, l2 } = training;
  const offsets = layerOffsets(networkShape(experiment));
  const areSmall = offsets.every(({ kernelOffset, biasOffset }) =>
    parameters.subarray(kernelOffset, biasOffset).every((weight) => Math.abs(weight) < SMALL_WEIGHT),
  );
  if (areSmall && l1 + l2 > 0) {
    return failures.sameHeldDown(l1 > l2 ? { name: 'L1', value: l1 } : { name: 'L2', value: l2 });
  }
  if (network.initializer === 'zeros' && network.hidden.length > 0) {
    return failures.sameFromZeros();
  }
  return failures.same();
}

const isSolved = ({ trainAccuracy }: HistoryPoint): boolean => trainAccuracy >= SOLVED;

function isFalling(measured: readonly HistoryPoint[], last: HistoryPoint): boolean {
  const early = measured.filter(({ epoch }) => epoch <= last.epoch / 2).map(({ trainLoss }) => trainLoss);
  return last.trainLoss < STANDSTILL * Math.min(...early);
}

/** Two significant digits: 130,000. */
function roundly(value: number): string {
  if (value >= 1e9) return value.toExponential(0).replace('e+', 'e');
  return Number(value.toPrecision(2)).toLocaleString('en');
}

/** Whole percent; 100 only where it is exact. */
const percentOf = (share: number): number => (share < 1 ? Math.min(99, Math.round(share * 100)) : 100);
