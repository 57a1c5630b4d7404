import { beforeEach, expect, test } from 'vitest';
import { defaultExperiment } from '#experiment/defaults.ts';
import { startWith } from '#state/experimentStore.ts';
import { fileNameOf } from './fileNameOf.ts';

beforeEach(() => startWith(defaultExperiment('xor')));

test.each([
  ['Two moons, at dusk', 'two-moons-at-dusk.png'],
  [' Größe: 螺旋! ', 'größe-螺旋.png'],
  ['../../etc/passwd', 'etc-passwd.png'],
  ['', 'xor.png'],
  ['!?', 'xor.png'],
])('%s', (title, name) => {
  expect(fileNameOf(title, 'png')).toBe(name);
});
