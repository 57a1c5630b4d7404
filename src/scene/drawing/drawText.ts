/** What screen readers are told while somebody draws. */
import * as say from '#messages/generated/draw.ts';
import { fixedText } from '#messages/numberText.ts';
import type { Place } from './brush.ts';

const DECIMALS = 2;
const placeTexts = ({ x1, x2 }: Place) => ({ x1: fixedText(x1, DECIMALS), x2: fixedText(x2, DECIMALS) });

/** @param classes names of the classes; empty for values */
export function labelText(label: number, classes: readonly string[]): string {
  if (classes.length === 0) return say.labelValue({ value: fixedText(label, 1) });
  return say.labelClass({ name: classes[label] ?? String(label) });
}

export const placeText = (place: Place): string => say.announcePlace(placeTexts(place));

export const putText = (place: Place, label: string, count: number): string =>
  say.announcePut({ ...placeTexts(place), label, count });

export const downText = (place: Place): string => say.announceDown(placeTexts(place));
