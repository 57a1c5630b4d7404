/** Somebody builds a network and trains it with nothing but the screen. */
import { DATA_SETS } from '../src/datasets/registry.ts';
import { expect } from './fanoutTest.ts';
import {
  chooseSet,
  coloursOf,
  deviceChip,
  diagram,
  epochOf,
  experimentOf,
  map,
  metricOf,
  numberOf,
  parametersOf,
  pause,
  play,
  setInPlan,
  stepEpoch,
  test,
} from './screenParts.ts';

test('map and network are drawn before the engine has come, and the chip says Starting', async ({
  page,
  problems,
}) => {
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  await page.route(/\/engine\/.*\.js/, async (route) => {
    await held;
    await route.continue();
  });
  await page.goto('./');
  await expect.poll(() => coloursOf(map(page))).toBeGreaterThan(20);
  await expect.poll(() => coloursOf(diagram(page))).toBeGreaterThan(20);
  await expect(deviceChip(page)).toHaveAccessibleName(/Starting/);
  await expect(metricOf(page, 'Test')).toHaveText(/^\d/);
  release();
  await expect(deviceChip(page)).toHaveAccessibleName(/WASM|WebGPU|CPU/);
  expect(problems).toEqual([]);
});

test('every data set is chosen by its picture, drawn, and trained by the epoch', async ({ open }) => {
  const page = await open();
  for (const [set, { label, kind, columns }] of Object.entries(DATA_SETS)) {
    if (kind === 'image') continue;
    await chooseSet(page, label);
    await expect(page.getByRole('textbox', { name: 'Name of the experiment' })).toHaveValue(
      new RegExp(`^${label}, `),
    );
    await expect(diagram(page)).toHaveAccessibleName(new RegExp(`^Network of ${columns.length}, `));
    await expect.poll(() => epochOf(page), `${set} starts anew`).toBe(0);
    await stepEpoch(page);
    await expect(metricOf(page, 'Test'), `${set} has a loss`).toHaveText(/^\d/);
    expect((await experimentOf(page)).data.set).toBe(set);
    expect(await coloursOf(diagram(page)), `${set} has a diagram`).toBeGreaterThan(20);
    if (kind === 'plane') expect(await coloursOf(map(page)), `${set} has a map`).toBeGreaterThan(20);
  }
});

test('playing makes epochs and a smaller loss, as fast as was chosen, until paused', async ({
  playground: page,
}) => {
  const before = numberOf(await metricOf(page, 'Test').innerText());
  await play(page);
  await expect.poll(() => epochOf(page)).toBeGreaterThan(30);
  await expect(page.getByText(/^[\d.,]+ epochs\/s$/).and(page.locator(':not(option)'))).toBeVisible();
  await pause(page);
  expect(numberOf(await metricOf(page, 'Test').innerText())).toBeLessThan(before);
  const stood = await epochOf(page);
  await page.waitForTimeout(400);
  expect(await epochOf(page)).toBe(stood);

  await page.getByRole('combobox', { name: 'Speed of training' }).selectOption({ label: '3 epochs/s' });
  const startedMs = Date.now();
  await play(page);
  await expect.poll(() => epochOf(page)).toBeGreaterThanOrEqual(stood + 4);
  await pause(page);
  const seconds = (Date.now() - startedMs) / 1_000;
  const done = (await epochOf(page)) - stood;
  expect(done).toBeLessThanOrEqual(3 * seconds + 2);
  // At least a third of the chosen speed, however busy the machine is.
  expect(done).toBeGreaterThanOrEqual(seconds - 2);
});

test('one batch is a step, one epoch all of them, and a reset gives the same start', async ({
  playground: page,
}) => {
  const start = await parametersOf(page);
  await page.getByRole('button', { name: 'Step one batch' }).click();
  await expect(page.getByText('step 1', { exact: true })).toBeVisible();
  expect(await parametersOf(page)).not.toEqual(start);
  await page.getByRole('button', { name: 'Step one batch' }).click({ modifiers: ['Shift'] });
  await expect.poll(() => epochOf(page)).toBe(1);
  await page.getByRole('button', { name: /^Reset the network/ }).click();
  await expect(page.getByText('step 0', { exact: true })).toBeVisible();
  expect(await parametersOf(page)).toEqual(start);
  await expect.poll(() => epochOf(page)).toBe(0);
});

