// @vitest-environment happy-dom
import { expect, test, vi } from 'vitest';
import { PRESETS } from '#experiment/presets.ts';
import { click, renderView } from '../testing/renderView.tsx';
import { ExperimentList } from './ExperimentList.tsx';

test('lists every curated experiment; a click closes the menu and opens that one', () => {
  const close = vi.fn();
  const { host, commands } = renderView(<ExperimentList close={close} />);
  const buttons = [...host.querySelectorAll('button')];
  expect(buttons.map((button) => button.querySelector('strong')?.textContent)).toEqual(
    PRESETS.map(({ title }) => title),
  );
  click(buttons[2]!);
  expect(close).toHaveBeenCalledTimes(1);
  expect(commands.openPreset).toHaveBeenCalledExactlyOnceWith(PRESETS[2]!.id);
});
