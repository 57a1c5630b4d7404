/** Round numbers along an axis: steps of 1, 2 or 5 times a power of ten, or whole decades on a logarithmic axis. */

/** Ascending multiples of a round step within [low, high], at most `most`. */
export function linearTicks(low: number, high: number, most = 5): number[] {
  const span = high - low;
  if (!(span > 0) || !Number.isFinite(span)) return [low];
  const rough = span / Math.max(1, most - 1);
  const power = 10 ** Math.floor(Math.log10(rough));
  // The largest candidate leaves at most two ticks, so one always fits.
  const round =
    [1, 2, 5, 10, 20, 50].map((m) => m * power).find((s) => tickCount(low, high, s) <= most) ?? span;
  // A single tick would not show how far the axis goes: of 0 to 4.7 with two ticks these are 0 and 4.
  const isLone = most > 1 && tickCount(low, high, round) < 2 && tickCount(low, high, 4 * power) === 2;
  const step = isLone ? 4 * power : round;
  const first = Math.ceil(low / step - 1e-9);
  return Array.from({ length: tickCount(low, high, step) }, (_, i) =>
    Number(((first + i) * step).toPrecision(12)),
  );
}

function tickCount(low: number, high: number, step: number): number {
  return Math.floor(high / step + 1e-9) - Math.ceil(low / step - 1e-9) + 1;
}

/** Powers of ten within [low, high], every second or third where there would be more than `most`. */
export function decadeTicks(low: number, high: number, most = 5): number[] {
  const first = Math.ceil(Math.log10(low) - 1e-9);
  const last = Math.floor(Math.log10(high) + 1e-9);
  const step = Math.max(1, Math.ceil((last - first + 1) / most));
  const ticks: number[] = [];
  for (let exponent = last; exponent >= first; exponent -= step) ticks.unshift(10 ** exponent);
  if (ticks.length >= 2) return ticks;
  // Within one or two decades: 1, 2 and 5 in each.
  const fine = [first - 1, first, first + 1].flatMap((exponent) => [1, 2, 5].map((m) => m * 10 ** exponent));
  return fine.filter((tick) => tick >= low * 0.999 && tick <= high * 1.001).slice(-most);
}

/** 0.01 or 20,000: short enough for the margin of a chart. */
export function tickText(value: number): string {
  if (value === 0) return '0';
  const size = Math.abs(value);
  if (size >= 1e6) return `${Number((value / 1e6).toPrecision(3))}M`.replace('-', '−');
  if (size >= 10_000) return `${Number((value / 1e3).toPrecision(4))}k`.replace('-', '−');
  if (size < 1e-3) return Number(value.toPrecision(2)).toExponential().replaceAll('-', '−');
  return String(Number(value.toPrecision(6))).replace('-', '−');
}
