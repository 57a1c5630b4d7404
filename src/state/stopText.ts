/** What a stop condition that was met says of itself, from the catalogue. */
import type { MetCondition } from '#experiment/MetCondition.ts';
import * as stops from '#messages/generated/stops.ts';

/** @example stopText({ code: 'lossBelow', watch: 'test', limit: 0.01, loss: 0.0098 }) // 'Stopped: test loss below 0.01.' */
export function stopText(met: MetCondition): string {
  switch (met.code) {
    case 'epochs':
      return stops.epochs({ limit: met.limit });
    case 'seconds':
      return stops.seconds({ limit: met.limit });
    case 'lossBelow':
      return stops.lossBelow({ watch: met.watch, limit: met.limit });
    case 'plateau':
      return stops.plateau({ watch: met.watch, limit: met.limit });
  }
}
