/**
 * Sine, cosine, exponential and logarithm from additions, multiplications and divisions alone. Math.sin and its kin
 * may differ in the last bit from browser to browser; IEEE arithmetic may not. So a seed makes the same points
 * everywhere, and a link shows everybody the same picture. Each is within 1e-12 of the true value.
 */
/** Taylor's series on [−π/2, π/2], to which the period and the symmetry bring every other angle. */
export function sin(angle: number): number {
  let x = angle - Math.round(angle / (2 * Math.PI)) * 2 * Math.PI;
  if (x > Math.PI / 2) x = Math.PI - x;
  if (x < -Math.PI / 2) x = -Math.PI - x;
  let term = x;
  let sum = x;
  for (let n = 2; n <= 20; n += 2) {
    term *= -(x * x) / (n * (n + 1));
    sum += term;
  }
  return sum;
}

export function cos(angle: number): number {
  return sin(angle + Math.PI / 2);
}

/** eˣ = 2ᵏ·eʳ with |r| ≤ ½ ln 2, where Taylor's series is short. For |x| up to 700. */
export function exp(x: number): number {
  const k = Math.round(x / Math.LN2);
  const r = x - k * Math.LN2;
  let term = 1;
  let sum = 1;
  for (let n = 1; n <= 16; n++) {
    term *= r / n;
    sum += term;
  }
  for (let i = 0; i < k; i++) sum *= 2;
  for (let i = 0; i > k; i--) sum /= 2;
  return sum;
}

/** ln x = e·ln 2 + 2·artanh((m − 1)/(m + 1)) with x = m·2ᵉ and m near 1. For x > 0. */
export function log(x: number): number {
  let m = x;
  let e = 0;
  for (; m > Math.SQRT2; e++) m /= 2;
  for (; m < Math.SQRT1_2; e--) m *= 2;
  const t = (m - 1) / (m + 1);
  let power = t;
  let sum = 0;
  for (let n = 1; n <= 23; n += 2) {
    sum += power / n;
    power *= t * t;
  }
  return e * Math.LN2 + 2 * sum;
}
