/**
 * The budgets, on the built `dist/`. What the first picture needs is read from the page itself; the rest of the page
 * comes after it, the engine after that.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { firstPictureFiles } from './scripts/firstPictureFiles.mjs';

const PAGE = 'dist/index.html';
if (!existsSync(PAGE)) throw new Error(`There is no ${PAGE}. Run "npm run build" first.`);

/** Fetched with the first chart, by the learning curves and by the lab. */
const isPlotLibrary = (file) => file.startsWith('uplot-');
/** The request lab comes when the page has nothing else to do, or when somebody opens it. */
const isLab = (file) => /^(RequestsDock|LabMenus)-/.test(file);
/** Fetched when somebody opens it, or chooses the data that it is for. Each chunk has the name of the module that is imported. */
const ON_DEMAND = [
  'ChallengeStrip',
  'ChartsDialog',
  'ColumnScatter',
  'DataFiles',
  'DeviceTab',
  'DigitsAnswer',
  'FollowOverlay',
  'FollowPoint',
  'HelpDialog',
  'HistoryStrip',
  'ImportSheet',
  'InspectDock',
  'LearnPage',
  'Lesson',
  'LessonColumn',
  'LinkNote',
  'MarksLine',
  'ModelsDialog',
  'Palette',
  'PhoneLesson',
  'PlanPanel',
  'RegionHelp',
  'ShareDialog',
  'SweepDock',
  'TableColumns',
  'TableRowPanel',
  'Tour',
  'WeightsDialog',
  'drawing',
  'embedPage',
  'lessons',
  'persistCurves',
  'openSweeps',
  'sweepCalls',
  // What only these share.
  'inspectNames',
  'phases',
  'rowValues',
  'useLayerCurves',
  'servingValues',
  'sweepCells',
  'trainingSweepStore',
];
/** The texts of the screen in another language than English: a reader fetches one. */
const isLanguage = (file) => /^language-[a-z]/.test(file);
/** One lesson in one language: fetched when it is opened. */
const isLesson = (file) => /^[a-z0-9-]+\.[a-z]{2}-[\w-]{8}\.js$/.test(file);
/** The formats in which a network is taken away, and the readers of others': Go programs and dashboards are most of it. */
const isModels = (file) => file.startsWith('modelExchange-');
const isOnDemand = (file) => ON_DEMAND.some((name) => file.startsWith(`${name}-`));
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
    // Of it, zoom, legend, gestures and readout of the charts, hints and menus are 5 kB. Rules of the batching policies, which come
    // with their names: 1 kB. Sentences are looked up by place in the reader's language: 9 kB. Formulas, drawn points and tables as data:
    // 9 kB. Schedules, clipping and stop conditions: 3 kB. The workbench (history, own data, inspecting, charts at work, palette, menus of
    // units, tour) is on demand but for what begins it and what its parts share: 17 kB. Whether the page stands in a frame: 1 kB. What begins a
    // sweep, its part of the schema, and what its tab shares: 5 kB. What begins lessons, their links and calls: 2 kB. What training by the
    // mathematics (demos, scores) shares with the page, and links of challenges: 4 kB.
    name: 'page without the request lab, uPlot and what is on demand',
    path: inAssets(
      assets.filter(
        (file) =>
          !isLab(file) &&
          !isPlotLibrary(file) &&
          !isOnDemand(file) &&
          !isLesson(file) &&
          !isLanguage(file) &&
          !isModels(file),
      ),
    ),
    limit: '296 kB',
    gzip: true,
  },
  {
    name: 'on demand, all together',
    path: inAssets(assets.filter(isOnDemand)),
    // The QR codes of the share dialog are 6 kB of it, the sweep 22 kB, lessons with their conditions 20 kB, challenges and demos 22 kB, the
    // dialog of the models 4 kB.
    limit: '190 kB',
    gzip: true,
  },
  {
    name: 'models, out and in',
    path: inAssets(assets.filter(isModels)),
    limit: '70 kB',
    gzip: true,
  },
  {
    // The virtual rows of the table of responses are 10 kB of it, the functions that say its 500 sentences 6 kB.
    name: 'request lab',
    path: inAssets(assets.filter(isLab)),
    limit: '86 kB',
    gzip: true,
  },
  {
    name: 'languages, all together; a reader fetches one',
    path: inAssets(assets.filter(isLanguage)),
    limit: '240 kB',
    gzip: true,
  },
  {
    name: 'lessons in every language, all together; one is fetched at a time',
    path: inAssets(assets.filter(isLesson)),
    limit: '300 kB',
    gzip: true,
  },
  {
    name: 'uPlot',
    path: inAssets(assets.filter(isPlotLibrary)),
    limit: '23 kB',
    gzip: true,
  },
  {
    name: 'engine (workers, all chunks)',
    path: 'dist/engine/*.js',
    limit: '260 kB',
    gzip: true,
  },
];
