import { beforeEach, expect, test, vi } from 'vitest';
import { prepareData } from '#data/prepareData.ts';
import { defaultExperiment } from '#experiment/defaults.ts';
import { dataFeed, probeFeed } from '#state/feeds.ts';
import { createProbeCommands, probeFirstSample } from './probeCommands.ts';

// Feeds notify their listeners in an animation frame; here only what they hold is read.
vi.stubGlobal('requestAnimationFrame', () => 0);

const iris = prepareData(defaultExperiment('iris'), null);
const { count, raw, labels } = iris.test;
const sent: Float32Array[] = [];
const commands = createProbeCommands((row) => sent.push(row));
const row = (index: number): Float32Array => raw.slice(index * 4, index * 4 + 4);

beforeEach(() => {
  sent.length = 0;
  dataFeed.publish(iris);
  probeFirstSample(iris, { set: 'iris' });
});

test('new samples of a table begin with the first of the test part', () => {
  expect(probeFeed.latest).toEqual({ raw: row(0), label: labels[0], testRow: 0 });
});

test('a plane has no probe, nor have samples that are still loading', () => {
  probeFirstSample(prepareData(defaultExperiment('circle'), null), { set: 'circle' });
  expect(probeFeed.latest).toBeNull();
  probeFirstSample(null, { set: 'mnist' });
  expect(probeFeed.latest).toBeNull();
});

test('test samples wrap around at both ends, and each goes to the trainer', () => {
  commands.probeTestSample(-1);
  expect(probeFeed.latest?.testRow).toBe(count - 1);
  commands.probeTestSample(count + 1);
  expect(probeFeed.latest).toEqual({ raw: row(1), label: labels[1], testRow: 1 });
  expect(sent).toEqual([row(count - 1), row(1)]);
});

test('a drawing has no label', () => {
  const drawing = new Float32Array(4).fill(0.5);
  commands.probeDrawing(drawing);
  expect(probeFeed.latest).toEqual({ raw: drawing, label: null, testRow: null });
  expect(sent).toEqual([drawing]);
});
