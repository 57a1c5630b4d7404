/** A large table is read in a worker: the page must not stand still meanwhile. */
import { expect, test } from '../fanoutTest.ts';
import { calmestTasks, longestOf, tooLong } from '../pageTasks.ts';

test('a table of 200,000 rows is read without holding the page up, trains, and can be stopped', async ({
  open,
  hasGpu,
}) => {
  test.skip(hasGpu, 'the device does not matter');
  const page = await open();
  await page.evaluate(() => {
    const rows = Array.from(
      { length: 200_000 },
      (_, i) => `${i % 97},${(i % 89) / 4},${i % 5},${i % 97 > 48 ? 'high' : 'low'}`,
    );
    (window as unknown as { file: File }).file = new File([`a,b,c,y\n${rows.join('\n')}\n`], 'large.csv');
  });
  const read = () =>
    page.evaluate(async () => {
      const shares: number[] = [];
      const { file } = window as unknown as { file: File };
      const report = await window.fanout.importTable(file, { onProgress: (share) => shares.push(share) });
      return { report, shares };
    });
  const { report, shares } = await read();
  expect(report).toMatchObject({ rows: 200_000, dropped: 0, task: 'classes', used: 15_000, beyond: 185_000 });
  expect(shares.length).toBeGreaterThan(2);
  expect(shares.at(-1)).toBe(1);
  const tasks = await calmestTasks(page, async () => void (await read()));
  console.log(`200,000 rows: ${longestOf(tasks)}`);
  expect(tooLong(tasks)).toEqual([]);

  const { testAccuracy, stopped } = await page.evaluate(async () => {
    const trained = await window.fanout.train({ epochs: 5 });
    const { file } = window as unknown as { file: File };
    const control = new AbortController();
    const before = window.fanout.experiment().data.table?.name;
    const stopped = await window.fanout
      .importTable(file, {
        name: 'other',
        signal: control.signal,
        onProgress: () => control.abort(new Error('Enough.')),
      })
      .catch((error: Error) => error.message);
    return {
      ...trained,
      stopped: `${typeof stopped === 'string' ? stopped : 'imported'} ${before} ${window.fanout.experiment().data.table?.name}`,
    };
  });
  expect(testAccuracy).toBeGreaterThan(0.99);
  expect(stopped).toBe('Enough. large.csv large.csv');
});
