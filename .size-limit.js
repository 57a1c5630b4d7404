/**
 * The budgets, on the built `dist/`. What the first picture needs is read from the page itself; the rest of the page
 * comes after it, the engine after that.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { firstPictureFiles } from './scripts/firstPictureFiles.mjs';

const PAGE = 'dist/index.html';
if (!existsSync(PAGE)) throw new Error(`There is no ${PAGE}. Run "npm run build" first.`);

/** The request lab comes when the page has nothing else to do, or when somebody opens it. */
const isLab = (file) => /^(RequestsDock|LabMenus)-/.test(file);
const assets = readdirSync('dist/assets').filter((file) => /\.(js|css)$/.test(file));
const inAssets = (files) => files.map((file) => `dist/assets/${file}`);

export default [
  {
    name: 'page, before the first picture',
    path: [PAGE, ...firstPictureFiles(readFileSync(PAGE, 'utf8')).map((file) => `dist/${file}`)],
    limit: '110 kB',
    gzip: true,
  },
  {
    name: 'page without the request lab',
    path: inAssets(assets.filter((file) => !isLab(file))),
    limit: '182 kB',
    gzip: true,
  },
  {
    name: 'request lab',
    path: inAssets(assets.filter(isLab)),
    limit: '62 kB',
    gzip: true,
  },
  {
    name: 'engine (workers, all chunks)',
    path: 'dist/engine/*.js',
    limit: '260 kB',
    gzip: true,
  },
];
