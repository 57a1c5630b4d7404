import { expect, test, vi } from 'vitest';
import type { Commands } from '#commands/Commands.ts';
import { defaultExperiment } from '#experiment/defaults.ts';
import { startWith } from '#state/experimentStore.ts';
import { deferCommands, deferFanout } from './deferred.ts';
import type { Fanout } from './Fanout.ts';

test('early commands are carried out in order, with their arguments', async () => {
  const calls: unknown[][] = [];
  const real = {
    step: (unit: string) => calls.push(['step', unit]),
    setSpeed: (speed: number | null) => calls.push(['setSpeed', speed]),
  } as unknown as Commands;
  let come = (_commands: Commands): void => undefined;
  const commands = deferCommands(new Promise((resolve) => (come = resolve)));
  commands.step('epoch');
  commands.setSpeed(4);
  expect(calls).toEqual([]);
  come(real);
  await vi.waitFor(() =>
    expect(calls).toEqual([
      ['step', 'epoch'],
      ['setSpeed', 4],
    ]),
  );
});

test('an early script waits for the engine, and gets its failure', async () => {
  const fanout = deferFanout(Promise.reject(new Error('no workers here')), () => true);
  await expect(fanout.ready).rejects.toThrow('no workers here');
  await expect(fanout.train({ epochs: 1 })).rejects.toThrow('no workers here');
});

test('results come through', async () => {
  const real = { evaluate: (split: string) => Promise.resolve({ loss: 1, count: split.length }) };
  const fanout = deferFanout(Promise.resolve(real as unknown as Fanout), () => true);
  await expect(fanout.evaluate('test')).resolves.toEqual({ loss: 1, count: 4 });
});

test('the stand-in is not a promise', async () => {
  const fanout = deferFanout(new Promise(() => undefined), () => true);
  expect('then' in fanout).toBe(false);
  await expect(Promise.resolve(fanout)).resolves.toBe(fanout);
});

test('there is no experiment while the link is being read', () => {
  startWith(defaultExperiment('spiral'));
  let isRead = false;
  const fanout = deferFanout(new Promise(() => undefined), () => isRead);
  expect(() => fanout.experiment()).toThrow('still being read');
  isRead = true;
  expect(fanout.experiment().data.set).toBe('spiral');
});
