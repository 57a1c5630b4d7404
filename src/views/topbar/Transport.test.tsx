// @vitest-environment happy-dom
import { act } from 'react';
import { beforeEach, expect, test } from 'vitest';
import { trainingStore } from '#state/trainingStore.ts';
import { click, control, renderView } from '../testing/renderView.tsx';
import { Transport } from './Transport.tsx';

const STEP = 'Step one batch';
const RESET = 'Reset the network to its start';
const set = (phase: 'starting' | 'paused' | 'playing'): void => act(() => trainingStore.setState({ phase }));
beforeEach(() => set('paused'));

test('the middle button plays while paused, and pauses while playing', () => {
  const { host, commands } = renderView(<Transport withMenu={false} />);
  const [, toggle] = host.querySelectorAll<HTMLElement>('button');
  click(toggle!);
  expect([commands.play, commands.pause].map(({ mock }) => mock.calls.length)).toEqual([1, 0]);
  set('playing');
  click(toggle!);
  expect([commands.play, commands.pause].map(({ mock }) => mock.calls.length)).toEqual([1, 1]);
});

test('a step is one batch, with Shift one epoch', () => {
  const { host, commands } = renderView(<Transport withMenu={false} />);
  click(control(host, STEP));
  click(control(host, STEP), { shiftKey: true });
  expect(commands.step.mock.calls).toEqual([['batch'], ['epoch']]);
});

test('reset and step wait for the engine, and no step runs while playing; Play is always offered', () => {
  set('starting');
  const { host, commands } = renderView(<Transport withMenu={false} />);
  for (const button of host.querySelectorAll('button')) click(button);
  const calls = () => [commands.reset, commands.play, commands.step].map(({ mock }) => mock.calls.length);
  expect(calls()).toEqual([0, 1, 0]);
  expect(control(host, STEP).getAttribute('aria-disabled')).toBe('true');
  set('playing');
  click(control(host, STEP));
  click(control(host, RESET));
  expect(calls()).toEqual([1, 1, 0]);
});
