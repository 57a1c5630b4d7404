/** A time as a person would say it. */
import * as say from '#messages/generated/trainingSweep.ts';

export function timeText(seconds: number): string {
  return seconds < 90
    ? say.second({ count: Math.max(1, Math.round(seconds)) })
    : say.minutes({ count: Math.round(seconds / 60) });
}
