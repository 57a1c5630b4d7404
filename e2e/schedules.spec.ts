/** A script trains by a learning-rate schedule, clipped, until a stop condition is met. */
import { SCHEDULES } from '../src/nn/generated/names.ts';
import { expect, test } from './fanoutTest.ts';

/** As the last epoch's rate shows in the weights, a run with a schedule ends elsewhere than one without. */
test('a script trains with each schedule, clipped, until a stop condition is met', async ({ open }) => {
  const page = await open();
  const runs = await page.evaluate(async (schedules) => {
    const { fanout } = window;
    const source = {
      data: { set: 'xor', noise: 0.5 },
      training: { optimizer: { name: 'sgd', learningRate: 0.3 } },
    } as const;
    const ends: Record<string, { epoch: number; testLoss: number; name: string }> = {};
    for (const name of schedules) {
      await fanout.open(source);
      await fanout.edit({
        training: { schedule: { name, warmup: 2, every: 5, halfLife: 5, period: 8, patience: 1 } },
      });
      const { epoch, testLoss } = await fanout.train({ epochs: 30 });
      ends[name] = { epoch, testLoss, name: fanout.experiment().training.schedule.name };
    }
    await fanout.edit({ training: { clip: { by: 'norm', limit: 0.5 }, stop: { epochs: 40 } } });
    const stopped = await fanout.train({ epochs: 1_000 });
    const below = await fanout.train({ lossBelow: stopped.testLoss * 2, epochs: 50 });
    return { ends, stopped, below };
  }, SCHEDULES);
  expect(Object.keys(runs.ends)).toEqual([...SCHEDULES]);
  for (const [name, end] of Object.entries(runs.ends)) expect(end).toMatchObject({ epoch: 30, name });
  expect(new Set(Object.values(runs.ends).map(({ testLoss }) => testLoss)).size).toBe(SCHEDULES.length);
  expect(runs.stopped).toMatchObject({ epoch: 40, met: { code: 'epochs', limit: 40 } });
  expect(runs.below).toMatchObject({ epoch: 41, met: { code: 'lossBelow', watch: 'test' } });
  await expect(page.getByText('Stopped: test loss below')).toBeVisible();
});
