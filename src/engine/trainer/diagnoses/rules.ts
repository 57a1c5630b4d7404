/**
 * Why a run went as it did: rules with their thresholds and sources, the gravest first. Each looks at the evidence and gives its
 * sentence and one change to try, or nothing. To add one: a rule here, its sentence in messages/en/diagnoses.json, and a real run that has
 * it and one that has not in `rules.test.ts`.
 */
import * as say from '#messages/generated/diagnoses.ts';
import type { DiagnosisId } from '#protocol/inspect.ts';
import type { Evidence } from './Evidence.ts';
import { Run } from './Run.ts';
import {
  otherActivation,
  otherInitializer,
  otherRate,
  crossEntropy,
  moreSamples,
  moreUnits,
  regularise,
  withAdam,
  type Trial,
} from './trials.ts';

interface Found {
  readonly sentence: string;
  readonly trial: Trial;
}

interface Rule {
  readonly id: DiagnosisId;
  find(run: Run): Found | null;
}

/** Two significant digits, small and large ones with a power of ten. */
const short = (value: number): string => {
  const size = Math.abs(value);
  return size !== 0 && (size < 1e-3 || size >= 1e5)
    ? value.toExponential(0)
    : String(Number(value.toPrecision(2)));
};
const percent = (share: number): number => Math.round(100 * share);

/** A loss this many times its start (or 1) does not come back. */
const GROWN = 100;
/** A constant answer has a share of 1: above the first the network is worse, above the second about as good. */
const WORSE = 1.1;
const NO_BETTER = 0.9;
const SOME_LEFT = 0.5;

