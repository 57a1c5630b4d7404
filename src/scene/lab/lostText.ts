/** Counts of the requests without a response, by outcome; outcomes that did not occur are left out. */
import * as say from '#messages/generated/requests.ts';
import { listText } from '#messages/listText.ts';
import type { OutcomeCounts } from '#trace/outcomes.ts';

export type Lost = Pick<OutcomeCounts, 'rejected' | 'timedOut' | 'cancelled' | 'failed'>;

/** "3,463 rejected, 588 timed out"; empty where all succeeded. */
export function lostText({ rejected, timedOut, cancelled, failed }: Lost): string {
  const ways = [
    [rejected, say.rejected],
    [timedOut, say.timedOut],
    [cancelled, say.cancelled],
    [failed, say.failed],
  ] as const;
  return listText(ways.flatMap(([count, text]) => (count > 0 ? [text({ count })] : [])));
}

/** "7,960 answered, 4,139 not": where there is no room for the outcomes. */
export function answeredText(ok: number, ended: number): string {
  return ended > ok ? say.answeredAndNot({ ok, not: ended - ok }) : say.answered({ ok });
}
