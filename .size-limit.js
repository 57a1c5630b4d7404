/**
 * The budgets, on the built `dist/`. What the first picture needs is read from the page itself; the rest of the page
 * comes after it, the engine after that.
 */
import { existsSync, readFileSync } from 'node:fs';
import { firstPictureFiles } from './scripts/firstPictureFiles.mjs';

const PAGE = 'dist/index.html';
if (!existsSync(PAGE)) throw new Error(`There is no ${PAGE}. Run "npm run build" first.`);

export default [
  {
    name: 'page, before the first picture',
    path: [PAGE, ...firstPictureFiles(readFileSync(PAGE, 'utf8')).map((file) => `dist/${file}`)],
    limit: '110 kB',
    gzip: true,
  },
  {
    name: 'page, all of it',
    path: ['dist/assets/*.js', 'dist/assets/*.css'],
    limit: '190 kB',
    gzip: true,
  },
  {
    name: 'engine (workers, all chunks)',
    path: 'dist/engine/*.js',
    limit: '260 kB',
    gzip: true,
  },
];
