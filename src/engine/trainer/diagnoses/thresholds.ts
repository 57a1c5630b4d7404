/** Every threshold of the rules in `rules.ts`, by rule. Where each comes from stands over its rule. */

/** Points of the curve that tell how it goes at present. */
export const TAIL_POINTS = 20;

/** A run that is solved has nothing wrong: accuracy on the training samples, or share of the loss of the best constant answer. */
export const SOLVED = { accuracy: 0.97, share: 0.1 };
/** Right on nearly all that it was not trained on. */
export const GENERALISES = { accuracy: 0.95, share: 0.2 };

/** Losses as shares of that of the best constant answer. */
export const SHARE = { worse: 1.1, noBetter: 0.9, someLeft: 0.5 };

/** A loss this many times its start (or 1) does not come back. */
export const DIVERGED_TIMES = 100;
export const EXPLODING = { layers: 2, norm: 50, share: 5 };
export const DEAD = { epochs: 1, ofLayer: 0.5 };
export const VANISHING = { layers: 3, epochs: 5, share: 0.01 };
export const SATURATION = { epochs: 5, share: 0.9 };
export const RATE_TOO_HIGH = { epochs: 10, grown: 1.02, rises: 0.35, jump: 0.15 };
export const RATE_TOO_LOW = { epochs: 20, leastFall: 0.0005, mostFall: 0.05, rises: 0.05, updateRatio: 1e-4 };
/** `smallWeight`: regularisation holds a network down whose weights are, in the mean, below this. */
export const PLATEAU = { epochs: 10, units: 3, fall: 0.02, smallWeight: 0.05 };
export const UNDERFITTING = {
  epochs: 30,
  units: 3,
  accuracy: 0.95,
  classesShare: 0.3,
  valuesShare: 0.2,
  fall: 0.05,
  jump: 0.05,
  gap: 1.5,
};
export const OVERFITTING = { epochs: 10, risen: 1.1, gap: 1.5 };
export const IMBALANCE = { epochs: 5, ofFairShare: 0.4, found: 0.5 };
