/** Somebody sends an experiment to a friend, looks up the keys, and chooses a theme. */
import { readFileSync } from 'node:fs';
import { expect, test, waitUntilReady } from './fanoutTest.ts';
import { chooseSet, experimentOf, setInPlan } from './screenParts.ts';

test('the share dialog gives a link to copy, which opens elsewhere with everything in it', async ({
  open,
  context,
  baseURL,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: new URL(baseURL!).origin });
  const page = await open();
  await chooseSet(page, 'Spiral');
  await setInPlan(page, 'Learning rate', 0.02);
  await page.getByRole('textbox', { name: 'Name of the experiment' }).fill('For a friend');
  await page.keyboard.press('Enter');
  await page.getByRole('checkbox', { name: 'Sharp edges' }).check();
  await page.getByRole('button', { name: 'Share the experiment' }).click();
  const dialog = page.getByRole('dialog', { name: 'Share' });
  const link = dialog.getByRole('textbox', { name: 'Link to this experiment' });
  await expect(link).toBeFocused();
  await expect(link).toHaveValue(/#./);
  await dialog.getByRole('button', { name: 'Copy link' }).click();
  await expect(dialog.getByRole('status')).toContainText('on the clipboard');
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toBe(await link.inputValue());
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(page.getByRole('button', { name: 'Share the experiment' })).toBeFocused();

  const friend = await context.newPage();
  await friend.goto(copied);
  await waitUntilReady(friend);
  expect(await experimentOf(friend)).toEqual(await experimentOf(page));
  await expect(friend.getByRole('textbox', { name: 'Name of the experiment' })).toHaveValue('For a friend');
  await expect(friend.getByRole('radio', { name: 'Spiral', exact: true })).toBeChecked();
  await expect(friend.getByRole('checkbox', { name: 'Sharp edges' })).toBeChecked();
  await expect(friend.getByRole('button', { name: /^Learning rate/ })).toContainText('0.02');
});

test('a broken link is told of and can be put right in the dialog', async ({ open }) => {
  const page = await open({ fragment: '1.broken' });
  const notice = page.locator('[aria-live]').filter({ hasText: /link/i });
  await expect(notice).toBeVisible();
  await notice.getByRole('button', { name: 'Dismiss' }).click();
  await expect(notice).toBeHidden();
  const link = await page.evaluate(async () => {
    await window.fanout.open({ data: { set: 'moons' } });
    const made = await window.fanout.link();
    await window.fanout.open({});
    return made;
  });
  await page.getByRole('button', { name: 'Share the experiment' }).click();
  const dialog = page.getByRole('dialog', { name: 'Share' });
  const field = dialog.getByRole('textbox', { name: /^Open a link/ });
  await field.fill('nothing that Fanout has made');
  await dialog.getByRole('button', { name: 'Open' }).click();
  await expect(dialog.getByRole('alert')).toContainText(/link/i);
  await expect(field).toHaveValue('nothing that Fanout has made');
  expect((await experimentOf(page)).data.set).toBe('circle');
  await field.fill(link);
  await dialog.getByRole('button', { name: 'Open' }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByRole('radio', { name: 'Moons', exact: true })).toBeChecked();
});

test('help lists the keys; the theme is chosen from the menu and stays after a reload', async ({ open }) => {
  const page = await open();
  await page.getByRole('button', { name: 'Keyboard shortcuts' }).click();
  const help = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await expect(help.getByText('Play or pause training')).toBeVisible();
  await expect(help.getByText('Space')).toBeVisible();
  await help.getByRole('button', { name: 'Close' }).click();
  await expect(help).toBeHidden();

  const themeOf = () => page.evaluate(() => getComputedStyle(document.documentElement).colorScheme);
  const backgroundOf = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  expect(await themeOf()).toBe('light');
  const light = await backgroundOf();
  await page.getByRole('button', { name: 'Theme' }).click();
  await page.getByRole('radio', { name: 'Dark' }).click();
  await expect.poll(themeOf).toBe('dark');
  await expect.poll(backgroundOf).not.toBe(light);
  await page.reload();
  await expect.poll(themeOf).toBe('dark');
  await waitUntilReady(page);
  await page.getByRole('button', { name: 'Theme' }).click();
  await page.getByRole('radio', { name: 'As the system' }).click();
  await expect.poll(themeOf).toBe('light');
  await page.emulateMedia({ colorScheme: 'dark' });
  await expect.poll(themeOf).toBe('dark');
});

test('a file holds what was trained, to the bit, and opens where it is dropped', async ({
  open,
  context,
}) => {
  const page = await open();
  const trained = await page.evaluate(async () => {
    await window.fanout.train({ epochs: 20 });
    return window.fanout.parameters();
  });
  await page.getByRole('button', { name: 'Share' }).click();
  const coming = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save the file' }).click();
  const download = await coming;
  expect(download.suggestedFilename()).toBe('circle.fanout.json');
  const text = readFileSync(await download.path(), 'utf8');

  const other = await context.newPage();
  await open({}, other);
  await other.evaluate((content) => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File([content], 'circle.fanout.json', { type: 'application/json' }));
    document.body.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
  }, text);
  await expect(other.getByText(/^20$/).first()).toBeVisible();
  expect(await other.evaluate(() => window.fanout.parameters())).toEqual(trained);
});
