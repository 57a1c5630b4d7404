/** What must hold of the built files whatever the bundler does. See `workerEntryFaults.mjs`. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { workerEntryFaults } from './workerEntryFaults.mjs';

const DIST = join(import.meta.dirname, '..', 'dist');
if (!existsSync(join(DIST, 'index.html'))) {
  console.error('There is no dist/index.html. Run "npm run build" first.');
  process.exit(1);
}
const modules = new Map();
for (const folder of ['assets', 'engine']) {
  for (const file of readdirSync(join(DIST, folder)).filter((name) => name.endsWith('.js'))) {
    modules.set(`${folder}/${file}`, readFileSync(join(DIST, folder, file), 'utf8'));
  }
}
const faults = workerEntryFaults(modules);
for (const fault of faults) console.error(fault);
if (faults.length > 0) process.exit(1);
console.log(`${modules.size} modules, none imports the entry of a worker.`);
