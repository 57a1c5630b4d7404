// @vitest-environment happy-dom
import { beforeEach, expect, test, vi } from 'vitest';
import { defaultExperiment } from '#experiment/defaults.ts';
import { experimentStore, setExperiment, startWith } from '#state/experimentStore.ts';
import { click, control, enter, renderView } from '../../testing/renderView.tsx';
import { FormulaInput } from './FormulaInput.tsx';
import { FormulaPanel } from './FormulaPanel.tsx';

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
