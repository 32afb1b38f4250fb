import { accessSync, constants } from 'node:fs';
import process from 'node:process';

const usualPlaces = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
];

/**
 * Where the Chromium that runs tests and benches is: `CHROMIUM_PATH` if set, else the system's own.
 * @returns {string | null} null when there is none
 */
export function findChromium() {
  const candidates = process.env['CHROMIUM_PATH'] ? [process.env['CHROMIUM_PATH']] : usualPlaces;
  return candidates.find(isExecutable) ?? null;
}

/** What Playwright needs to start the system's Chromium, without a sandbox and without background traffic. */
export const chromiumLaunchOptions = {
  executablePath: findChromium() ?? '/usr/bin/chromium',
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
};

/** @param {string} path */
function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
