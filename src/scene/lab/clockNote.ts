/** The note for browsers whose clock is too coarse for these measurements. */
import { stepText } from '#messages/clockText.ts';

/** Most batches and many responses are shorter than this. */
export const isCoarse = (clockStepMs: number): boolean => clockStepMs >= 0.5;

export const clockNote = (clockStepMs: number): string =>
  `This browser’s clock ticks every ${stepText(clockStepMs)} ms. No single time is known better; means of many are.`;
