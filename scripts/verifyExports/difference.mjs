/** How far answers are from the golden ones. */

/** The largest |a − b| / max(1, |b|); Infinity where an answer is missing or is none. */
export function differenceOf(outputs, { outputs: wanted }) {
  let largest = outputs.length === wanted.length ? 0 : Infinity;
  wanted.forEach((row, i) =>
    row.forEach((b, j) => {
      const difference = Math.abs((outputs[i]?.[j] ?? Number.NaN) - b) / Math.max(1, Math.abs(b));
      largest = Math.max(largest, Number.isNaN(difference) ? Infinity : difference);
    }),
  );
  return largest;
}
