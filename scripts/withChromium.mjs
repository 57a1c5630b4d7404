/** Runs a command with FANOUT_CHROMIUM set to a Chromium that was found or installed: node withChromium.mjs vitest run … */
import { spawnSync } from 'node:child_process';
import { delimiter, join } from 'node:path';
import { findChromium, HOW_TO_INSTALL } from './findChromium.mjs';

const chromium = findChromium();
if (!chromium) {
  console.error(HOW_TO_INSTALL);
  process.exit(1);
}
const [command, ...args] = process.argv.slice(2);
const PATH = [join(import.meta.dirname, '..', 'node_modules', '.bin'), process.env.PATH].join(delimiter);
const { status, error } = spawnSync(command, args, {
  stdio: 'inherit',
  env: { ...process.env, PATH, FANOUT_CHROMIUM: chromium },
  shell: process.platform === 'win32',
});
if (error) console.error(error.message);
process.exit(status ?? 1);
