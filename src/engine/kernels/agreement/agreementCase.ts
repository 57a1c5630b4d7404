/**
 * The cases on which all devices must agree: a pairwise covering array over all that hyperparameters and a shape may be, each
 * row with seeded weights and samples.
 */
import { OUTPUTS_OF_LOSS } from '#experiment/output.ts';
import type { NetworkShape } from '#nn/NetworkShape.ts';
import { ACTIVATIONS, LOSSES, OPTIMIZERS, OUTPUT_ACTIVATIONS } from '#nn/vocabulary.ts';
import { hyperparametersOf, makeTrainingCase, shapeOf, type TrainingCase } from '../testing/trainingCase.ts';
import { coveringArray, type Row } from './coveringArray.ts';

export const AGREEMENT_FACTORS = {
  activation: ACTIVATIONS,
  /** Layers including the output. */
  depth: [1, 2, 3, 4, 5, 6, 7, 8],
  optimizer: OPTIMIZERS,
  /** Of the widest hidden layer. */
  width: [1, 3, 4, 5, 31, 33, 257],
  loss: LOSSES,
  /** None of the larger ones divides the samples, the SIMD lanes or a panel of samples. */
  batch: [1, 3, 10, 13, 33],
  output: OUTPUT_ACTIVATIONS,
  outputs: [1, 2, 3],
  penalty: ['none', 'l1', 'l2', 'both'],
  /** 7 is no multiple of a SIMD width. */
  networks: [1, 3, 7],
  /** With 97 inputs, five in six values are zero, as in images. */
  inputs: [1, 2, 5, 97],
  dropout: [0, 0.25],
  clip: ['none', 'norm', 'value'],
  /** Of the plan in each step, or of a schedule. */
  rates: ['plan', 'steps'],
} as const;

export type AgreementRow = Row<typeof AGREEMENT_FACTORS>;

export const isAllowedRow = ({ loss, output }: Partial<AgreementRow>): boolean =>
  loss === undefined || output === undefined || OUTPUTS_OF_LOSS[loss].includes(output);

export const agreementRows = (): AgreementRow[] => coveringArray(AGREEMENT_FACTORS, isAllowedRow);

function shapeOfRow({ activation, depth, width, output, outputs, inputs }: AgreementRow): NetworkShape {
  const middle = (depth - 1) >> 1;
  const hidden = Array.from({ length: depth - 1 }, (_, i) => {
    if (i === middle) return width;
    // Before the widest layer, one that makes their kernel large enough for the packed path.
    return i === middle - 1 ? Math.min(31, width) : [4, 3, 5][i % 3]!;
  });
  const units = output === 'softmax' ? Math.max(2, outputs) : outputs;
  return shapeOf(inputs, hidden, activation, output, units);
}

export function caseOf(row: AgreementRow, index: number): TrainingCase {
  const { loss, optimizer, batch, penalty, dropout, clip, rates } = row;
  const l1 = penalty === 'l1' || penalty === 'both' ? 0.01 : 0;
  const l2 = penalty === 'l2' || penalty === 'both' ? 0.02 : 0;
  return makeTrainingCase({
    name: Object.values(row).join(' · '),
    shape: shapeOfRow(row),
    hyperparameters: hyperparametersOf(loss, optimizer, { l1, l2, dropout, clip: { by: clip, limit: 0.05 } }),
    rateFactors: rates === 'steps' ? [0.7, 0.3] : undefined,
    // The second batch is shorter, as at the end of an epoch.
    batchSizes: [batch, Math.ceil(batch / 2)],
    networks: row.networks,
    step0: index % 3,
    density: row.inputs > 50 ? 0.2 : 1,
    seed: index,
  });
}

export const agreementCases = (): TrainingCase[] => agreementRows().map(caseOf);

/** Indices of few and small cases that together have every level of every factor, for devices slow to compile. */
export function everyLevelOnce(): number[] {
  const rows = agreementRows();
  const missing = new Set(rows.flatMap((row) => Object.entries(row).map(String)));
  const sizeOf = (row: AgreementRow): number => 30 + row.width + 4 * row.depth + row.batch + row.inputs / 2;
  const chosen: number[] = [];
  while (missing.size > 0) {
    const gains = rows.map((row) => {
      const fresh = Object.entries(row).filter((setting) => missing.has(String(setting))).length;
      return fresh / sizeOf(row);
    });
    const best = gains.indexOf(Math.max(...gains));
    chosen.push(best);
    for (const setting of Object.entries(rows[best]!)) missing.delete(String(setting));
  }
  return chosen;
}
