/** The warped plane and the landscape on each device, against predictions, losses and what is known of a quadratic. */
import { describe, expect, it } from 'vitest';
import { planeGrid } from '#data/planeGrid.ts';
import { changeExperiment } from '#experiment/changeExperiment.ts';
import { defaultExperiment } from '#experiment/defaults.ts';
import { networkShape } from '#experiment/networkShape.ts';
import { DEVICE_NAMES } from '#experiment/vocabulary.ts';
import { forward } from '#nn/forward.ts';
import { fromLayers } from '../layerParameters.ts';
import { startTrainer } from '../testing/trainerRig.ts';

const tanh = (units: number) => ({ units, activation: 'tanh' as const });
const moons = changeExperiment(defaultExperiment('moons'), { network: { hidden: [tanh(5), tanh(2)] } });
const shape = networkShape(moons);

describe.each(DEVICE_NAMES)('on %s', (device) => {
  it('a layer of two units is the plane itself, of more their principal components', async () => {
    const trainer = await startTrainer(moons, device);
    await trainer.train({ epochs: 5 });
    const parameters = fromLayers(shape, await trainer.parameters());
    const [wide, narrow, output] = forward(shape, parameters, planeGrid(7), 49);
    const two = await trainer.warpedPlane({ layer: 1, side: 7 });
    expect(two).toMatchObject({
      units: 2,
      side: 7,
      axes: [
        [1, 0],
        [0, 1],
      ],
    });
    for (const [i, value] of narrow!.entries()) expect(two.grid[i]).toBeCloseTo(value, 4);
    const one = await trainer.warpedPlane({ layer: 2, side: 7 });
    for (const [i, value] of output!.entries()) expect(one.grid[2 * i]).toBeCloseTo(value, 4);
    expect(one.grid.filter((_, i) => i % 2 === 1).every((y) => y === 0)).toBe(true);

    const five = await trainer.warpedPlane({ layer: 0, side: 7 });
    expect(five.shares[0]).toBeGreaterThanOrEqual(five.shares[1]!);
    expect(five.shares[0]! + five.shares[1]!).toBeLessThanOrEqual(1 + 1e-9);
    // Distances along an axis are those of the activations along it.
    const [axis] = five.axes;
    const along = (n: number): number => axis!.reduce((sum, x, j) => sum + x * wide![5 * n + j]!, 0);
    expect(five.grid[2 * 48]! - five.grid[0]!).toBeCloseTo(along(48) - along(0), 4);
    // The samples' mean is the origin.
    expect(five.samples.filter((_, i) => i % 2 === 0).reduce((sum, x) => sum + x, 0)).toBeCloseTo(0, 2);
    await expect(trainer.warpedPlane({ layer: 3, side: 7 })).rejects.toThrow('There is no layer 3');
  });

  it('the middle of a landscape is the present loss, and its path ends there', async () => {
    const trainer = await startTrainer(moons, device);
    await trainer.train({ epochs: 5 });
    const { loss } = await trainer.evaluate({ split: 'train' });
    const random = await trainer.landscape({ directions: 'random', side: 9, radius: 0.5, seed: 3 });
    expect(random.losses[4 * 9 + 4]).toBeCloseTo(loss, 4);
    expect(random.samples).toBe(250);
    const path = await trainer.landscape({ directions: 'path', side: 9, radius: 1, seed: 1 });
    expect(path.path.length).toBe(2 * (await trainer.checkpoints()).length);
    expect(Math.hypot(...path.path.slice(-2))).toBeLessThan(1e-5);
    for (const [i, x] of path.path.entries())
      expect(Math.abs(x - path.middle[i % 2]!)).toBeLessThan(path.radius);
    expect(path.losses.every(Number.isFinite)).toBe(true);
  });
});

it('the squared error of a linear network is a parabola along any line, and the random slice repeats', async () => {
  const plane = changeExperiment(defaultExperiment('plane'), {
    network: { hidden: [] },
    training: { loss: 'halfSquaredError' },
  });
  const trainer = await startTrainer(plane, 'wasm');
  await expect(trainer.landscape({ directions: 'path', side: 3, radius: 1, seed: 1 })).rejects.toThrow(
    'Train first',
  );
  const asked = { directions: 'random', side: 41, radius: 1, seed: 5 } as const;
  const { losses } = await trainer.landscape(asked);
  const second = (i: number): number => losses[i + 1]! - 2 * losses[i]! + losses[i - 1]!;
  const row = 20 * 41;
  for (let i = row + 2; i < row + 39; i++) expect(second(i)).toBeCloseTo(second(row + 1), 3);
  expect((await trainer.landscape(asked)).losses).toEqual(losses);
  expect((await trainer.landscape({ ...asked, seed: 6 })).losses).not.toEqual(losses);
});
