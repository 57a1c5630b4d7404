/** A network leaves the page, from Share to a file that answers as the page does; and comes back. */
import { readFile } from 'node:fs/promises';
import { expect, test } from './fanoutTest.ts';
import { axeFaultsOf } from './screenFaults.ts';

test('the trained network is taken as plain JavaScript, which answers as the page does', async ({ open }) => {
  const page = await open();
  await page.evaluate(async () => {
    await window.fanout.open({ data: { set: 'iris' } });
    await window.fanout.train({ epochs: 20 });
  });
  await page.getByRole('button', { name: 'Share' }).click();
  await page.getByRole('button', { name: 'Take the model with you…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Take the model with you' });
  await expect(dialog.getByRole('tabpanel')).toContainText('import torch');
  expect(await axeFaultsOf(page, 'models')).toEqual([]);
  await dialog.getByRole('button', { name: 'Plain JavaScript' }).click();
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    dialog.getByRole('button', { name: 'Download iris.js alone' }).click(),
  ]);
  const text = await readFile(await file.path(), 'utf8');
  const module = (await import(`data:text/javascript,${encodeURIComponent(text)}`)) as {
    predict(row: readonly number[]): number[];
    classify(row: readonly number[]): string;
  };
  // The golden rows are raw; `predict` of the page takes inputs, which golden.json has, too.
  const { rows, answers } = await page.evaluate(async () => {
    const golden = (await window.fanout.exportModel('onnx')).at(-1)!;
    const { rows: raw, inputs } = JSON.parse(new TextDecoder().decode(golden.bytes)) as {
      rows: number[][];
      inputs: number[][];
    };
    return { rows: raw, answers: await window.fanout.predict(inputs) };
  });
  expect(rows).toHaveLength(10);
  rows.forEach((row, i) => {
    module.predict(row).forEach((value, unit) => expect(value).toBeCloseTo(answers[i]![unit]!, 5));
  });
  expect(['setosa', 'versicolor', 'virginica']).toContain(
    module.classify(rows[0]!).toLowerCase().split(' ').at(-1),
  );
});

test('a network comes back with its weights, and one that does not fit is refused with the reason', async ({
  open,
}) => {
  const page = await open();
  const { before, after, epochs } = await page.evaluate(async () => {
    const { fanout } = window;
    await fanout.open({ data: { set: 'iris' } });
    await fanout.train({ epochs: 20 });
    const parameters = await fanout.parameters();
    const files = await fanout.exportModel('onnx');
    await fanout.open({ data: { set: 'circle' } });
    await fanout.importModel(files.slice(0, 1));
    const { epoch } = await fanout.train({ steps: 1 });
    await fanout.importModel(files.slice(0, 1));
    return { before: parameters, after: await fanout.parameters(), epochs: epoch };
  });
  expect(after).toEqual(before);
  expect(epochs).toBeGreaterThanOrEqual(20);
  const refused = page.evaluate(() =>
    window.fanout.importModel([{ name: 'cat.jpg', bytes: Uint8Array.of(255, 216) }]),
  );
  await expect(refused).rejects.toThrow('cat.jpg is no model that Fanout can read');
});

test('a format that there is not is told with those there are', async ({ open }) => {
  const page = await open();
  const refused = page.evaluate(() => window.fanout.exportModel('coreml'));
  await expect(refused).rejects.toThrow(/no format “coreml”. There are: pytorch, keras/);
});
