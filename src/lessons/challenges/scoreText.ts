/** A score with its unit, and as the short number under a mark. */
import * as say from '#messages/generated/challenge.ts';
import { countText, fixedText, percentText } from '#messages/numberText.ts';
import type { Challenge, ScoreUnit } from './Challenge.ts';

/** Significant digits would jump between marks: fixed ones do not. */
const LOSS_DECIMALS = 4;

/** @example scoreText({ unit: 'parameters' }, 13) // '13 parameters' */
export function scoreText({ unit }: Pick<Challenge, 'unit'>, score: number): string {
  switch (unit) {
    case 'parameters':
      return say.parameters({ count: score });
    case 'steps':
      return say.steps({ count: score });
    case 'seeds':
      return say.seeds({ count: score });
    case 'loss':
      return say.loss({ loss: numberOf(unit, score) });
    case 'share':
      return say.share({ share: numberOf(unit, score) });
    case 'percentOff':
      return say.percentOff({ percent: numberOf(unit, score) });
    case 'timesOneByOne':
      return say.timesOneByOne({ times: numberOf(unit, score) });
    case 'ofCapacity':
      return say.ofCapacity({ share: numberOf(unit, score) });
  }
}

/** Without the unit's words: what stands under a mark. */
export const markText = ({ unit }: Pick<Challenge, 'unit'>, score: number): string => numberOf(unit, score);

function numberOf(unit: ScoreUnit, score: number): string {
  switch (unit) {
    case 'loss':
      return fixedText(score, LOSS_DECIMALS);
    case 'share':
    case 'ofCapacity':
      return percentText(score);
    case 'percentOff':
      return percentText(score / 100);
    case 'timesOneByOne':
      return fixedText(score, score < 10 ? 1 : 0);
    default:
      return countText(score);
  }
}
