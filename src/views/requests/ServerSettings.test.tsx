// @vitest-environment happy-dom
import { expect, test, vi } from 'vitest';
import { defaultExperiment } from '#experiment/defaults.ts';
import type { ServingSpec } from '#experiment/experiment.ts';
import { click, control, enter, renderView } from '../testing/renderView.tsx';
import { ServerSettings } from './ServerSettings.tsx';

const { serving } = defaultExperiment('circle');

function settings(part: Partial<ServingSpec> = {}) {
  const change = vi.fn();
  const view = renderView(<ServerSettings serving={{ ...serving, ...part }} change={change} />);
  return { ...view, change };
}

test('a batching policy is offered only where there are batches, with its description', () => {
  const batched = settings({ pattern: 'batched', policy: 'fixed' });
  expect(batched.host.textContent).toContain('Waits until max batch size requests are there.');
  enter(control(batched.host, 'Batch policy'), 'aimd');
  expect(batched.change).toHaveBeenLastCalledWith({ policy: 'aimd' });
  expect(settings({ pattern: 'unbatched' }).host.querySelector('[aria-label="Batch policy"]')).toBeNull();
});

test.each([
  ['Max batch size', '32', { maxBatchSize: 32 }],
  ['Max queue delay', '500', { maxQueueDelayUs: 500 }],
  ['Instances', '2', { instances: 2 }],
  ['Queue timeout, 0 for none', '2.5', { defaultTimeoutUs: 2_500 }],
] as const)('%s is one setting of the server', (name, text, part) => {
  const { host, change } = settings();
  enter(control(host, name), text);
  expect(change).toHaveBeenCalledExactlyOnceWith(part);
});

test('a number outside its limits changes nothing', () => {
  const { host, change } = settings();
  enter(control(host, 'Instances'), '0');
  expect(change).not.toHaveBeenCalled();
  expect(host.querySelector('[role=alert]')?.textContent).toMatch(/^A whole number from 1 to/);
});

test('ordering is a checkbox', () => {
  const { host, change } = settings({ preserveOrdering: false });
  click(control(host, 'Preserve ordering'));
  expect(change).toHaveBeenLastCalledWith({ preserveOrdering: true });
});