test('a new learning rate keeps the weights; undo, redo, Back and Forward move between the two', async ({
  open,
}) => {
  const page = await open();
  await stepEpoch(page);
  const trained = await parametersOf(page);
  const rate = async () => (await experimentOf(page)).training.optimizer.learningRate;
  const home = page.url();

  await page.getByRole('button', { name: /^Learning rate/ }).click();
  await page.getByRole('radio', { name: '0.03', exact: true }).click();
  await expect(page.getByRole('button', { name: /^Learning rate/ })).toContainText('0.03');
  expect(await rate()).toBe(0.03);
  expect(await parametersOf(page)).toEqual(trained);
  expect(await epochOf(page)).toBe(1);
  await expect.poll(() => page.url()).not.toBe(home);
  const edited = page.url();

  await page.getByRole('button', { name: 'Undo' }).click();
  expect(await rate()).toBe(0.01);
  await page.getByRole('button', { name: 'Redo' }).click();
  expect(await rate()).toBe(0.03);
  await expect(page.getByRole('button', { name: 'Redo' })).toBeDisabled();
  expect(await parametersOf(page)).toEqual(trained);

  await expect.poll(() => page.url()).toBe(edited);
  await setInPlan(page, 'Batch size', 16);
  await expect.poll(() => page.url()).not.toBe(edited);
  await page.goBack();
  await expect(page.getByRole('button', { name: /^Batch size/ })).toContainText('10');
  await page.goForward();
  await expect(page.getByRole('button', { name: /^Batch size/ })).toContainText('16');
  expect(await parametersOf(page)).toEqual(trained);
});

test('a unit or layer more shows in the diagram and in the count of parameters', async ({ open }) => {
  const page = await open();
  const count = async () => numberOf(await page.getByText(/[\d,]+ parameters/).innerText());
  await expect(diagram(page)).toHaveAccessibleName(/^Network of 2, 6, 4, 1 units/);
  expect(await count()).toBe(2 * 6 + 6 + 6 * 4 + 4 + 4 + 1);

  await page.getByRole('button', { name: 'One unit more in hidden layer 1' }).click();
  await expect(diagram(page)).toHaveAccessibleName(/^Network of 2, 7, 4, 1 units/);
  expect(await count()).toBe(2 * 7 + 7 + 7 * 4 + 4 + 4 + 1);

  await page.getByRole('button', { name: 'Add a hidden layer' }).click();
  await expect(diagram(page)).toHaveAccessibleName(/^Network of 2, 7, 4, \d+, 1 units/);
  await expect.poll(async () => (await parametersOf(page)).length).toBe(4);
  const layers = await parametersOf(page);
  const held = layers.reduce((sum, { kernel, bias }) => sum + kernel.flat().length + bias.length, 0);
  expect(await count()).toBe(held);
  await expect.poll(() => coloursOf(diagram(page))).toBeGreaterThan(20);

  await page.getByRole('button', { name: /^Hidden 3:.*Change$|^Remove hidden layer 3$/ }).click();
  const remove = page.getByRole('button', { name: 'Remove layer' });
  if (await remove.isVisible()) await remove.click();
  await expect(diagram(page)).toHaveAccessibleName(/^Network of 2, 7, 4, 1 units/);
  await stepEpoch(page);
});

test('a run that blows up is explained, keeps its weights numbers and goes on with a lower rate', async ({
  playground: page,
}) => {
  await chooseSet(page, DATA_SETS.plane.label);
  await setInPlan(page, 'Learning rate', 100);
  await page.getByRole('button', { name: 'Play', exact: true }).click();
  const told = page.getByRole('alert').filter({ hasText: /loss/i });
  await expect(told).toBeVisible();
  await expect(told).toContainText(/learning rate/i);
  await expect(page.getByRole('button', { name: 'Play', exact: true })).toBeVisible();
  const values = (await parametersOf(page)).flatMap(({ kernel, bias }) => [...kernel.flat(), ...bias]);
  expect(values.filter((value) => !Number.isFinite(value))).toEqual([]);
  await expect(metricOf(page, 'Test')).toHaveText(/^[\d∞]/);

  await setInPlan(page, 'Learning rate', 0.01);
  const stood = await epochOf(page);
  await play(page);
  await expect(told).toBeHidden();
  await expect.poll(() => epochOf(page)).toBeGreaterThan(stood + 20);
  await expect.poll(async () => numberOf(await metricOf(page, 'Test').innerText())).toBeLessThan(0.05);
  await pause(page);
});
