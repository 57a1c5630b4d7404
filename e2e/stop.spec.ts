/** Whatever takes long can be stopped, from the moment it was asked for: by button, key and script. */
import { expect, test } from './fanoutTest.ts';

test('one call ends training, a load and a sweep, each with what it has', async ({ open }) => {
  const page = await open();
  const ends = await page.evaluate(async () => {
    const { fanout } = window;
    /** Why it ended: in its report, or where it had not begun by then in its error. */
    const endOf = (asked: Promise<{ stopped?: string }>) =>
      asked.then(
        ({ stopped }) => stopped,
        (error: Error) => error.message,
      );
    const begun = [
      endOf(fanout.train({ seconds: 600 })),
      endOf(fanout.load({ mode: 'closed', inFlight: 16, durationMs: 600_000 })),
    ];
    await new Promise((resolve) => setTimeout(resolve, 500));
    await fanout.stop();
    const stopped = await Promise.all(begun);
    // At once after it was asked for.
    const asked = [
      endOf(fanout.loadSweep({ over: 'concurrency', values: [1, 2, 4] })),
      endOf(fanout.train({ seconds: 600 })),
    ];
    await fanout.stop();
    return [...stopped, ...(await Promise.all(asked))];
  });
  for (const end of ends) expect(end).toMatch(/paused|stopped/i);
});

test('a key ends what the screen has begun', async ({ open }) => {
  const page = await open();
  await page.getByRole('button', { name: 'Play', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Pause', exact: true })).toBeVisible();
  await page.keyboard.press('Control+.');
  await expect(page.getByRole('button', { name: 'Play', exact: true })).toBeVisible();
  await page.getByRole('tab', { name: 'Device' }).click();
  await page.getByRole('button', { name: /^Measure/ }).click();
  await page.keyboard.press('Control+.');
  await expect(page.getByRole('button', { name: /^Measure/ })).toBeVisible();
});

test('a download that stalls can be stopped, and another set chosen', async ({ open, page, problems }) => {
  await page.route('**/data/digits/*.bin', () => new Promise(() => undefined));
  await open();
  const choice = page.getByRole('radio', { name: 'Digits' });
  await choice.check({ force: true });
  await page.getByRole('button', { name: 'Stop', exact: true }).click();
  await expect(page.getByText(/The download of the digits was stopped/).first()).toBeVisible();
  await page.getByRole('radio', { name: 'XOR' }).check({ force: true });
  const { epoch } = await page.evaluate(() => window.fanout.train({ epochs: 2 }));
  expect(epoch).toBe(2);
  problems.length = 0;
});

test('an experiment that was not taken yet is not opened, and the one before goes on', async ({ open }) => {
  const page = await open();
  const { said, set, step, answered } = await page.evaluate(async () => {
    const { fanout } = window;
    await fanout.train({ steps: 3 });
    // Handled from the start: the refusal may come before stop() has ended.
    const opened = fanout.open({ data: { set: 'mnist', samples: 60_000 } }).then(
      () => 'It was opened.',
      (error: Error) => error.message,
    );
    await fanout.stop();
    const said = await opened;
    const { step } = await fanout.train({ steps: 1 });
    const { output } = await fanout.request([0, 0]);
    return { said, set: fanout.experiment().data.set, step, answered: output.length };
  });
  expect(said).toMatch(/was stopped/);
  expect(set).toBe('circle');
  expect(step).toBe(4);
  expect(answered).toBe(1);
});
