/** Where scores lie on the line of a challenge, 0 to 1, left to right from easy to hard. */
import type { Challenge } from '#lessons/challenges/Challenge.ts';

/** Marks stand at equal distances, whatever their numbers, so that their texts never lie on each other. */
export const MARK_PLACES = [0.2, 0.525, 0.85] as const;

/**
 * Between two marks in proportion, and beyond the ends likewise.
 * @example placeOn({ marks: [25, 13, 11] }, 19) // 0.3625
 */
export function placeOn({ marks }: Pick<Challenge, 'marks'>, score: number): number {
  const [first, second, third] = marks;
  const isBeyondSecond = second < first ? score <= second : score >= second;
  const [from, to] = isBeyondSecond ? [second, third] : [first, second];
  const [left, right] = isBeyondSecond ? [MARK_PLACES[1], MARK_PLACES[2]] : [MARK_PLACES[0], MARK_PLACES[1]];
  const place = left + ((score - from) / (to - from)) * (right - left);
  return Math.min(1, Math.max(0, place));
}
