// @vitest-environment happy-dom
import { expect, test, vi } from 'vitest';
import { click, control, enter, key, renderView } from '../testing/renderView.tsx';
import { OptionList } from './OptionList.tsx';

const OPTIONS = [
  { value: 'sgd', label: 'SGD', hint: 'A step against the gradient' },
  { value: 'adam', label: 'Adam' },
] as const;

function list(compact = false) {
  const [onChange, onChosen] = [vi.fn(), vi.fn()];
  const props = { label: 'Optimiser', value: 'sgd', options: OPTIONS, compact, onChange, onChosen } as const;
  return { ...renderView(<OptionList {...props} />), onChange, onChosen };
}
const radio = (host: HTMLElement, value: number): HTMLElement =>
  host.querySelectorAll<HTMLElement>('input[type=radio]')[value]!;

test('shows the chosen row, and the hint of each', () => {
  const { host } = list();
  expect(control(host, 'Optimiser').getAttribute('role')).toBe('radiogroup');
  expect((radio(host, 0) as HTMLInputElement).checked).toBe(true);
  expect(host.querySelector('small')?.textContent).toBe('A step against the gradient');
});

test('a click chooses and closes, an arrow key chooses and stays open', () => {
  const { host, onChange, onChosen } = list();
  click(radio(host, 1), { detail: 0 });
  expect(onChange).toHaveBeenLastCalledWith('adam');
  expect(onChosen).not.toHaveBeenCalled();
  click(radio(host, 1));
  expect(onChosen).toHaveBeenCalledTimes(1);
});

test('Enter closes', () => {
  const { host, onChosen } = list();
  key(radio(host, 0), 'Enter');
  expect(onChosen).toHaveBeenCalledTimes(1);
});

test('compact, it is a native select', () => {
  const { host, onChange } = list(true);
  expect(host.querySelector('input')).toBeNull();
  enter(control(host, 'Optimiser'), 'adam');
  expect(onChange).toHaveBeenCalledExactlyOnceWith('adam');
});
