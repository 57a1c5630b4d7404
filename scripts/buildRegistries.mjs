/**
 * Lists the members of `src/nn/{activations,losses,optimizers,schedules}/` in generated modules, in the order that each member
 * states: names for the schema, the members themselves, their WGSL and what tests hold them to, each in a module of its
 * own so that the page does not load what only the engine needs. A new file in a folder is all that a new member takes.
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';

const NN = fileURLToPath(new URL('../src/nn/', import.meta.url));
const GENERATED = join(NN, 'generated');

/** What a member exports besides itself. */
const EXPORTS = { schedules: ['checks'] };
const KERNEL_EXPORTS = ['wgsl', 'assembly', 'checks'];

/** The members of a folder with all that they export, by their order. Throws where one is incomplete. */
export async function readMembers(folder) {
  const files = readdirSync(join(NN, folder)).filter((file) => /^\w+\.ts$/.test(file));
  const members = await Promise.all(
    files.map(async (file) => {
      const name = file.slice(0, -'.ts'.length);
      const { module } = await runnerImport(join(NN, folder, file), { configFile: false, logLevel: 'error' });
      for (const needed of [name, ...(EXPORTS[folder] ?? KERNEL_EXPORTS)]) {
        if (!(needed in module)) throw new Error(`src/nn/${folder}/${file} exports no ${needed}.`);
      }
      return { name, ...module, rule: module[name] };
    }),
  );
  members.sort((a, b) => a.rule.order - b.rule.order);
  for (const [i, { name, rule }] of members.entries()) {
    if (rule.order !== i) {
      throw new Error(
        `src/nn/${folder}/${name}.ts has order ${rule.order}: orders are 0, 1, 2 …; ${i} is free.`,
      );
    }
  }
  return members;
}

const listOf = (names) => `[${names.map((name) => `'${name}'`).join(', ')}] as const`;

/** Modules that gather one export of every member in a record by name. */
function writeRecords(folder, kind, names) {
  const record = (suffix, what, constant) => {
    const imports = names.map((name) => `import { ${what(name)} } from '../${folder}/${name}.ts';`);
    write(`${folder}${suffix}`, [...imports, '', `export const ${constant} = { ${names.join(', ')} };`]);
  };
  record('', (name) => name, `${kind}_MEMBERS`);
  if (!EXPORTS[folder]) record('Wgsl', (name) => `wgsl as ${name}`, `${kind}_WGSL`);
  record('Checks', (name) => `checks as ${name}`, `${kind}_CHECKS`);
}

/** Names of all settings of a folder's rules, in order of appearance. Throws where rules mean different things by one name. */
function settingNames(folder, members, field) {
  const known = new Map();
  for (const { name, rule } of members) {
    for (const [key, constant] of Object.entries(rule[field])) {
      const text = JSON.stringify(constant);
      if (known.has(key) && known.get(key) !== text) {
        throw new Error(`src/nn/${folder}/${name}.ts has a ${key} that differs from another rule's.`);
      }
      known.set(key, text);
    }
  }
  return [...known.keys()];
}

/** Written only when it has changed: watchers and build caches go by the time of a file. */
function write(name, lines) {
  const path = join(GENERATED, `${name}.ts`);
  const text = `// Made by scripts/buildRegistries.mjs from the files beside this folder. Do not edit.\n${lines.join('\n')}\n`;
  try {
    if (readFileSync(path, 'utf8') === text) return;
  } catch {
    // Not there yet.
  }
  writeFileSync(path, text);
}

async function build() {
  mkdirSync(GENERATED, { recursive: true });
  const activations = await readMembers('activations');
  const losses = await readMembers('losses');
  const optimizers = await readMembers('optimizers');
  const schedules = await readMembers('schedules');
  const namesOf = (members) => members.map(({ name }) => name);
  const outputs = namesOf(activations.filter(({ rule }) => rule.isOutput));
  write('names', [
    `export const ACTIVATIONS = ${listOf(namesOf(activations))};`,
    `export const OUTPUT_ACTIVATIONS = ${listOf([...outputs, 'softmax'])};`,
    `export const LOSSES = ${listOf(namesOf(losses))};`,
    `export const OPTIMIZERS = ${listOf(namesOf(optimizers))};`,
    `export const HYPERPARAMETER_NAMES = ${listOf(settingNames('optimizers', optimizers, 'hyperparameters'))};`,
    `export const SCHEDULES = ${listOf(namesOf(schedules))};`,
    `export const SCHEDULE_SETTING_NAMES = ${listOf(settingNames('schedules', schedules, 'settings'))};`,
  ]);
  writeRecords('activations', 'ACTIVATION', namesOf(activations));
  writeRecords('losses', 'LOSS', namesOf(losses));
  writeRecords('optimizers', 'OPTIMIZER', namesOf(optimizers));
  writeRecords('schedules', 'SCHEDULE', namesOf(schedules));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await build();
