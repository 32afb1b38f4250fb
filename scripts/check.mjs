/**
 * Everything that has to hold, in the order in which a fault is cheapest to find. Stops at the first that fails; the
 * last line sums up the tests.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { findChromium } from './chromium.mjs';
import { countPlaywright, countVitest } from './testCounts.mjs';

/**
 * @import { VitestReport, PlaywrightReport } from './testCounts.mjs'
 */

const root = fileURLToPath(new URL('..', import.meta.url));
const reports = mkdtempSync(path.join(tmpdir(), 'throughline-check-'));
const started = Date.now();

/** @param {string} name */
const report = (name) => path.join(reports, `${name}.json`);
/** @param {'node' | 'browser'} project */
const vitest = (project) => [
  'vitest',
  'run',
  '--project',
  project,
  '--reporter=default',
  '--reporter=json',
  `--outputFile.json=${report(project)}`,
];

/** @type {{ title: string, command: string[], count?: () => { passed: number, failed: number } }[]} */
const steps = [
  { title: 'Types', command: ['tsc', '-b'] },
  { title: 'Lint', command: ['oxlint', '--type-aware'] },
  { title: 'Format', command: ['prettier', '--check', '--log-level', 'warn', '.'] },
  { title: 'Unused files, exports and packages', command: ['knip'] },
  {
    title: 'Unit tests',
    command: vitest('node'),
    count: () => countVitest(/** @type {VitestReport | null} */ (read('node'))),
  },
  {
    title: 'Browser tests',
    command: vitest('browser'),
    count: () => countVitest(/** @type {VitestReport | null} */ (read('browser'))),
  },
  { title: 'Build', command: ['vite', 'build'] },
  {
    title: 'Journeys',
    command: ['playwright', 'test', '--reporter=list,json'],
    count: () => countPlaywright(/** @type {PlaywrightReport | null} */ (read('journeys'))),
  },
];

process.exitCode = run() ? 0 : 1;
rmSync(reports, { recursive: true, force: true });

function run() {
  const total = { passed: 0, failed: 0 };
  let isGood = ensureChromium();
  for (const { title, command, count } of isGood ? steps : []) {
    heading(title);
    const stepStarted = Date.now();
    isGood = runTool(command);
    if (count) {
      const { passed, failed } = count();
      total.passed += passed;
      total.failed += failed;
      // A runner that passes without having run anything has not shown anything.
      if (isGood && passed === 0) {
        console.error(`${title}: no test was run.`);
        isGood = false;
      }
    }
    console.log(`${isGood ? 'ok' : 'FAILED'}: ${title} (${seconds(stepStarted)})`);
    if (!isGood) break;
  }
  console.log(
    `\n${isGood ? 'All checks hold' : 'Stopped at the first check that failed'} (${seconds(started)})`,
  );
  console.log(`${total.passed} passed, ${total.failed} failed`);
  return isGood;
}

/** @param {string[]} command a tool among the installed packages, and its arguments */
function runTool(command) {
  const { status, error } = spawnSync('npx', ['--no-install', ...command], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, PLAYWRIGHT_JSON_OUTPUT_FILE: report('journeys') },
  });
  if (error) console.error(error.message);
  return status === 0;
}

/** The tests need a real Chromium: where the system has none, its package manager is asked for it. */
function ensureChromium() {
  if (findChromium() !== null) return true;
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    heading('Installing Chromium');
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    for (const command of [
      ['update'],
      ['install', '-y', '--no-install-recommends', 'chromium', 'fonts-liberation'],
    ]) {
      spawnSync('apt-get', command, { stdio: ['ignore', 'inherit', 'inherit'], env });
    }
    if (findChromium() !== null) return true;
  }
  console.error('No Chromium was found. Install it, or set CHROMIUM_PATH to its executable.');
  return false;
}

/**
 * @param {string} name
 * @returns {unknown} null where the runner wrote no report
 */
function read(name) {
  return existsSync(report(name)) ? JSON.parse(readFileSync(report(name), 'utf8')) : null;
}

/** @param {string} title */
function heading(title) {
  console.log(`\n── ${title} ──`);
}

/** @param {number} sinceMs */
function seconds(sinceMs) {
  return `${((Date.now() - sinceMs) / 1000).toFixed(1)} s`;
}
