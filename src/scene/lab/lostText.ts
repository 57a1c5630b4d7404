/** Counts of the requests without a response, by outcome; outcomes that did not occur are left out. */
import { countText } from '#messages/numberText.ts';
import type { OutcomeCounts } from '#trace/outcomes.ts';

export type Lost = Pick<OutcomeCounts, 'rejected' | 'timedOut' | 'cancelled' | 'failed'>;

/** "3,463 rejected, 588 timed out"; empty where all succeeded. */
export function lostText({ rejected, timedOut, cancelled, failed }: Lost): string {
  const ways = [
    [rejected, 'rejected'],
    [timedOut, 'timed out'],
    [cancelled, 'cancelled'],
    [failed, 'failed'],
  ] as const;
  return ways.flatMap(([count, word]) => (count > 0 ? [`${countText(count)} ${word}`] : [])).join(', ');
}

/** "7,960 answered, 4,139 not": where there is no room for the outcomes. */
export function answeredText(ok: number, ended: number): string {
  return `${countText(ok)} answered${ended > ok ? `, ${countText(ended - ok)} not` : ''}`;
}
