/**
 * The rooms of `src/`, from the lowest to the highest, with the rooms that each may import. Lint, the test of relative
 * imports and the table in docs/architecture.md follow this list.
 */
const PURE = ['messages', 'nn', 'formula', 'datasets', 'batching', 'experiment'];
const DATA = [...PURE, 'data', 'trace', 'protocol'];

export const ROOMS = {
  messages: {
    imports: [],
    message: 'messages/ holds words and formats of numbers: pass what it needs as an argument.',
  },
  nn: {
    imports: [],
    message: 'nn/ is the mathematics of dense networks: it imports no other room.',
  },
  formula: {
    imports: ['messages', 'nn'],
    message: 'formula/ reads formulas of named numbers: it knows only messages/ and nn/.',
  },
  datasets: {
    imports: ['messages', 'nn'],
    message:
      'datasets/ says what each data set is and generates its points: it knows only messages/ and nn/.',
  },
  batching: {
    imports: [],
    message: 'batching/ decides when waiting requests become a batch: it imports no other room.',
  },
  experiment: {
    imports: ['messages', 'nn', 'formula', 'datasets', 'batching'],
    message:
      'experiment/ is what an Experiment is: it knows only messages/, nn/, formula/, datasets/ and batching/.',
  },
  data: {
    imports: PURE,
    message: 'data/ turns data sets into typed arrays: it knows only nn/, datasets/ and experiment/.',
  },
  sweep: {
    imports: [...PURE, 'data'],
    message:
      'sweep/ says which networks a sweep trains and what they show: it knows only experiment/ and data/.',
  },
  share: {
    imports: PURE,
    message: 'share/ turns an Experiment into text: it knows only experiment/.',
  },
  trace: {
    imports: PURE,
    message: 'trace/ reads what requests left behind: it is pure and knows only experiment/.',
  },
  models: {
    imports: [...PURE, 'data'],
    message:
      "models/ turns networks into other people's formats and back: it is pure and knows only data/ and what lies below.",
  },
  channel: {
    imports: ['messages'],
    message: 'channel/ is concurrency by itself: it imports only messages/.',
  },
  protocol: {
    imports: [...PURE, 'trace', 'sweep'],
    message:
      'protocol/ holds messages: it knows only messages/, nn/, experiment/, sweep/ and the columns of trace/.',
  },
  lessons: {
    imports: DATA,
    message:
      'lessons/ says what lessons, challenges and demos hold, and judges what was observed: commands/ and scene/ observe.',
  },
  tables: {
    imports: [...PURE, 'protocol', 'trace'],
    message:
      'tables/ reads tables in a worker of their own: it knows experiment/ and what lies below, and protocol/.',
  },
  engine: {
    imports: [...DATA, 'sweep'],
    message: 'engine/ runs in workers and never sees the page. Send an event through protocol/ instead.',
  },
  client: {
    imports: [...DATA, 'engine', 'sweep'],
    message: 'client/ is the handle on the engine. Let state/applyEngineEvents.ts listen to it.',
  },
  state: {
    imports: [...DATA, 'lessons', 'channel', 'client', 'sweep'],
    message: 'state/ holds what is known: it calls nothing above it. Put behaviour into commands/.',
  },
  commands: {
    imports: [...DATA, 'lessons', 'models', 'share', 'channel', 'client', 'state', 'sweep'],
    message: 'commands/ change stores and ask the engine. Put pictures into scene/, canvas/ or views/.',
  },
  canvas: {
    imports: [...PURE, 'data', 'trace'],
    message: 'canvas/ holds painters (context, scene, theme): pass what they need as an argument.',
  },
  scene: {
    imports: [...PURE, 'data', 'trace', 'lessons', 'state', 'commands', 'canvas', 'sweep'],
    message: 'scene/ computes what is to be seen, without React. Reach the engine through commands/.',
  },
  views: {
    imports: [
      ...PURE,
      'data',
      'trace',
      'lessons',
      'models',
      'channel',
      'state',
      'commands',
      'canvas',
      'scene',
      'sweep',
    ],
    message: 'views/ ask through Commands and read stores and feeds. Reach the engine through commands/.',
  },
  app: {
    imports: [
      ...DATA,
      'lessons',
      'tables',
      'models',
      'sweep',
      'share',
      'channel',
      'engine',
      'client',
      'state',
      'commands',
      'canvas',
      'scene',
      'views',
    ],
    message: '',
  },
};
