/** What a stop condition that was met says of itself. */
import type { MetCondition } from '#experiment/MetCondition.ts';
import { countText, settingText } from './numberText.ts';

const LOSSES = { test: 'test loss', train: 'training loss' } as const;

/** @example stopText({ code: 'lossBelow', watch: 'test', limit: 0.01, loss: 0.0098 }) // 'Stopped: test loss below 0.01.' */
export function stopText(met: MetCondition): string {
  switch (met.code) {
    case 'epochs':
      return `Stopped: epoch ${countText(met.limit)} reached.`;
    case 'seconds':
      return `Stopped: ${settingText(met.limit)} seconds are over.`;
    case 'lossBelow':
      return `Stopped: ${LOSSES[met.watch]} below ${settingText(met.limit)}.`;
    case 'plateau':
      return `Stopped: ${LOSSES[met.watch]} no better for ${countText(met.limit)} ${met.limit === 1 ? 'epoch' : 'epochs'}.`;
  }
}
