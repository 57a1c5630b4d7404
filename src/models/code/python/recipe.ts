/** The training recipe of a network as values for code: what was trained, how, and for how long. */
import { factsOf } from '#experiment/dataFacts.ts';
import { splitCounts } from '#data/splitCounts.ts';
import { outputShape, type OutputShape } from '#experiment/output.ts';
import { rateSchedule, type RateSchedule } from '#nn/learningRates.ts';
import { optimizerSettings } from '#nn/optimizers.ts';
import type { HyperparameterName } from '#nn/vocabulary.ts';
import type { ModelToExport } from '../../ModelToExport.ts';

export interface Recipe {
  readonly epochs: number;
  readonly seed: number;
  readonly schedule: RateSchedule;
  readonly output: OutputShape;
  readonly counts: { readonly train: number; readonly test: number };
  readonly isImage: boolean;
  /** A hyperparameter of the optimiser as Python writes it. */
  of(name: HyperparameterName): string;
}

/** Epochs of a network that has not been trained yet. */
const EPOCHS = 100;

export function recipeOf({ experiment, epoch }: ModelToExport): Recipe {
  const { data, network, training } = experiment;
  const settings = optimizerSettings(training.optimizer);
  return {
    epochs: epoch > 0 ? Math.ceil(epoch) : EPOCHS,
    seed: network.seed,
    schedule: rateSchedule(training.schedule),
    output: outputShape(factsOf(data), network.output.activation),
    counts: splitCounts(data),
    isImage: factsOf(data).kind === 'image',
    of: (name) => String(settings[name]),
  };
}
