/** The note for browsers whose clock is too coarse for these measurements. */
import * as say from '#messages/generated/requests.ts';
import { stepText } from '#messages/clockText.ts';

/** Most batches and many responses are shorter than this. */
export const isCoarse = (clockStepMs: number): boolean => clockStepMs >= 0.5;

export const clockNote = (clockStepMs: number): string => say.clockTicks({ step: stepText(clockStepMs) });
