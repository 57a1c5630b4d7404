// @vitest-environment happy-dom
import { act } from 'react';
import { beforeEach, expect, test } from 'vitest';
import { prepareData } from '#data/prepareData.ts';
import { splitCounts } from '#data/splitCounts.ts';
import { defaultExperiment } from '#experiment/defaults.ts';
import { networkShape } from '#experiment/networkShape.ts';
import { parameterCount, unitCount } from '#nn/NetworkShape.ts';
import { startWith } from '#state/experimentStore.ts';
import { dataFeed } from '#state/feeds.ts';
import { inspectStore } from '#state/inspectStore.ts';
import { click, control, enter, renderView } from '../../testing/renderView.tsx';
import { SamplePane } from './SamplePane.tsx';

const experiment = defaultExperiment('circle');
const shape = networkShape(experiment);
const data = prepareData(experiment, null);
const parameters = Float32Array.from({ length: parameterCount(shape) }, (_, i) => (i % 7) / 4 - 0.5);
const z = Float32Array.from({ length: unitCount(shape) }, (_, i) => i / 10);
const inspection = {
  shape,
  step: 4,
  parameters,
  z,
  a: z.map(Math.tanh),
  backward: {
    target: Float32Array.of(1),
    loss: 0.25,
    delta: z.map((value) => -value),
    gradient: parameters.map((value) => value / 10),
    after: parameters.map((value) => value - 0.125),
    rule: { optimizer: 'sgd', rate: 0.0075, l1: 0, l2: 0, decay: 0 },
  },
};

beforeEach(() => {
  startWith(experiment);
  dataFeed.publish(data);
  inspectStore.setState(inspectStore.getInitialState(), true);
});

async function shown(answer: unknown = inspection) {
  const view = renderView(null);
  view.commands.ask.mockResolvedValue(answer as never);
  view.rerender(<SamplePane />);
  // The answer, then the effect that hands it on.
  await act(async () => Promise.resolve());
  expect(inspectStore.getState().found).not.toBeNull();
  return view;
}

test('asks for the sample and its target, and shows what it is told', async () => {
  const { host, commands } = await shown();
  const [kind, params] = commands.ask.mock.calls[0]!;
  expect(kind).toBe('inspect');
  expect(params).toEqual({
    row: data.test.inputs.slice(0, shape.inputs),
    target: data.test.targets.slice(0, 1),
  });
  expect(host.querySelector('.sample-facts')!.textContent).toContain('Loss0.250');
  expect(host.querySelector('.unit-sum b')!.textContent).toBe(z.at(-1)!.toFixed(2));
  const last = host.querySelector('.update-table tbody tr:last-child')!;
  expect([...last.querySelectorAll('td')].map((cell) => Number(cell.textContent.replace('−', '-')))).toEqual(
    [parameters.at(-1)!, parameters.at(-1)! / 10, parameters.at(-1)! - 0.125].map((value) =>
      expect.closeTo(value, 3),
    ),
  );
});

test('in the first phases later numbers are not known yet, and each step shows more', async () => {
  const { host } = await shown();
  click(control(host, 'Again'));
  const facts = (): string => host.querySelector('.sample-facts')!.textContent;
  expect(facts()).toContain('Loss–');
  const steps = host.querySelectorAll('.sample-phases li').length;
  for (let i = 1; i < steps; i++) click(control(host, 'Next phase'));
  expect(facts()).toContain('Loss0.250');
  expect(inspectStore.getState()).toMatchObject({ phase: steps - 1, chosen: { layer: 0 } });
});

test('a unit is chosen from the lists, and pointing at a row of its weights marks the term', async () => {
  const { host } = await shown();
  enter(control(host, 'Layer'), '0');
  enter(control(host, 'Unit'), '2');
  expect(inspectStore.getState().chosen).toEqual({ layer: 0, unit: 2 });
  const row = host.querySelector('.update-table tbody tr')!;
  act(() => void row.dispatchEvent(new PointerEvent('pointerover', { bubbles: true })));
  expect(inspectStore.getState().term).toBe(0);
  expect(host.querySelectorAll('.sum-term[data-marked]')).toHaveLength(1);
});

test('the next sample follows the last, and after the last comes the first', async () => {
  const { host } = await shown();
  click(control(host, 'Previous sample'));
  expect(inspectStore.getState().followed).toEqual({ split: 'test', index: data.test.count - 1 });
  click(control(host, 'Next sample'));
  expect(inspectStore.getState().followed).toEqual({ split: 'test', index: 0 });
});

test('the table says the rate of this step, and all that makes the step besides the gradient', async () => {
  const textOf = (view: Awaited<ReturnType<typeof shown>>): string =>
    view.host.querySelector('.inspect-side-right')!.textContent;
  // The rate of the plan is another: a schedule has changed it since.
  const plain = textOf(await shown());
  expect(plain).toContain('SGD, rate 0.0075');
  expect(plain).not.toMatch(/penalty|decay|clipped/);
  const rule = {
    optimizer: 'adamw',
    rate: 0.001,
    l1: 0.02,
    l2: 0.3,
    decay: 0.0001,
    clip: { by: 'norm', limit: 2 },
  };
  const whole = textOf(await shown({ ...inspection, backward: { ...inspection.backward, rule } }));
  expect(whole).toContain('AdamW, rate 0.001');
  expect(whole).toContain('The L1 penalty (0.02) also pulls each weight towards 0.');
  expect(whole).toContain('The L2 penalty (0.3) also pulls each weight towards 0.');
  expect(whole).toContain('Weight decay first takes 0.0001 of each weight.');
  expect(whole).toContain('clipped to norm 2');
  const byValue = { ...rule, l1: 0, clip: { by: 'value', limit: 0.5 } };
  const other = textOf(await shown({ ...inspection, backward: { ...inspection.backward, rule: byValue } }));
  expect(other).toContain('each value clipped to ±0.5');
  expect(other).not.toContain('L1');
});

test('a digit of which the page has none is the trainer’s own, under its number', async () => {
  const digits = defaultExperiment('mnist');
  startWith(digits);
  const { train } = splitCounts(digits.data);
  dataFeed.publish(null);
  inspectStore.setState({ followed: { split: 'train', index: train - 1 } });
  const raw = new Float32Array(784).fill(0.25);
  const sample = { row: raw, target: new Float32Array(10), raw, label: 7 };
  const view = renderView(null);
  view.commands.ask.mockImplementation(
    (kind) => (kind === 'sampleAt' ? Promise.resolve(sample) : new Promise(() => undefined)) as never,
  );
  view.rerender(<SamplePane />);
  await act(async () => Promise.resolve());
  const asked = view.commands.ask.mock.calls;
  expect(asked[0]).toEqual(['sampleAt', { split: 'train', index: train - 1 }]);
  expect(asked[1]).toEqual(['inspect', { row: raw, target: sample.target }]);
  const number = train.toLocaleString('en');
  expect(view.host.textContent).toContain(`Training sample ${number} of ${number}`);
  expect(view.host.querySelector('.sample-digit')).not.toBeNull();
});
