/**
 * Starting experiments for sets of three difficulties. With them the three easy planes reach a test loss below 0.02 within
 * 300 epochs from practically any seed (`engine/trainer/defaultRuns.test.ts`). A set spreads one and names what differs.
 *
 * Seeds other than 1 are there where that one starts solved (gaussians: 100 %, iris: 80 %, penguins: 66 %) or learns
 * badly (spiral): each was the best of 40, tried on five draws of the data.
 */
import type { Activation } from '#nn/vocabulary.ts';
import type { StartingExperiment } from './DataSet.ts';

/** Hidden layers of these many units. */
export const layers = (activation: Activation, ...units: number[]): StartingExperiment['hidden'] =>
  units.map((count) => ({ units: count, activation }));

export const EASY: StartingExperiment = {
  hidden: layers('tanh', 6, 4),
  optimizer: { name: 'adam', learningRate: 0.01 },
  batchSize: 10,
  trainShare: 0.5,
  noise: 0,
  seed: 1,
};
export const HARD: StartingExperiment = { ...EASY, hidden: layers('tanh', 16, 12) };
export const TABLE: StartingExperiment = { ...EASY, hidden: layers('tanh', 6), trainShare: 0.7 };
