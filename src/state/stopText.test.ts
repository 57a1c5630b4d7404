import { expect, test } from 'vitest';
import { stopText } from './stopText.ts';

test.each([
  [{ code: 'epochs', limit: 1_200 }, 'Stopped: epoch 1,200 reached.'],
  [{ code: 'seconds', limit: 2.5 }, 'Stopped: 2.5 seconds are over.'],
  [{ code: 'lossBelow', watch: 'test', limit: 0.01, loss: 0.0098 }, 'Stopped: test loss below 0.01.'],
  [{ code: 'plateau', watch: 'train', limit: 1, best: 0.2 }, 'Stopped: training loss no better for 1 epoch.'],
  [{ code: 'plateau', watch: 'test', limit: 40, best: 0.2 }, 'Stopped: test loss no better for 40 epochs.'],
] as const)('%j', (met, text) => expect(stopText(met)).toBe(text));
