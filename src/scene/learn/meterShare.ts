/**
 * How much of a meter is filled by a line of a condition: the goal's mark stands at four fifths. Values that have to fall are shown by
 * their logarithm, since a loss falls by factors.
 */

export interface MeterLine {
  readonly value?: number;
  readonly goal?: number;
  /** Whether the value has to fall below the goal. */
  readonly isFromAbove?: boolean;
  /** Where it began. */
  readonly from?: number;
}

export const GOAL_AT = 0.8;

/** @returns 0 to 1 */
export function meterShare({ value, goal, from, isFromAbove = false }: MeterLine): number {
  if (value === undefined || goal === undefined) return 0;
  const start = from ?? value;
  const share = isFromAbove ? fallen(value, goal, start) : risen(value, goal, start);
  return Math.min(1, Math.max(0, share * GOAL_AT));
}

function fallen(value: number, goal: number, start: number): number {
  if (value <= goal) return 1;
  const top = Math.max(start, value);
  if (goal > 0) return Math.log(top / value) / Math.log(top / goal);
  return (top - value) / (top - goal);
}

function risen(value: number, goal: number, start: number): number {
  if (value >= goal) return 1;
  const floor = Math.min(start, value, goal > 0 ? 0 : goal - 1);
  return (value - floor) / (goal - floor);
}
