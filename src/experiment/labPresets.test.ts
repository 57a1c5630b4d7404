import { expect, test } from 'vitest';
import { defaultExperiment } from './defaults.ts';
import { LAB_PRESETS, type PresetSide } from './labPresets.ts';
import { parseExperiment } from './parseExperiment.ts';

test.each(LAB_PRESETS.map((preset) => [preset.id, preset] as const))(
  '%s is a valid experiment, on both sides where it has two',
  (_, { serving, load, pane, sides, fit }) => {
    const base = defaultExperiment('circle');
    const alone: readonly PresetSide[] = [{}];
    // Slow, usual and very fast machines.
    for (const fitted of [undefined, ...[40, 5_000, 900_000].map((perSecond) => fit?.(perSecond))]) {
      for (const side of fitted?.sides ?? sides ?? alone) {
        const experiment = {
          ...base,
          serving: { ...base.serving, ...serving, ...fitted?.serving, ...side.serving },
          load: { ...base.load, ...load, ...fitted?.load },
          view: { ...base.view, lab: pane },
        };
        expect(parseExperiment(experiment)).toEqual(experiment);
      }
    }
  },
);

test('a fault strikes while its load runs, and every preset has its own name', () => {
  for (const { fault, load } of LAB_PRESETS) {
    if (fault) expect(fault.atMs + fault.ms).toBeLessThan(load?.durationMs ?? 0);
  }
  expect(new Set(LAB_PRESETS.map(({ id }) => id)).size).toBe(LAB_PRESETS.length);
  expect(new Set(LAB_PRESETS.map(({ label }) => label())).size).toBe(LAB_PRESETS.length);
});

test('overload is overload on any machine, and a short queue never holds more than the goal allows', () => {
  const { fit, serving, load } = LAB_PRESETS.find(({ id }) => id === 'overload')!;
  for (const perSecond of [300, 5_000, 16_000]) {
    const fitted = fit!(perSecond);
    const rate = fitted.load!.requestsPerSecond!;
    expect(rate / perSecond).toBeGreaterThan(2.8);
    const [long, short] = fitted.sides!.map((side) => side.serving!.maxQueueSize!);
    expect(long).toBe(65_536);
    // In ms, against a goal of 10 ms.
    expect((short! / perSecond) * 1_000).toBeLessThan(8);
  }
  expect([serving?.instances, load?.mode]).toEqual([2, 'open']);
});
