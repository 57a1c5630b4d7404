import { describe, expect, it } from 'vitest';
import { defaultExperiment } from '#experiment/defaults.ts';
import { diagramFrame } from './diagramFrame.ts';

const { data, network } = defaultExperiment();

describe('diagramFrame', () => {
  it('gives each column a middle and keeps the tiles between heads and footer', () => {
    const frame = diagramFrame(data, network, 900, 500);
    expect(frame.centres).toHaveLength(network.hidden.length + 2);
    expect(frame.compact).toBe(false);
    const tiles = frame.layout.columns.flatMap((column) => column.tiles);
    expect(Math.min(...tiles.map(({ y }) => y))).toBeGreaterThanOrEqual(76);
    expect(Math.max(...tiles.map(({ y, size }) => y + size))).toBeLessThanOrEqual(500 - 44);
  });

  it('names the features of the inputs, and several outputs by their classes', () => {
    const chosen = diagramFrame({ ...data, features: ['x1^2'] }, network, 900, 500).names;
    expect(chosen.inputNames).toEqual(['x1^2']);
    expect(chosen.outputNames).toEqual([]);
    const iris = diagramFrame(
      { ...data, set: 'iris' },
      { ...network, output: { activation: 'softmax' } },
      900,
      500,
    );
    expect(iris.names.inputNames).toHaveLength(4);
    expect(iris.names.outputNames).toHaveLength(3);
  });

  it('shows no controls over the layers where there is no room beside each other, above or below', () => {
    expect(diagramFrame(data, network, 540, 500)).toMatchObject({ narrow: true, low: false, compact: true });
    expect(diagramFrame(data, network, 900, 260)).toMatchObject({ narrow: false, low: true, compact: true });
    const deep = { ...network, hidden: Array.from({ length: 6 }, () => network.hidden[0]!) };
    expect(diagramFrame(data, deep, 900, 500)).toMatchObject({ narrow: false, low: false, compact: true });
  });
});
