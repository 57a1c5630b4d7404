/**
 * `npm run verify:hosting`: serves dist/ with a real nginx under deploy/nginx.conf, checks the headers of each kind of file, and trains and
 * serves on the page in Chromium. Where nginx is missing it says so. Not part of `npm test`, which needs Node alone.
 */
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from '@playwright/test';

const ROOT = join(import.meta.dirname, '..');
const DIST = join(ROOT, 'dist');
const PORT = Number(process.env.PORT ?? 4195);
const ADDRESS = `http://127.0.0.1:${PORT}/`;

if (spawnSync('nginx', ['-v']).error) {
  console.log('nginx is not installed: deploy/nginx.conf was not checked.');
  process.exit(0);
}
if (!existsSync(join(DIST, 'index.html'))) {
  console.error('There is no dist/index.html. Run "npm run build" first.');
  process.exit(1);
}

const folder = mkdtempSync(join(tmpdir(), 'fanout-nginx-'));
const site = readFileSync(join(ROOT, 'deploy/nginx.conf'), 'utf8')
  .replace('listen 8080', `listen 127.0.0.1:${PORT}`)
  .replace('root /usr/share/nginx/html', `root ${DIST}`);
mkdirSync(join(folder, 'tmp'));
const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
  .map((name) => `${name}_temp_path ${folder}/tmp/${name};`)
  .join('\n');
writeFileSync(
  join(folder, 'nginx.conf'),
  `${process.getuid?.() === 0 ? 'user root;\n' : ''}pid ${folder}/nginx.pid;
events {}
http {
access_log off;
${temporary}
${site}
}
`,
);
const nginx = spawn(
  'nginx',
  ['-p', folder, '-c', join(folder, 'nginx.conf'), '-e', join(folder, 'error.log'), '-g', 'daemon off;'],
  { stdio: ['ignore', 'inherit', 'inherit'] },
);
try {
  await whenUp();
  await checkHeaders();
  await checkPage();
  console.log('deploy/nginx.conf: headers hold; the page trains and serves under them.');
} finally {
  nginx.kill('SIGTERM');
  rmSync(folder, { recursive: true, force: true });
}

async function whenUp() {
  for (let turn = 0; turn < 50; turn++) {
    if (nginx.exitCode !== null) throw new Error('nginx did not start.');
    if (await fetch(ADDRESS).catch(() => null)) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`nginx did not answer within 5 s.\n${readFileSync(join(folder, 'error.log'), 'utf8')}`);
}

async function checkHeaders() {
  const first = (place, ending) =>
    `${place}/${readdirSync(join(DIST, place)).find((name) => name.endsWith(ending))}`;
  const expected = [
    ['', /^text\/html/, 'no-cache'],
    ['sw.js', /^(text|application)\/javascript/, 'no-cache'],
    ['manifest.webmanifest', /^application\/manifest\+json/, 'no-cache'],
    [first('assets', '.js'), /^(text|application)\/javascript/, 'public, max-age=31536000, immutable'],
    [first('assets', '.css'), /^text\/css/, 'public, max-age=31536000, immutable'],
    [first('engine', '.wasm'), /^application\/wasm/, 'public, max-age=31536000, immutable'],
    ['data/digits/manifest.json', /^application\/json/, 'public, max-age=86400'],
  ];
  for (const [path, type, caching] of expected) {
    const { status, headers } = await fetch(ADDRESS + path);
    assert.equal(status, 200, path);
    assert.match(headers.get('content-type'), type, path);
    assert.equal(headers.get('cache-control'), caching, path);
    assert.equal(headers.get('x-content-type-options'), 'nosniff', path);
    // On scripts it binds the workers that are started from them.
    assert.match(headers.get('content-security-policy'), /default-src 'none'.*connect-src 'self'/, path);
  }
  assert.equal((await fetch(`${ADDRESS}missing.js`)).status, 404);
}

async function checkPage() {
  const executablePath = process.env.FANOUT_CHROMIUM;
  const browser = await chromium.launch({
    headless: false,
    ...(executablePath ? { executablePath } : {}),
    args: ['--headless=new', '--no-sandbox'],
  });
  try {
    const page = await browser.newPage();
    const faults = [];
    page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
    page.on('pageerror', (error) => faults.push(error.message));
    await page.goto(ADDRESS);
    await page.waitForFunction(() => 'fanout' in window);
    const { trainLoss, ok } = await page.evaluate(async () => {
      await window.fanout.ready;
      const { trainLoss } = await window.fanout.train({ epochs: 100 });
      const { ok } = await window.fanout.load({ mode: 'closed', inFlight: 16, requests: 200 });
      return { trainLoss, ok };
    });
    assert.ok(trainLoss < 0.01, `loss ${trainLoss}`);
    assert.equal(ok, 200);
    assert.deepEqual(faults, []);
  } finally {
    await browser.close();
  }
}
