/**
 * What the members of the registries say of themselves, by `registry.member.field`
 * (of an optimiser's hyperparameter, its name; of a schedule's setting, its name and what it does), for the catalogue: a member's English stands
 * in its own file (docs/adding.md), other languages translate it by this code. Escaped, since it is no ICU pattern there.
 */
import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';

const SOURCES = [
  ['activations', 'nn/activations.ts', 'DESCRIBED_ACTIVATIONS'],
  ['losses', 'nn/losses.ts', 'LOSS_FUNCTIONS'],
  ['optimizers', 'nn/optimizers.ts', 'OPTIMIZER_RULES'],
  ['schedules', 'nn/learningRates.ts', 'SCHEDULE_RULES'],
  ['clipping', 'nn/clipping.ts', 'CLIPPING_RULES'],
  ['dataSets', 'datasets/registry.ts', 'DATA_SETS'],
  ['policies', 'batching/registry.ts', 'BATCH_POLICIES'],
];

/** @returns {Promise<Readonly<Record<string, string>>>} ICU text by code */
export async function registryTexts() {
  const texts = {};
  for (const [registry, file, name] of SOURCES) {
    const path = fileURLToPath(new URL(`../src/${file}`, import.meta.url));
    const { module } = await runnerImport(path, { configFile: false, logLevel: 'error' });
    for (const [member, entry] of Object.entries(module[name])) {
      const { label, about, hyperparameters = {}, settings = {} } = entry;
      const constants = [
        ...Object.entries(hyperparameters).map(([key, constant]) => [key, constant.label]),
        ...Object.entries(settings).flatMap(([key, setting]) => [
          [key, setting.label],
          [`${key}.about`, setting.about],
        ]),
      ];
      const fields =
        typeof label === 'string' ? { label, about } : { ...label, ...Object.fromEntries(constants) };
      for (const [field, text] of Object.entries(fields)) {
        texts[`${registry}.${member}.${field}`] = text.replaceAll("'", "''").replace(/[{}]/g, "'$&'");
      }
    }
  }
  return texts;
}
