/**
 * npm run test:browsers: the main path on the production build in Firefox and in WebKit (WebKitGTK, Safari's engine),
 * where they are installed. A browser that is not there is named and skipped. A story that fails is told once more in a fresh
 * browser, as Playwright's `retries: 1` does for the others: twice fails the run, once is printed as flaky.
 *
 *   node run.mjs [firefox|webkit] [part of a story's title]
 */
import { Browser } from './Browser.mjs';
import { Faults } from './Faults.mjs';
import { findFirefox, startFirefox } from './firefox.mjs';
import { STORIES } from './stories.mjs';
import { findWebkit, startWebkit } from './webkit.mjs';
import { isBuilt, serveDist } from '../serveDist.mjs';

/** A story that takes longer hangs. */
const STORY_LIMIT_MS = 90_000;

const BROWSERS = [
  {
    name: 'firefox',
    find: findFirefox,
    start: startFirefox,
    install: 'firefox-esr, or name one in FANOUT_FIREFOX',
  },
  { name: 'webkit', find: findWebkit, start: startWebkit, install: 'webkit2gtk-driver and xvfb' },
];

if (!isBuilt()) {
  console.error('There is no dist/index.html. Run "npm run build" first.');
  process.exit(1);
}
const [only, part = ''] = process.argv.slice(2);
const faults = new Faults();
const server = await serveDist(0, (path) => faults.of(path), 'no-store');
const told = [];
let failed = 0;
for (const { name, find, start, install } of BROWSERS) {
  if (only !== undefined && only !== name) continue;
  const path = find();
  if (path === null) {
    told.push(`${name}: skipped, not found (install ${install})`);
    console.log(`\n${told.at(-1)}`);
    continue;
  }
  const { title, passed, flaky, faulty } = await tryBrowser(() => start(path));
  failed += faulty;
  told.push(`${title}: ${passed} passed, ${flaky} flaky, ${faulty} failed`);
}
server.close();
console.log(`\n${told.join('\n')}`);
process.exit(failed > 0 ? 1 : 0);

async function tryBrowser(start) {
  let browser = new Browser(await start());
  const { title } = browser;
  console.log(`\n— ${title}`);
  /** Whatever state it is in: what comes next gets a fresh one. */
  const replace = async () => {
    await browser.close().catch(() => undefined);
    browser = new Browser(await start());
  };
  const counts = { passed: 0, flaky: 0, faulty: 0 };
  for (const story of STORIES.filter((each) => each.title.includes(part))) {
    if (story.fresh) await replace();
    let result = 'passed';
    if (await fails(story, browser)) {
      await replace();
      result = 'flaky';
      if (await fails(story, browser)) {
        await replace();
        result = 'faulty';
      } else console.log('    flaky: failed once, passed in a fresh browser');
    }
    counts[result] += 1;
  }
  await browser.close();
  return { title, ...counts };
}

/** Tells the story, and prints how it ended. */
async function fails(story, browser) {
  const startedMs = Date.now();
  const error = await tell(story, browser);
  const seconds = ((Date.now() - startedMs) / 1000).toFixed(1);
  console.log(`  ${error ? '✘' : '✓'} ${story.title} (${seconds} s)`);
  if (error) console.log(`    ${error.message.replaceAll('\n', '\n    ')}`);
  return error !== null;
}

/** @returns {Promise<Error | null>} */
async function tell(story, browser) {
  faults.clear();
  let timer;
  const limit = new Promise((_, reject) => {
    const late = new Error(`not done within ${STORY_LIMIT_MS / 1000} s`);
    timer = setTimeout(() => reject(late), STORY_LIMIT_MS);
  });
  try {
    await browser.resize(...story.size);
    const { address } = server;
    // The page brings back what an earlier story has trained; how much of it was kept depends on the machine's speed.
    await browser.forget(`${address}early.js`);
    await Promise.race([story.run({ browser, address, faults }), limit]);
    return null;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  } finally {
    clearTimeout(timer);
  }
}
