import { expect, test } from 'vitest';
import { defaultExperiment } from '#experiment/defaults.ts';
import { withTexts } from './linkTexts.ts';

const present = { ...defaultExperiment('xor'), note: 'Old.' };

test('an empty text takes away, one left out leaves; the experiment itself stays as it is', () => {
  const { note: _taken, ...rest } = present;
  expect(withTexts(present, { title: 'A title', note: ' ', tryThis: ' Fewer units? ' })).toEqual({
    ...rest,
    title: 'A title',
    tryThis: 'Fewer units?',
  });
  expect(withTexts(present, {})).toEqual(present);
  expect(present.note).toBe('Old.');
});
