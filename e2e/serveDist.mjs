/**
 * Serves `dist/` the way a strict static host would, under two folders of one port: /plain/fanout/ as most hosts do,
 * /isolated/fanout/ with COOP and COEP. Both carry the Content-Security-Policy that the README promises to work under. The service
 * worker is there under /kept/fanout/ alone: elsewhere it would answer in the place of files that a story makes fail.
 */
import { createReadStream, existsSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize, sep } from 'node:path';
import { pathToFileURL } from 'node:url';

const DIST = join(import.meta.dirname, '..', 'dist');

/** WebAssembly streams only under its own type, and module workers start only as JavaScript. */
const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.wasm': 'application/wasm',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webmanifest': 'application/manifest+json',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
};

const POLICY = [
  "default-src 'self'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "worker-src 'self'",
  "img-src 'self' data: blob:",
  "object-src 'none'",
  "base-uri 'none'",
].join('; ');

const KEPT = '/kept/fanout/';
const FOLDERS = {
  '/plain/fanout/': {},
  [KEPT]: {},
  '/isolated/fanout/': {
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Embedder-Policy': 'require-corp',
  },
};

/**
 * @typedef {object} Fault what happens to a file on its way
 * @property {number} [status] answered in place of the file
 * @property {number} [delayMs] before anything is answered
 */

/**
 * @param {number} port 0 for any that is free
 * @param {(path: string) => Fault | undefined} faultOf asked for every file, by its path in `dist/`
 * @param {string} caching for how long a browser may keep files; faults want every request to come here
 * @param {string} dist another folder than `dist/`
 * @returns {Promise<{ address: string, close: () => void }>} the page's address under /plain/
 */
export function serveDist(port, faultOf = () => undefined, caching = 'max-age=3600', dist = DIST) {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const folder = Object.keys(FOLDERS).find((name) => pathname.startsWith(name));
    if (!folder) {
      const withSlash = `${pathname}/`;
      if (withSlash in FOLDERS) response.writeHead(301, { Location: withSlash }).end();
      else response.writeHead(404, { 'Content-Type': TYPES['.html'] }).end('Not here.');
      return;
    }
    const path = decodeURIComponent(pathname.slice(folder.length)) || 'index.html';
    const isHidden = path === 'sw.js' && folder !== KEPT;
    const { status = isHidden ? 404 : 200, delayMs = 0 } = faultOf(path) ?? {};
    setTimeout(() => {
      if (status === 200) answer(response, dist, path, { 'Cache-Control': caching, ...FOLDERS[folder] });
      else response.writeHead(status).end('Not here.');
    }, delayMs);
  });
  return new Promise((resolve) => {
    server.listen(port, () => {
      const address = `http://localhost:${server.address().port}/plain/fanout/`;
      resolve({ address, close: () => server.close() });
    });
  });
}

function answer(response, dist, path, headers) {
  const file = normalize(join(dist, path));
  if (!file.startsWith(dist + sep) || !existsSync(file) || !statSync(file).isFile()) {
    response.writeHead(404).end('Not here.');
    return;
  }
  response.writeHead(200, {
    'Content-Type': TYPES[extname(file)] ?? 'application/octet-stream',
    'Content-Length': statSync(file).size,
    'Content-Security-Policy': POLICY,
    'X-Content-Type-Options': 'nosniff',
    ...headers,
  });
  createReadStream(file).pipe(response);
}

export const isBuilt = () => existsSync(join(DIST, 'index.html'));

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  if (!isBuilt()) {
    console.error('There is no dist/index.html. Run "npm run build" first.');
    process.exit(1);
  }
  const { address } = await serveDist(Number(process.env.PORT ?? 4180));
  console.log(`dist/ is served at ${address}`);
}
