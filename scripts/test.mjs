/**
 * Everything that must hold, in the order in which it fails cheapest: types, lint and borders, dead code, unit and
 * property tests, the production build and its size budget, kernels in a browser, user stories on the build.
 */
import { spawnSync } from 'node:child_process';

const STAGES = [
  ['Build inputs', 'build:inputs'],
  ['Types', 'test:types'],
  ['Lint, borders and format', 'test:lint'],
  ['Dead code', 'test:dead'],
  ['Unit and property tests', 'test:unit'],
  ['Production build', 'build'],
  ['Size budget', 'test:size'],
  ['Worker entries of the build', 'test:build'],
  ['One file that holds everything', 'build:single'],
  ['Kernels and engine in a browser', 'test:kernels'],
  ['Every word, in a longer language', 'test:words'],
  ['User stories on the production build', 'test:e2e'],
];

const started = Date.now();
let passed = 0;
for (const [title, script] of STAGES) {
  const stageStarted = Date.now();
  console.log(`\n— ${title} (npm run ${script})`);
  const { status } = spawnSync('npm', ['run', '--silent', script], {
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  const seconds = ((Date.now() - stageStarted) / 1000).toFixed(0);
  if (status !== 0) {
    console.error(`\n${title} failed after ${seconds} s.`);
    console.log(`${passed} passed, 1 failed`);
    process.exit(status ?? 1);
  }
  passed += 1;
  console.log(`${title}: ${seconds} s`);
}
console.log(`\nAll stages hold, ${((Date.now() - started) / 1000).toFixed(0)} s.`);
console.log(`${passed} passed, 0 failed`);
