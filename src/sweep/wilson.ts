/**
 * Wilson's score interval of a share (1927, "Probable inference"): unlike share ± 1.96 standard errors it stays within 0 to 1, and
 * covers the truth about as often as it says also where few of the trials, or none, succeeded.
 */

/** Two-sided 95 %. */
const Z = 1.959963984540054;

/**
 * @returns the ends of the 95 % interval of the chance behind `successes` of `trials`; 0 to 1 without trials
 * @example wilson(37, 60) // [0.490, 0.729]
 */
export function wilson(successes: number, trials: number): readonly [low: number, high: number] {
  if (trials === 0) return [0, 1];
  const share = successes / trials;
  const z2 = Z * Z;
  const middle = (share + z2 / (2 * trials)) / (1 + z2 / trials);
  const half =
    (Z * Math.sqrt((share * (1 - share)) / trials + z2 / (4 * trials * trials))) / (1 + z2 / trials);
  return [Math.max(0, middle - half), Math.min(1, middle + half)];
}
