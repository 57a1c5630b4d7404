import { expect, test, vi } from 'vitest';
import { defaultExperiment } from '#experiment/defaults.ts';
import { encodeLink } from '#share/encodeLink.ts';
import { readAddress } from './readAddress.ts';

test('without a fragment the default is returned synchronously', () => {
  const onProblem = vi.fn();
  expect(readAddress('', onProblem)).toEqual(defaultExperiment());
  expect(readAddress('#', onProblem)).toEqual(defaultExperiment());
  expect(onProblem).not.toHaveBeenCalled();
});

test('a link opens what it holds', async () => {
  const onProblem = vi.fn();
  const sent = { ...defaultExperiment(), title: 'Two moons at dusk' };
  expect(await readAddress(`#${await encodeLink(sent)}`, onProblem)).toEqual(sent);
  expect(onProblem).not.toHaveBeenCalled();
});

test('a broken link is reported and opens the default', async () => {
  const onProblem = vi.fn();
  expect(await readAddress('#e=broken', onProblem)).toEqual(defaultExperiment());
  expect(onProblem).toHaveBeenCalledOnce();
  expect(onProblem.mock.calls[0]![0]).toBeInstanceOf(Error);
});
