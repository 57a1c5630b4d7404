import { expect, test } from 'vitest';
import { parseExperiment } from './parseExperiment.ts';
import { PRESETS } from './presets.ts';

test.each(PRESETS.map((preset) => [preset.id, preset] as const))('%s is valid and named', (id, preset) => {
  expect(id).toMatch(/^[a-z0-9-]+$/);
  expect(preset.experiment.title).toBe(preset.title);
  expect(parseExperiment(preset.experiment)).toEqual(preset.experiment);
  expect(preset.about.length).toBeLessThan(160);
});

test('ids and titles are each used once', () => {
  expect(new Set(PRESETS.map(({ id }) => id)).size).toBe(PRESETS.length);
  expect(new Set(PRESETS.map(({ title }) => title)).size).toBe(PRESETS.length);
});
