/**
 * Everything that has to hold, in the order in which a fault is cheapest to find. Steps that keep one core busy run side by
 * side. Stops after those of which one fails; the last line sums up the tests.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { findChromium } from './chromium.mjs';
import { countPlaywright, countVitest, playwrightDurations, vitestDurations } from './testReports.mjs';

/**
 * @import { Counts, FileDuration, PlaywrightReport, VitestReport } from './testReports.mjs'
 * @typedef {{ title: string, command: string[], count?: () => Counts, durations?: () => FileDuration[] }} Step
 * @typedef {{ title: string, durationMs: number, isGood: boolean }} Outcome
 */

const root = fileURLToPath(new URL('..', import.meta.url));
const reports = mkdtempSync(path.join(tmpdir(), 'throughline-check-'));
const started = Date.now();
/** How long all of it may take on two cores: nobody waits for longer before each change. */
const goalMinutes = 12;

/** Other programs judge what the command line writes, where it is asked for: they come from Python's package index. */
const conformance = process.env['THROUGHLINE_CONFORMANCE'] === '1';

/** @type {Step[][]} */
const phases = [
  [
    ...(conformance ? [{ title: 'Conformance', command: ['node', 'scripts/conformance.mjs'] }] : []),
    { title: 'Types', command: ['tsc', '-b'] },
    { title: 'Lint', command: ['oxlint', '--type-aware'] },
    { title: 'Format', command: ['prettier', '--check', '--log-level', 'warn', '.'] },
    { title: 'Unused files, exports and packages', command: ['knip'] },
  ],
  [vitestStep('Unit tests', 'node')],
  [vitestStep('Browser tests', 'browser')],
  [{ title: 'Build', command: ['vite', 'build'] }],
  [
    {
      title: 'Journeys',
      command: ['playwright', 'test', '--reporter=list,json'],
      count: () => countPlaywright(/** @type {PlaywrightReport | null} */ (read('journeys'))),
      durations: () => playwrightDurations(/** @type {PlaywrightReport | null} */ (read('journeys'))),
    },
  ],
];

process.exitCode = (await run()) ? 0 : 1;
rmSync(reports, { recursive: true, force: true });

async function run() {
  const total = { passed: 0, failed: 0 };
  /** @type {Outcome[]} */
  const outcomes = [];
  let isGood = ensureChromium();
  for (const steps of isGood ? phases : []) {
    if (steps.length === 1) heading(steps[0]?.title ?? '');
    outcomes.push(...(await Promise.all(steps.map((step) => runStep(step, steps.length > 1, total)))));
    isGood = outcomes.every((outcome) => outcome.isGood);
    if (!isGood) break;
  }
  printDurations(outcomes);
  const verdict = isGood ? 'All checks hold' : 'Stopped at the first check that failed';
  console.log(`\n${verdict} (${seconds(Date.now() - started)})`);
  console.log(`${total.passed} passed, ${total.failed} failed`);
  return isGood;
}

/**
 * @param {Step} step
 * @param {boolean} isBeside others, so that what it prints is held back until it ends
 * @param {Counts} total
 * @returns {Promise<Outcome>}
 */
async function runStep({ title, command, count }, isBeside, total) {
  const stepStarted = Date.now();
  const { isGood: hasRun, output } = await runTool(command, isBeside);
  if (isBeside) heading(title);
  if (output) console.log(output.trimEnd());
  const { passed, failed } = count?.() ?? { passed: 0, failed: 0 };
  total.passed += passed;
  total.failed += failed;
  // A runner that passes without having run anything has not shown anything.
  const isEmpty = hasRun && count !== undefined && passed === 0;
  if (isEmpty) console.error(`${title}: no test was run.`);
  const isGood = hasRun && !isEmpty;
  const durationMs = Date.now() - stepStarted;
  console.log(`${isGood ? 'ok' : 'FAILED'}: ${title} (${seconds(durationMs)})`);
  return { title, durationMs, isGood };
}

/**
 * @param {string[]} command a tool among the installed packages, or `node`, and its arguments
 * @param {boolean} isHeldBack whether what it prints is given back rather than printed
 * @returns {Promise<{ isGood: boolean, output: string }>}
 */
function runTool(command, isHeldBack) {
  const [tool, ...rest] = command;
  const [program, ...first] = tool === 'node' ? [process.execPath] : ['npx', '--no-install', tool ?? ''];
  const child = spawn(program ?? '', [...first, ...rest], {
    cwd: root,
    stdio: ['ignore', isHeldBack ? 'pipe' : 'inherit', isHeldBack ? 'pipe' : 'inherit'],
    env: { ...process.env, PLAYWRIGHT_JSON_OUTPUT_FILE: report('journeys') },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text) => (output += text));
  }
  return new Promise((resolve) => {
    child.on('error', (error) => resolve({ isGood: false, output: error.message }));
    child.on('close', (status, signal) => {
      // One that was ended from outside says nothing of it itself.
      if (status !== 0)
        output += `\n${command[0]} ended ${signal === null ? `with ${status}` : `by ${signal}`}`;
      resolve({ isGood: status === 0, output });
    });
  });
}

/**
 * @param {string} title
 * @param {'node' | 'browser'} project
 * @returns {Step}
 */
function vitestStep(title, project) {
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report(project)}`];
  return {
    title,
    command: ['vitest', 'run', '--project', project, ...reporters],
    count: () => countVitest(/** @type {VitestReport | null} */ (read(project))),
    durations: () => vitestDurations(/** @type {VitestReport | null} */ (read(project))),
  };
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
 * Where the time went, so that it is seen when it grows.
 * @param {Outcome[]} outcomes
 */
function printDurations(outcomes) {
  heading('Time');
  for (const { title, durationMs } of outcomes) console.log(`${column(durationMs)}  ${title}`);
  const files = phases.flat().flatMap(({ durations }) => durations?.() ?? []);
  const slowest = files.toSorted((a, b) => b.durationMs - a.durationMs).slice(0, 10);
  if (slowest.length > 0) console.log('\nThe slowest test files:');
  for (const { file, durationMs } of slowest) {
    console.log(`${column(durationMs)}  ${path.relative(root, path.resolve(root, 'test/e2e', file))}`);
  }
  const minutes = (Date.now() - started) / 60_000;
  if (minutes > goalMinutes)
    console.log(`\nThis took ${minutes.toFixed(1)} minutes; the goal is ${goalMinutes}.`);
}

/** @param {string} name */
function report(name) {
  return path.join(reports, `${name}.json`);
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

/** @param {number} durationMs */
function seconds(durationMs) {
  return `${(durationMs / 1000).toFixed(1)} s`;
}

/** @param {number} durationMs */
function column(durationMs) {
  return seconds(durationMs).padStart(8);
}
