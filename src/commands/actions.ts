/**
 * Registry of actions: label, keys, condition and effect of each. Buttons take their label and hint from here, the help sheet
 * lists them, and `listenToKeys.ts` runs them.
 */
import * as say from '#messages/generated/actions.ts';
import { experimentStore } from '#state/experimentStore.ts';
import { timelineFeed } from '#state/feeds.ts';
import { closeLearnPage, learnStore, openLearnPage } from '#state/learnStore.ts';
import { servingStore } from '#state/servingStore.ts';
import { trainingStore } from '#state/trainingStore.ts';
import { uiStore } from '#state/uiStore.ts';
import type { Commands } from './Commands.ts';

/** As displayed: "Space", "B", "?", "Mod+Shift+Z"; Mod is Cmd on a Mac and Ctrl elsewhere. */
export type KeyCombination = string;

export interface Action {
  readonly id: string;
  /** Read while rendering: the language comes later than this module. */
  readonly label: string;
  readonly keys: readonly KeyCombination[];
  /** Whether it can run now; else the key does nothing. */
  when(): boolean;
  run(commands: Commands): void;
}

const isReady = (): boolean => {
  const { phase } = trainingStore.getState();
  return phase !== 'starting' && phase !== 'loading';
};
const isPlaying = (): boolean => trainingStore.getState().phase === 'playing';
const loadIsIdle = (): boolean => servingStore.getState().phase === 'idle';
const hasHistory = (): boolean => isReady() && timelineFeed.latest.epochs.length > 1;
const hasNote = (): boolean => {
  const { note, tryThis } = experimentStore.getState().experiment;
  return Boolean(note || tryThis);
};
const always = (): boolean => true;

export const ACTIONS = {
  playPause: {
    id: 'playPause',
    get label() {
      return say.playPause();
    },
    keys: ['Space'],
    when: isReady,
    run: (commands) => (isPlaying() ? commands.pause() : commands.play()),
  },
  stepBatch: {
    id: 'stepBatch',
    get label() {
      return say.stepBatch();
    },
    keys: ['S'],
    when: isReady,
    run: (commands) => commands.step('batch'),
  },
  stepEpoch: {
    id: 'stepEpoch',
    get label() {
      return say.stepEpoch();
    },
    keys: ['Shift+S'],
    when: isReady,
    run: (commands) => commands.step('epoch'),
  },
  reset: {
    id: 'reset',
    get label() {
      return say.reset();
    },
    keys: ['R'],
    when: isReady,
    run: (commands) => commands.reset(),
  },
  seekBack: {
    id: 'seekBack',
    get label() {
      return say.seekBack();
    },
    keys: [','],
    when: hasHistory,
    run: (commands) => commands.seekNext(-1),
  },
  seekOn: {
    id: 'seekOn',
    get label() {
      return say.seekOn();
    },
    keys: ['.'],
    when: hasHistory,
    run: (commands) => commands.seekNext(1),
  },
  undo: {
    id: 'undo',
    get label() {
      return say.undo();
    },
    keys: ['Mod+Z'],
    when: () => experimentStore.getState().past.length > 0,
    run: (commands) => commands.undo(),
  },
  redo: {
    id: 'redo',
    get label() {
      return say.redo();
    },
    keys: ['Mod+Shift+Z', 'Mod+Y'],
    when: () => experimentStore.getState().future.length > 0,
    run: (commands) => commands.redo(),
  },
  sendBurst: {
    id: 'sendBurst',
    get label() {
      return say.sendBurst();
    },
    keys: ['B'],
    when: () => isReady() && loadIsIdle(),
    run: (commands) => commands.sendBurst(),
  },
  toggleLoad: {
    id: 'toggleLoad',
    get label() {
      return say.toggleLoad();
    },
    keys: ['L'],
    when: () => isReady() && servingStore.getState().phase !== 'stopping',
    run: (commands) => (loadIsIdle() ? commands.startLoad() : commands.stopLoad()),
  },
  stopAll: {
    id: 'stopAll',
    get label() {
      return say.stopAll();
    },
    keys: ['Mod+.'],
    when: always,
    run: (commands) => commands.stopAll(),
  },
  share: {
    id: 'share',
    get label() {
      return say.share();
    },
    keys: ['Mod+Shift+S'],
    when: always,
    run: () => uiStore.setState({ shareOpen: true }),
  },
  learn: {
    id: 'learn',
    get label() {
      return say.learn();
    },
    keys: ['G'],
    when: always,
    run: () => (learnStore.getState().pageOpen ? closeLearnPage() : openLearnPage()),
  },
  models: {
    id: 'models',
    get label() {
      return say.models();
    },
    keys: ['Mod+Shift+E'],
    when: always,
    run: () => uiStore.setState({ modelsOpen: true }),
  },
  commands: {
    id: 'commands',
    get label() {
      return say.commands();
    },
    keys: ['Mod+K'],
    when: always,
    run: () => uiStore.setState({ paletteOpen: true }),
  },
  weights: {
    id: 'weights',
    get label() {
      return say.weights();
    },
    keys: ['W'],
    when: always,
    run: () => uiStore.setState({ weightsOpen: true }),
  },
  showNote: {
    id: 'showNote',
    get label() {
      return say.showNote();
    },
    keys: [],
    when: () => uiStore.getState().hiddenNote !== null && hasNote(),
    run: () => uiStore.setState({ hiddenNote: null }),
  },
  switchTheme: {
    id: 'switchTheme',
    get label() {
      return say.switchTheme();
    },
    keys: ['T'],
    when: always,
    run: (commands) => commands.setTheme(NEXT_THEME[uiStore.getState().theme]),
  },
  projector: {
    id: 'projector',
    get label() {
      return say.projector();
    },
    keys: ['P'],
    when: always,
    run: () => uiStore.setState(({ projector }) => ({ projector: !projector })),
  },
  help: {
    id: 'help',
    get label() {
      return say.help();
    },
    keys: ['?'],
    when: always,
    run: () => uiStore.setState(({ helpOpen }) => ({ helpOpen: !helpOpen })),
  },
} as const satisfies Readonly<Record<string, Action>>;

const NEXT_THEME = { system: 'light', light: 'dark', dark: 'system' } as const;
