/** The GPU goes away in the middle of work: nothing is lost, and the page says what happened. */
import { expect, test } from './fanoutTest.ts';

test('a lost GPU keeps the weights; training and requests go on', async ({ open, devices }) => {
  test.skip(!devices.includes('webgpu'), 'there is no GPU to lose');
  const page = await open({ query: '?faults' });
  const { before, after, name, next } = await page.evaluate(async () => {
    const { fanout, fanoutFaults } = window;
    await fanout.useDevice('webgpu');
    const { step } = await fanout.train({ epochs: 4 });
    const before = { step, weights: await fanout.parameters(), loss: (await fanout.evaluate('test')).loss };
    await fanoutFaults!.loseDevice();
    const after = { weights: await fanout.parameters(), loss: (await fanout.evaluate('test')).loss };
    const works = (await fanout.devices()).filter((device) => device.works).map((device) => device.name);
    return { before, after, name: works, next: await fanout.train({ epochs: 1 }) };
  });
  expect(after.weights).toEqual(before.weights);
  expect(after.loss).toBeCloseTo(before.loss, 5);
  expect(name.length).toBeGreaterThan(0);
  expect(next.step).toBe(before.step + before.step / 4);
  await expect(page.getByText(/GPU was lost|device was lost/i).first()).toBeVisible();
});

test('the server survives the loss of its own device: every request ends', async ({ open, devices }) => {
  test.skip(!devices.includes('webgpu'), 'there is no GPU to lose');
  const page = await open({ query: '?faults' });
  const { ends, wrong } = await page.evaluate(async () => {
    const { fanout, fanoutFaults } = window;
    await fanout.useDevice('webgpu');
    await fanout.request([0, 0]);
    const rows = Array.from({ length: 512 }, (_, i) => [i / 100, -i / 100]);
    const under = Promise.allSettled(rows.map((row) => fanout.request(row)));
    await fanoutFaults!.loseDevice('server');
    const ends = (await under).map(({ status }) => status);
    const expected = await fanout.predict(rows);
    const later = await Promise.all(rows.map((row) => fanout.request(row)));
    return {
      ends,
      wrong: later.filter(({ output }, i) => !(Math.abs(output[0]! - expected[i]![0]!) < 1e-5)).length,
    };
  });
  expect(ends).toHaveLength(512);
  expect(wrong).toBe(0);
});
