import { expect, test } from 'vitest';
import { defaultExperiment } from './defaults.ts';
import { LAB_PRESETS, type PresetSide } from './labPresets.ts';
import { parseExperiment } from './parseExperiment.ts';

test.each(LAB_PRESETS.map((preset) => [preset.id, preset] as const))(
  '%s is a valid experiment, on both sides where it has two',
  (_, { serving, load, pane, sides }) => {
    const base = defaultExperiment('circle');
    const alone: readonly PresetSide[] = [{}];
    for (const side of sides ?? alone) {
      const experiment = {
        ...base,
        serving: { ...base.serving, ...serving, ...side.serving },
        load: { ...base.load, ...load },
        view: { ...base.view, lab: pane },
      };
      expect(parseExperiment(experiment)).toEqual(experiment);
    }
  },
);

test('a fault strikes while its load runs, and every preset has its own name', () => {
  for (const { fault, load } of LAB_PRESETS) {
    if (fault) expect(fault.atMs + fault.ms).toBeLessThan(load?.durationMs ?? 0);
  }
  expect(new Set(LAB_PRESETS.map(({ id }) => id)).size).toBe(LAB_PRESETS.length);
  expect(new Set(LAB_PRESETS.map(({ label }) => label)).size).toBe(LAB_PRESETS.length);
});
