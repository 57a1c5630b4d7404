/**
 * Serves `dist/` the way a strict static host would, under two folders of one port: /plain/fanout/ as most hosts do,
 * /isolated/fanout/ with COOP and COEP. Both carry the Content-Security-Policy that the README promises to work under.
 */
import { createReadStream, existsSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize, sep } from 'node:path';

const DIST = join(import.meta.dirname, '..', 'dist');
const PORT = Number(process.env.PORT ?? 4180);

/** WebAssembly streams only under its own type, and module workers start only as JavaScript. */
const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.wasm': 'application/wasm',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
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

const FOLDERS = {
  '/plain/fanout/': {},
  '/isolated/fanout/': {
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Embedder-Policy': 'require-corp',
  },
};

if (!existsSync(join(DIST, 'index.html'))) {
  console.error('There is no dist/index.html. Run "npm run build" first.');
  process.exit(1);
}

createServer((request, response) => {
  const { pathname } = new URL(request.url ?? '/', 'http://localhost');
  const folder = Object.keys(FOLDERS).find((name) => pathname.startsWith(name));
  if (!folder) {
    const withSlash = `${pathname}/`;
    if (withSlash in FOLDERS) response.writeHead(301, { Location: withSlash }).end();
    else response.writeHead(404).end('Not here.');
    return;
  }
  const file = normalize(join(DIST, decodeURIComponent(pathname.slice(folder.length)) || 'index.html'));
  if (!file.startsWith(DIST + sep) || !existsSync(file) || !statSync(file).isFile()) {
    response.writeHead(404).end('Not here.');
    return;
  }
  response.writeHead(200, {
    'Content-Type': TYPES[extname(file)] ?? 'application/octet-stream',
    'Content-Length': statSync(file).size,
    'Content-Security-Policy': POLICY,
    'X-Content-Type-Options': 'nosniff',
    'Cache-Control': 'max-age=3600',
    ...FOLDERS[folder],
  });
  createReadStream(file).pipe(response);
}).listen(PORT, () => console.log(`dist/ is served at http://localhost:${PORT}/plain/fanout/`));
