/**
 * The section "Words" of docs/scripting.md is generated from the vocabulary by this test. After a change:
 * `npx vitest run -u --project unit src/experiment/vocabularyDocs.test.ts`.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { BATCH_POLICY_NAMES } from '#batching/registry.ts';
import { DATA_SET_NAMES, DATA_SETS, SET_NAMES, wordOfSet } from '#datasets/registry.ts';
import * as sayData from '#messages/generated/data.ts';
import { HYPERPARAMETERS } from '#nn/optimizers.ts';
import { countText } from '#messages/numberText.ts';
import { CLIPPINGS } from '#nn/clipping.ts';
import { SCHEDULE_SETTINGS, WATCHED_LOSSES } from '#nn/learningRates.ts';
import * as nn from '#nn/vocabulary.ts';
import { DOCK_TAB_NAMES } from './dockTabs.ts';
import { INSPECT_PANE_NAMES } from './inspectPanes.ts';
import { SWEEP_METHODS } from './sweepSpec.ts';
import { SWEEP_PANE_NAMES } from './sweepPanes.ts';
import { LAB_PANE_NAMES } from './labPanes.ts';
import * as vocabulary from './vocabulary.ts';

const PAGE = join(import.meta.dirname, '../../docs/scripting.md');
const BEGIN = '<!-- Written by src/experiment/vocabularyDocs.test.ts, from here -->\n';
const END = '<!-- to here -->\n';

const list = (words: readonly string[]): string => words.join(', ').replaceAll('*', '\\*');
const setWords = SET_NAMES.map((name) =>
  wordOfSet(name) === name ? name : `${wordOfSet(name)} (\`${name}\`)`,
);
const ROWS: readonly (readonly [field: string, words: string])[] = [
  [
    '`data.set`',
    `${list(setWords)}. These are the words on the screen; where a set has another name inside, in brackets, it is read, too, and it is what \`experiment()\` gives`,
  ],
  [
    '`data.features` (points of the plane)',
    `${list(vocabulary.FEATURES)}, or any formula of x1 and x2 (below)`,
  ],
  ['`data.formula.labels`', list(vocabulary.LABEL_KINDS)],
  ['`network.hidden[].activation`', list(nn.ACTIVATIONS)],
  ['`network.output.activation`', list(nn.OUTPUT_ACTIVATIONS)],
  ['`network.initializer`', list(nn.INITIALIZERS)],
  ['`training.loss`', list(nn.LOSSES)],
  ['`training.optimizer.name`', list(nn.OPTIMIZERS)],
  [
    '`training.optimizer`, numbers besides `learningRate`',
    nn.HYPERPARAMETER_NAMES.map((name) => {
      const { default: preset, min, max } = HYPERPARAMETERS[name];
      return `${name} (${min} to ${max}, else ${preset})`;
    }).join(', '),
  ],
  ['`training.schedule.name`', list(nn.SCHEDULES)],
  [
    '`training.schedule`, numbers',
    (['warmup', ...nn.SCHEDULE_SETTING_NAMES] as const)
      .map((name) => {
        const { default: preset, min, max } = SCHEDULE_SETTINGS[name];
        return `${name} (${min} to ${max > 1 ? countText(max) : max}, else ${preset})`;
      })
      .join(', '),
  ],
  ['`training.schedule.watch`, `training.stop.watch`', list(WATCHED_LOSSES)],
  ['`training.clip.by`', list(CLIPPINGS)],
  ['`serving.pattern`', list(vocabulary.PATTERNS)],
  ['`serving.policy`', list(BATCH_POLICY_NAMES)],
  ['`serving.timeoutAction`', list(vocabulary.TIMEOUT_ACTIONS)],
  ['`load.mode`, `load.arrivals`', `${list(vocabulary.LOAD_MODES)}; ${list(vocabulary.ARRIVALS)}`],
  [
    '`view.dock`, `view.lab`, `view.inspect`, `view.sweep`',
    `${list(DOCK_TAB_NAMES)}; ${list(LAB_PANE_NAMES)}; ${list(INSPECT_PANE_NAMES)}; ${list(SWEEP_PANE_NAMES)}`,
  ],
  ['`sweep.method`', list(SWEEP_METHODS)],
];

const NOISES = {
  labels: sayData.noiseLabels,
  clouds: sayData.noiseClouds,
  points: sayData.noisePoints,
  values: sayData.noiseValues,
};

/** "flips labels near the border (circle, xor, checkers)" for each kind of noise */
function noiseText(): string {
  const noisy = DATA_SET_NAMES.filter((name) => DATA_SETS[name].hasNoise);
  const parts = [...new Set(noisy.map((name) => DATA_SETS[name].noise))].map((noise) => {
    const sets = noisy.filter((name) => DATA_SETS[name].noise === noise);
    const about = NOISES[noise ?? 'points']();
    return `${about.charAt(0).toLowerCase()}${about.slice(1)} (${list(sets.map(wordOfSet))})`;
  });
  return `Noise means what the set makes of it: it ${parts.slice(0, -1).join(', ')}, or ${parts.at(-1) ?? ''}.`;
}

test('the words of docs/scripting.md are those of the vocabulary', async () => {
  const text = readFileSync(PAGE, 'utf8');
  const [before, rest] = text.split(BEGIN);
  const [, after] = rest?.split(END) ?? [];
  expect(after, `${PAGE} has the two marks between which the words stand`).toBeDefined();
  const table = ROWS.map(([field, words]) => `| ${field} | ${words} |\n`).join('');
  const words = `| field | words |\n|---|---|\n${table}\n${noiseText()}\n`;
  await expect(`${before}${BEGIN}${words}${END}${after}`).toMatchFileSnapshot(PAGE);
});

const words = [vocabulary, nn].flatMap((names) => Object.values(names).flat());
test.each(words)('%s is in docs/scripting.md', (word) => {
  expect(readFileSync(PAGE, 'utf8').replaceAll('\\', '')).toContain(word);
});
