/**
 * Why a run went as it did: rules with their sources, the gravest first; their thresholds stand in `thresholds.ts`. Each looks at the evidence and gives its
 * sentence and one change to try, or nothing. To add one: a rule here, its sentence in messages/en/diagnosisErrors.json, and a real run that has
 * it and one that has not in `rules.test.ts`.
 */
import type { Failure } from '#messages/Failure.ts';
import * as say from '#messages/generated/diagnosisErrors.ts';
import type { DiagnosisId } from '#protocol/inspect.ts';
import type { Evidence } from './Evidence.ts';
import { Run } from './Run.ts';
import {
  DEAD,
  DIVERGED_TIMES,
  EXPLODING,
  IMBALANCE,
  OVERFITTING,
  PLATEAU,
  RATE_TOO_HIGH,
  RATE_TOO_LOW,
  SATURATION,
  SHARE,
  UNDERFITTING,
  VANISHING,
} from './thresholds.ts';
import {
  afresh,
  otherActivation,
  otherInitializer,
  otherRate,
  crossEntropy,
  lessPenalty,
  moreSamples,
  moreUnits,
  regularise,
  withAdam,
  type Trial,
} from './trials.ts';

interface Found {
  readonly sentence: Failure;
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

export const RULES: readonly Rule[] = [
  {
    // Goodfellow, Bengio & Courville 2016, 8.2.4: steps beyond 2 / curvature grow from step to step.
    id: 'diverged',
    find: (run) =>
      run.isGrown(DIVERGED_TIMES)
        ? { sentence: say.diverged({ rate: short(run.rate) }), trial: afresh(otherRate(run, 0.1)) }
        : null,
  },
  {
    // Pascanu, Mikolov & Bengio 2013, "On the difficulty of training recurrent neural networks": gradients that grow layer by layer.
    id: 'explodingGradient',
    find(run) {
      const norm = Math.hypot(...run.layers.map(({ gradientNorm }) => gradientNorm));
      if (run.hidden.length < EXPLODING.layers || !(norm > EXPLODING.norm) || !(run.share > EXPLODING.share))
        return null;
      const values = { norm: short(norm), times: short(run.share), layers: run.hidden.length };
      return { sentence: say.explodingGradient(values), trial: otherInitializer(run) };
    },
  },
  {
    // Maas, Hannun & Ng 2013; Lu et al. 2019, "Dying ReLU": half of a layer is more than chance. A few dead units often do no harm.
    id: 'deadUnits',
    find(run) {
      if (run.isSolved || run.epochs < DEAD.epochs) return null;
      const layer = run.hidden.findIndex(({ dead, units }) => dead.length >= DEAD.ofLayer * units);
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
      if (run.hidden.length < VANISHING.layers || run.epochs < VANISHING.epochs || run.share < SHARE.noBetter)
        return null;
      const share = run.layers[0]!.gradientNorm / run.layers.at(-1)!.gradientNorm;
      if (!(share < VANISHING.share) || run.layers.at(-1)!.gradientNorm === 0) return null;
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
      if (run.isSolved || run.epochs < SATURATION.epochs || run.share < SHARE.someLeft) return null;
      const output = run.layers.at(-1)!;
      const { activation } = run.experiment.network.output;
      if (output.saturatedShare >= SATURATION.share && !run.takesLogits) {
        const values = { percent: percent(output.saturatedShare), activation };
        return {
          sentence: say.saturatedOutputs(values),
          trial: run.hasClasses ? crossEntropy(run) : afresh(otherRate(run, 0.1)),
        };
      }
      const layer = run.hidden.findIndex(({ saturatedShare }) => saturatedShare >= SATURATION.share);
      if (layer < 0) return null;
      const values = {
        percent: percent(run.hidden[layer]!.saturatedShare),
        layer: layer + 1,
        activation: run.experiment.network.hidden[layer]!.activation,
      };
      return { sentence: say.saturatedUnits(values), trial: afresh(otherRate(run, 0.1)) };
    },
  },
  {
    // Smith 2017, "Cyclical learning rates"; Cohen et al. 2021: beyond the edge of stability the loss rises again and again.
    id: 'rateTooHigh',
    find(run) {
      if (run.isSolved || run.epochs < RATE_TOO_HIGH.epochs || run.isGrown(DIVERGED_TIMES)) return null;
      const isThrown =
        run.share > SHARE.worse &&
        (run.highest > RATE_TOO_HIGH.grown * run.first.trainLoss ||
          run.layers.at(-1)!.saturatedShare >= SATURATION.share);
      const zigzags = run.rises >= RATE_TOO_HIGH.rises && run.jump >= RATE_TOO_HIGH.jump;
      if (!isThrown && !zigzags) return null;
      return { sentence: say.rateTooHigh({ rate: short(run.rate) }), trial: afresh(otherRate(run, 0.1)) };
    },
  },
  {
    // Karpathy, CS231n, "Ratio of weights:updates": about 1e-3; far below, the rate is too low.
    id: 'rateTooLow',
    find(run) {
      const { epochs, leastFall, mostFall, rises, updateRatio: least } = RATE_TOO_LOW;
      const ratio = Math.max(...run.layers.map(({ updateRatio }) => updateRatio));
      const isSlow = run.fall > leastFall && run.fall < mostFall && run.rises <= rises;
      if (run.epochs < epochs || run.share < SHARE.someLeft || !isSlow || !(ratio > 0 && ratio < least))
        return null;
      return { sentence: say.rateTooLow({ share: short(ratio) }), trial: otherRate(run, 10) };
    },
  },
  {
    // The loss of the best constant answer is the least that inputs must beat; equal units stay equal (Goodfellow et al. 2016, 8.4).
    id: 'plateau',
    find(run) {
      if (run.epochs < PLATEAU.epochs || run.hiddenUnits < PLATEAU.units || run.fall > PLATEAU.fall)
        return null;
      if (run.share < SHARE.noBetter || run.share > SHARE.worse) return null;
      const held = run.heldDown(PLATEAU.smallWeight);
      if (held) {
        const sentence = say.heldDown({ name: held.toUpperCase(), value: run.experiment.training[held] });
        return { sentence, trial: afresh(lessPenalty(run, held)) };
      }
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
      const { epochs, units, accuracy, classesShare, valuesShare, fall, jump, gap } = UNDERFITTING;
      const isShort = run.hasClasses
        ? run.last.trainAccuracy < accuracy && run.share > classesShare
        : run.share > valuesShare;
      const couldMore = run.hiddenUnits < units || run.share < SHARE.noBetter;
      if (run.epochs < epochs || !isShort || !couldMore || run.share > SHARE.worse || run.fall > fall)
        return null;
      if (run.jump > jump || run.last.testLoss > gap * run.last.trainLoss) return null;
      const values = { loss: short(run.last.trainLoss), units: run.hiddenUnits };
      return { sentence: say.underfitting(values), trial: moreUnits(run) };
    },
  },
  {
    // Prechelt 1998, "Early stopping – but when?": generalisation loss GL above 10 %, and a gap to the training loss.
    id: 'overfitting',
    find(run) {
      const { testLoss, trainLoss } = run.last;
      if (run.epochs < OVERFITTING.epochs || run.share > SHARE.worse || run.generalises) return null;
      if (!(testLoss > OVERFITTING.risen * run.bestTestLoss) || !(testLoss > OVERFITTING.gap * trainLoss))
        return null;
      const values = { best: short(run.bestTestLoss), now: short(testLoss), train: short(trainLoss) };
      return { sentence: say.overfitting(values), trial: regularise(run) };
    },
  },
  {
    // He & Garcia 2009, "Learning from imbalanced data": with under a fifth of its fair share a class is easily passed over.
    id: 'classImbalance',
    find(run) {
      const fair = 1 / run.classShares.length;
      const rare = run.classShares.findIndex(
        (share, k) => share < IMBALANCE.ofFairShare * fair && run.recalls[k]! < IMBALANCE.found,
      );
      if (run.epochs < IMBALANCE.epochs || rare < 0) return null;
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
