/**
 * Finds a Chromium for the browser tests: the one named by FANOUT_CHROMIUM, Playwright's own, one of the system, or,
 * as a last resort, installs one (Playwright's, else Debian's package when run as root). Returns its path or null.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chromium } from '@playwright/test';

const SYSTEM_PATHS = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/opt/google/chrome/chrome',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:/Program Files/Google/Chrome/Application/chrome.exe',
  'C:/Program Files (x86)/Google/Chrome/Application/chrome.exe',
];

export const HOW_TO_INSTALL =
  'No Chromium was found. Install one with "npx playwright install --with-deps chromium" or your package manager, or name one: FANOUT_CHROMIUM=/path/to/chromium npm test';

function installed() {
  const named = process.env.FANOUT_CHROMIUM;
  if (named) return existsSync(named) ? named : null;
  return [chromium.executablePath(), ...SYSTEM_PATHS].find((path) => path && existsSync(path)) ?? null;
}

/** Runs a command, quietly unless it is slow to be worth a word; true if it succeeded. */
function succeeds(command, args, timeoutMs) {
  console.log(`Trying: ${command} ${args.join(' ')}`);
  return (
    spawnSync(command, args, { stdio: 'ignore', timeout: timeoutMs, shell: process.platform === 'win32' })
      .status === 0
  );
}

export function findChromium() {
  const found = installed();
  if (found || process.env.FANOUT_CHROMIUM) return found;
  console.log('No Chromium is installed yet.');
  if (succeeds('npx', ['playwright', 'install', 'chromium'], 300_000) && installed()) return installed();
  const isRoot = process.getuid?.() === 0;
  if (isRoot && existsSync('/usr/bin/apt-get')) {
    succeeds('apt-get', ['update', '-qq'], 300_000);
    succeeds('apt-get', ['install', '-y', '-qq', 'chromium', 'fonts-liberation'], 900_000);
  }
  return installed();
}
