/** Puts a page, its style sheet, scripts, workers, WebAssembly and data into one HTML file that needs nothing beside it. */
import { createHash } from 'node:crypto';
import { deflateRawSync } from 'node:zlib';

/**
 * @typedef {object} PackedFile
 * @property {string} name its path in the build, which code asks for
 * @property {Uint8Array} bytes
 * @property {boolean} [isCompressed] it is compressed already, so that deflate would only cost time
 */

/**
 * @typedef {object} PageParts
 * @property {string} html the built page, with links to its style sheet and scripts
 * @property {string} css
 * @property {string} icon SVG
 * @property {string} early script that runs first, see public/early.js
 * @property {string} loader script that starts the files
 * @property {string} entry name of the page's script among `files`
 * @property {readonly PackedFile[]} files
 */

/**
 * The hashes let exactly these inline scripts and styles run; the files become blob: addresses.
 * @param {PageParts} parts
 * @returns {string} HTML
 */
export function packPage({ html, css, icon, early, loader, entry, files }) {
  const packed = files.map(({ name, bytes, isCompressed = false }) => ({
    name,
    isDeflated: !isCompressed,
    base64: Buffer.from(isCompressed ? bytes : deflateRawSync(bytes, { level: 9 })).toString('base64'),
  }));
  for (const [what, text, end] of [
    ['early.js', early, '</script'],
    ['loader.js', loader, '</script'],
    ['the style sheet', css, '</style'],
  ]) {
    if (text.includes(end)) throw new Error(`${what} holds "${end}", which would end it inside the page.`);
  }
  const policy = [
    "default-src 'none'",
    `script-src ${hashOf(early)} ${hashOf(loader)} blob: 'wasm-unsafe-eval'`,
    'worker-src blob:',
    'connect-src blob: data:',
    'img-src data: blob:',
    `style-src ${hashOf(css)}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  const head = [
    `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    `<link rel="icon" type="image/svg+xml" href="data:image/svg+xml;base64,${Buffer.from(icon).toString('base64')}">`,
    `<style>${css}</style>`,
    `<script>${early}</script>`,
  ].join('\n');
  const tail = [
    `<script type="application/json" id="fanout-files">${JSON.stringify({ entry, files: packed }).replaceAll('<', '\\u003c')}</script>`,
    `<script>${loader}</script>`,
  ].join('\n');
  // As functions: "$&" in a text would otherwise stand for what was found.
  return withoutFiles(html)
    .replace(/<meta charset="utf-8" ?\/?>/i, (charset) => `${charset}\n${head}`)
    .replace('</body>', () => `${tail}\n</body>`);
}

const hashOf = (text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** Without what names other files. */
function withoutFiles(html) {
  const own = html
    .replace(/<script\b[^>]*\bsrc=[^>]*><\/script>/g, '')
    .replace(/<link\b[^>]*\brel="(?:stylesheet|icon|modulepreload|manifest|apple-touch-icon)"[^>]*>/g, '')
    .replace(/<meta\b[^>]*\bproperty="og:[^>]*>/g, '');
  const left = /\b(?:src|href)="(?!#|data:)[^"]*"/.exec(own);
  if (left) throw new Error(`The page still names a file beside it: ${left[0]}`);
  return own;
}
