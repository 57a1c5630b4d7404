/**
 * npm run test:browsers: the main path on the production build in Firefox and in WebKit (WebKitGTK, Safari's engine),
 * where they are installed. A browser that is not there is named and skipped; one that fails fails the run.
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
  const { title, passed, faulty } = await tryBrowser(() => start(path));
  failed += faulty;
  told.push(`${title}: ${passed} passed, ${faulty} failed`);
}
server.close();
console.log(`\n${told.join('\n')}`);
process.exit(failed > 0 ? 1 : 0);

async function tryBrowser(start) {
  let browser = new Browser(await start());
  const { title } = browser;
  console.log(`\n— ${title}`);
  let [passed, faulty] = [0, 0];
  for (const story of STORIES.filter((each) => each.title.includes(part))) {
    if (story.fresh) {
      await browser.close();
      browser = new Browser(await start());
    }
    const startedMs = Date.now();
    const error = await tell(story, browser);
    const seconds = ((Date.now() - startedMs) / 1000).toFixed(1);
    console.log(`  ${error ? '✘' : '✓'} ${story.title} (${seconds} s)`);
    if (!error) {
      passed += 1;
      continue;
    }
    faulty += 1;
    console.log(`    ${error.message.replaceAll('\n', '\n    ')}`);
    // Whatever state it is in: the next story gets a fresh one.
    await browser.close().catch(() => undefined);
    browser = new Browser(await start());
  }
  await browser.close();
  return { title, passed, faulty };
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
    await Promise.race([story.run({ browser, address: server.address, faults }), limit]);
    return null;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  } finally {
    clearTimeout(timer);
  }
}
