/** The shortest number that is this float32: 0.1, not 0.10000000149011612. Nine significant digits restore every float32. */
export function shortFloat(value: number): string {
  for (let digits = 6; digits < 9; digits++) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === value) return String(short);
  }
  return String(Number(value.toPrecision(9)));
}
