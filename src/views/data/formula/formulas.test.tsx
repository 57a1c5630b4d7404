// @vitest-environment happy-dom
import { beforeEach, expect, test, vi } from 'vitest';
import { defaultExperiment } from '#experiment/defaults.ts';
import { packPoints } from '#experiment/drawnPoints.ts';
import { experimentStore, setExperiment, startWith } from '#state/experimentStore.ts';
import { click, control, enter, renderView } from '../../testing/renderView.tsx';
import { FormulaInput } from './FormulaInput.tsx';
import { FormulaPanel } from './FormulaPanel.tsx';

const TWO = { labels: 'classes', classes: 2 } as const;
const data = () => experimentStore.getState().experiment.data;

function shown(element: Parameters<typeof renderView>[0]) {
  const view = renderView(element);
  view.commands.edit.mockImplementation((change, gesture) =>
    setExperiment(change(experimentStore.getState().experiment), gesture),
  );
  return view;
}

beforeEach(() => startWith(defaultExperiment('circle')));

test('an input by formula: marked where it is wrong, its range, a name, and removed again', () => {
  const close = vi.fn();
  const { host } = shown(<FormulaInput feature={null} close={close} />);
  enter(control(host, 'Formula of x1 and x2'), 'hypot(x1, y)');
  expect(host.querySelector('mark')?.textContent).toBe('y');
  expect(close).not.toHaveBeenCalled();
  enter(control(host, 'Name (optional)'), 'radius');
  enter(control(host, 'Formula of x1 and x2'), 'abs(x1)');
  expect(data().features).toEqual(['x1', 'x2', 'radius = abs(x1)']);
  expect(host.textContent).toContain('From 0 to 6 on the map');
  expect(close).toHaveBeenCalledTimes(1);

  const again = shown(<FormulaInput feature="radius = abs(x1)" close={close} />);
  expect(control(again.host, 'Name (optional)').value).toBe('radius');
  click(control(again.host, 'Remove'));
  expect(data().features).toEqual(['x1', 'x2']);
});

test('a name that is taken is refused', () => {
  const { host } = shown(<FormulaInput feature={null} close={() => undefined} />);
  enter(control(host, 'Name (optional)'), 'x1');
  enter(control(host, 'Formula of x1 and x2'), 'tan(x1)');
  expect(host.textContent).toContain('There is an input x1 already');
  expect(data().features).toEqual(['x1', 'x2']);
});

test('name and formula are checked as the one input that they make', () => {
  const close = vi.fn();
  const { host } = shown(<FormulaInput feature={null} close={close} />);
  // Each by itself would do; together they are no formula.
  enter(control(host, 'Name (optional)'), 'a');
  enter(control(host, 'Formula of x1 and x2'), ' b = abs(x1)');
  expect(host.querySelector('mark')?.textContent).toBe('=');
  // A formula of 200 characters fits; with a name it is longer than an experiment holds.
  const long = `x1${'+x2'.repeat(66)}`;
  enter(control(host, 'Formula of x1 and x2'), long);
  expect(host.querySelector('[role=alert]')?.textContent).toContain('at most 200 characters');
  // An input that is not in use may be taken in later.
  startWith({ ...defaultExperiment('circle'), data: { ...data(), features: ['x2'] } });
  enter(control(host, 'Name (optional)'), 'x1');
  enter(control(host, 'Formula of x1 and x2'), 'tan(x2)');
  expect(host.textContent).toContain('There is an input x1 already');
  expect(close).not.toHaveBeenCalled();
  enter(control(host, 'Name (optional)'), 'a');
  expect(data().features).toEqual(['x2', 'a = tan(x2)']);
});

test('the text of the set from a formula is edited, and a wrong one changes nothing', () => {
  startWith(defaultExperiment('formula'));
  const { host } = shown(<FormulaPanel />);
  enter(control(host, 'Formula'), 'x2*2');
  expect(host.querySelector('mark')?.textContent).toBe('x2');
  expect(data().formula?.text).toBe('2*sin(x1)');
  enter(control(host, 'Formula'), 'x1/2');
  expect(data().formula).toEqual({ text: 'x1/2', labels: 'classes' });
  click(host.querySelectorAll('input')[1]!);
  expect(data().formula).toEqual({ text: 'x1/2', labels: 'values' });
});

test('its points become drawn ones', () => {
  startWith(defaultExperiment('formula'));
  const { host } = shown(<FormulaPanel />);
  click(control(host, 'Draw on these points'));
  expect(data().set).toBe('drawn');
  expect(data().drawn?.points).toHaveLength(5 * 500);
});

test('a formula that is wrong or missing offers to draw instead, with the points that were drawn before', () => {
  const drawn = { labels: 'classes', classes: 2, points: packPoints([[1, 2, 1]], TWO) } as const;
  startWith(defaultExperiment('drawn', { drawn }));
  setExperiment(defaultExperiment('formula'));
  const { host } = shown(<FormulaPanel />);
  enter(control(host, 'Formula'), '');
  expect(() => control(host, 'Draw on these points')).toThrow();
  click(control(host, 'Draw points instead'));
  expect(data()).toMatchObject({ set: 'drawn', drawn });
});
