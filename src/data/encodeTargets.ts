/**
 * Encodes labels as targets: one-hot, ±1 or values, as the loss compares them with the output
 * (`experiment/output.ts`).
 */
import type { OutputShape } from '#experiment/output.ts';

/** @returns [n, units]: ±1 or 0/1, high for the unit of the class; a single unit is high for class 1 */
export function encodeTargets(labels: Float32Array, { units, coding }: OutputShape): Float32Array {
  if (coding === 'value') return labels.slice();
  const low = coding === 'signed' ? -1 : 0;
  if (units === 1) return labels.map((label) => (label === 1 ? 1 : low));
  const targets = new Float32Array(labels.length * units).fill(low);
  labels.forEach((label, i) => (targets[i * units + label] = 1));
  return targets;
}