export const RULES: readonly Rule[] = [
  {
    // Goodfellow, Bengio & Courville 2016, 8.2.4: steps beyond 2 / curvature grow from step to step.
    id: 'diverged',
    find: (run) =>
      run.hasDiverged || run.last.trainLoss > GROWN * Math.max(1, run.first.trainLoss)
        ? { sentence: say.diverged({ rate: short(run.rate) }), trial: otherRate(run, 0.1) }
        : null,
  },
  {
    // Pascanu, Mikolov & Bengio 2013, "On the difficulty of training recurrent neural networks": gradients that grow layer by layer.
    id: 'explodingGradient',
    find(run) {
      const norm = Math.hypot(...run.layers.map(({ gradientNorm }) => gradientNorm));
      if (run.hidden.length < 2 || !(norm > 50) || !(run.share > 5)) return null;
      const values = { norm: short(norm), times: short(run.share), layers: run.hidden.length };
      return { sentence: say.explodingGradient(values), trial: otherInitializer(run) };
    },
  },
  {
    // Maas, Hannun & Ng 2013; Lu et al. 2019, "Dying ReLU": half of a layer is more than chance. A few dead units often do no harm.
    id: 'deadUnits',
    find(run) {
      if (run.isSolved || run.epochs < 1) return null;
      const layer = run.hidden.findIndex(({ dead, units }) => 2 * dead.length >= units);
      if (layer < 0) return null;
      const { dead, units } = run.hidden[layer]!;
      const values = { dead: dead.length, units, layer: layer + 1 };
      return { sentence: say.deadUnits(values), trial: otherActivation(run, 'leakyRelu', layer) };
    },
  },
  {
    // Hochreiter 1991; Glorot & Bengio 2010, "Understanding the difficulty of training deep feedforward neural networks".
    id: 'vanishingGradient',
    find(run) {
      if (run.hidden.length < 3 || run.epochs < 5 || run.share < NO_BETTER) return null;
      const share = run.layers[0]!.gradientNorm / run.layers.at(-1)!.gradientNorm;
      if (!(share < 0.01) || run.layers.at(-1)!.gradientNorm === 0) return null;
      return {
        sentence: say.vanishingGradient({ share: short(share) }),
        trial: otherActivation(run, 'relu'),
      };
    },
  },
  {
    // Glorot & Bengio 2010: units at the ends of tanh or sigmoid pass no gradient on. Trained networks have many that are right.
    id: 'saturation',
    find(run) {
      if (run.isSolved || run.epochs < 5 || run.share < SOME_LEFT) return null;
      const output = run.layers.at(-1)!;
      const { activation } = run.experiment.network.output;
      if (output.saturatedShare >= 0.9 && !run.takesLogits) {
        const values = { percent: percent(output.saturatedShare), activation };
        return {
          sentence: say.saturatedOutputs(values),
          trial: run.hasClasses ? crossEntropy(run) : otherRate(run, 0.1),
        };
      }
      const layer = run.hidden.findIndex(({ saturatedShare }) => saturatedShare >= 0.9);
      if (layer < 0) return null;
      const values = {
        percent: percent(run.hidden[layer]!.saturatedShare),
        layer: layer + 1,
        activation: run.experiment.network.hidden[layer]!.activation,
      };
      return { sentence: say.saturatedUnits(values), trial: otherRate(run, 0.1) };
    },
  },
  {
    // Smith 2017, "Cyclical learning rates"; Cohen et al. 2021: beyond the edge of stability the loss rises again and again.
    id: 'rateTooHigh',
    find(run) {
      if (run.isSolved || run.epochs < 10 || run.isGrown(GROWN)) return null;
      const isThrown =
        run.share > WORSE &&
        (run.highest > 1.02 * run.first.trainLoss || run.layers.at(-1)!.saturatedShare >= 0.9);
      const zigzags = run.rises >= 0.35 && run.jump >= 0.15;
      if (!isThrown && !zigzags) return null;
      return { sentence: say.rateTooHigh({ rate: short(run.rate) }), trial: otherRate(run, 0.1) };
    },
  },
  {
    // Karpathy, CS231n, "Ratio of weights:updates": about 1e-3; far below, the rate is too low.
    id: 'rateTooLow',
    find(run) {
      const ratio = Math.max(...run.layers.map(({ updateRatio }) => updateRatio));
      const isSlow = run.fall > 0.0005 && run.fall < 0.05 && run.rises <= 0.05;
      if (run.epochs < 20 || run.share < SOME_LEFT || !isSlow || !(ratio > 0 && ratio < 1e-4)) return null;
      return { sentence: say.rateTooLow({ share: short(ratio) }), trial: otherRate(run, 10) };
    },
  },
  {
    // The loss of the best constant answer is the least that inputs must beat; equal units stay equal (Goodfellow et al. 2016, 8.4).
    id: 'plateau',
    find(run) {
      if (run.epochs < 10 || run.hiddenUnits < 3 || run.fall > 0.02) return null;
      if (run.share < NO_BETTER || run.share > WORSE) return null;
      if (run.experiment.network.initializer === 'zeros')
        return { sentence: say.startedAtZero(), trial: otherInitializer(run) };
      const values = { epochs: Math.round(run.epochs), loss: short(run.last.trainLoss) };
      return {
        sentence: say.plateau(values),
        trial: run.experiment.training.optimizer.name === 'adam' ? otherRate(run, 3) : withAdam(),
      };
    },
  },
  {
    // Goodfellow et al. 2016, 5.2: too little capacity shows as an error on the training samples that training does not lower.
    id: 'underfitting',
    find(run) {
      const isShort = run.hasClasses ? run.last.trainAccuracy < 0.95 && run.share > 0.3 : run.share > 0.2;
      const couldMore = run.hiddenUnits < 3 || run.share < NO_BETTER;
      if (run.epochs < 30 || !isShort || !couldMore || run.share > WORSE || run.fall > 0.05) return null;
      if (run.jump > 0.05 || run.last.testLoss > 1.5 * run.last.trainLoss) return null;
      const values = { loss: short(run.last.trainLoss), units: run.hiddenUnits };
      return { sentence: say.underfitting(values), trial: moreUnits(run) };
    },
  },
  {
    // Prechelt 1998, "Early stopping – but when?": generalisation loss GL above 10 %, and a gap to the training loss.
    id: 'overfitting',
    find(run) {
      const { testLoss, trainLoss } = run.last;
      if (run.epochs < 10 || run.share > WORSE || run.generalises) return null;
      if (!(testLoss > 1.1 * run.bestTestLoss) || !(testLoss > 1.5 * trainLoss)) return null;
      const values = { best: short(run.bestTestLoss), now: short(testLoss), train: short(trainLoss) };
      return { sentence: say.overfitting(values), trial: regularise(run) };
    },
  },
  {
    // He & Garcia 2009, "Learning from imbalanced data": with under a fifth of its fair share a class is easily passed over.
    id: 'classImbalance',
    find(run) {
      const fair = 1 / run.classShares.length;
      const rare = run.classShares.findIndex((share, k) => share < 0.4 * fair && run.recalls[k]! < 0.5);
      if (run.epochs < 5 || rare < 0) return null;
      const values = {
        percent: percent(run.classShares[rare]!),
        name: run.className(rare),
        found: percent(run.recalls[rare]!),
      };
      return { sentence: say.classImbalance(values), trial: moreSamples(run) };
    },
  },
];

/** @returns what is wrong with a run, the gravest first; empty where nothing is known to be */
export function diagnose(evidence: Evidence): (Found & { readonly id: DiagnosisId })[] {
  const run = new Run(evidence);
  if (!run.hasDiverged && run.curve.length < 2) return [];
  return RULES.flatMap(({ id, find }) => {
    const found = find(run);
    return found ? [{ id, ...found }] : [];
  });
}
