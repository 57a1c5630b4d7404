/** A page of another origin shows a playground in a frame, and speaks with it as far as the address of the frame allows. */
import type { Page } from '@playwright/test';
import { expect, test } from './fanoutTest.ts';

/** The same server under another name is another origin. */
const hostOf = (baseURL: string): string => new URL(baseURL).origin.replace('localhost', '127.0.0.1');

/** A page on the other origin (one that says that nothing is there) with this content: a real address, since browsers keep made-up ones from local servers. */
async function openHost(page: Page, baseURL: string, body: string): Promise<void> {
  await page.goto(`${hostOf(baseURL)}/school`);
  await page.evaluate((html) => (document.body.innerHTML = html), body);
}

/** Asks the frame by hand, as docs/embedding.md shows; gives up after two seconds without an answer. */
const ask = (page: Page, call: string, ...args: unknown[]) =>
  page.evaluate(
    ([call, args]) =>
      new Promise<{ result?: unknown; error?: { code?: string } } | 'silence'>((resolve) => {
        const id = Math.floor(Math.random() * 1e9);
        addEventListener('message', ({ data }) => data?.id === id && resolve(data));
        document.querySelector('iframe')!.contentWindow!.postMessage({ fanout: 1, id, call, args }, '*');
        setTimeout(() => resolve('silence'), 2_000);
      }),
    [call, args] as const,
  );

test('the element of the docs drives a playground from another origin; the frame shows only its parts', async ({
  page,
  baseURL,
  problems,
}) => {
  await openHost(
    page,
    baseURL!,
    '<fanout-playground scripted parts="network,output,play"></fanout-playground>',
  );
  await page.addScriptTag({ url: `${baseURL}fanout-playground.js` });
  const { device, step, accuracy } = await page.evaluate(async () => {
    const { fanout } = document.querySelector('fanout-playground') as HTMLElement & {
      fanout: typeof window.fanout;
    };
    const { name: device } = await fanout.ready;
    await fanout.open({ data: { set: 'xor' } });
    const { step } = await fanout.train({ epochs: 5 });
    const { accuracy } = await fanout.evaluate('train');
    return { device, step, accuracy };
  });
  expect(device).not.toBe('');
  expect(step).toBeGreaterThan(0);
  expect(accuracy).toBeGreaterThan(0);
  const frame = page.frameLocator('iframe');
  await expect(frame.getByRole('link', { name: 'Open in Fanout' })).toHaveAttribute('href', /fanout\/#v1\./);
  await expect(frame.getByRole('button', { name: 'Share the experiment' })).toBeHidden();
  await expect(frame.getByRole('button', { name: /^Send \d+ requests/ })).toBeHidden();
  await expect(frame.getByRole('button', { name: 'Play', exact: true })).toBeVisible();
  const refused = await page.evaluate(async () => {
    const { fanout } = document.querySelector('fanout-playground') as HTMLElement & {
      fanout: typeof window.fanout;
    };
    return fanout.train({}).catch((error: { code?: string }) => error.code);
  });
  expect(refused).toBe('callErrors.noGoal');
  problems.splice(0);
});

test('a page that the address does not name is refused every call', async ({ page, baseURL, problems }) => {
  await openHost(page, baseURL!, `<iframe src="${baseURL}?embed&allow=https://school.example"></iframe>`);
  await page.frameLocator('iframe').getByRole('button', { name: 'Play', exact: true }).waitFor();
  for (const call of ['hello', 'experiment', 'parameters', 'link', 'open', 'train']) {
    expect(await ask(page, call), call).toMatchObject({ error: { code: 'embedErrors.notAllowed' } });
  }
  expect(await ask(page, 'experiment')).not.toHaveProperty('result');
  problems.splice(0);
});

test('an allowed page gets the calls of the list and nothing that this browser has kept', async ({
  open,
  page,
  context,
  baseURL,
  problems,
}) => {
  const own = await open();
  await own.evaluate(async () => {
    await window.fanout.open({ data: { set: 'moons' }, title: 'My own work' });
    await window.fanout.train({ epochs: 5 });
  });
  await expect.poll(() => own.evaluate(() => localStorage.getItem('fanout.kept'))).toBe('1');
  const origin = hostOf(baseURL!);
  const host = await context.newPage();
  await openHost(host, baseURL!, `<iframe src="${baseURL}?embed&allow=${origin}"></iframe>`);
  await host.frameLocator('iframe').getByRole('button', { name: 'Play', exact: true }).waitFor();
  await page.close();
  expect(await ask(host, 'experiment')).toMatchObject({ result: { data: { set: 'circle' } } });
  expect(await ask(host, 'constructor')).toMatchObject({ error: { code: 'embedErrors.noSuchCall' } });
  expect(await ask(host, 'importTable', 'a,b')).toMatchObject({ error: { code: 'embedErrors.noSuchCall' } });
  // The frame of the own origin, where storage is not even partitioned.
  await host.goto(`${baseURL}?embed`);
  await host.evaluate(() => window.fanout.ready);
  expect(await host.evaluate(() => window.fanout.experiment().title)).toBeUndefined();
  problems.splice(0);
});
