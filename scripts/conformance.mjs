/**
 * Other programs judge what the command line writes: `npm run conformance -- [JUDGE …]`. Each `judge….py` beside is one. What
 * they need comes from Python's package index into an environment of its own, and is kept there. What could not be judged is
 * said; the exit status is 1 where one disagrees.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

/** @typedef {'agrees' | 'disagrees' | 'left out'} Verdict */

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = path.join(root, 'scripts', 'conformance');
const environment = path.join(root, 'node_modules', '.cache', 'throughline-conformance');
const python = path.join(environment, 'bin', 'python');
/** What a judge ends with that had nothing to judge. */
const leftOut = 77;

const asked = process.argv.slice(2);
const judges = readdirSync(folder)
  .flatMap((name) => /^judge([A-Z]\w*)\.py$/.exec(name)?.[1] ?? [])
  .filter((name) => asked.length === 0 || asked.some((each) => each.toLowerCase() === name.toLowerCase()));
if (judges.length < asked.length) {
  console.error(`Usage: npm run conformance -- [JUDGE …], of ${judges.join(', ') || 'the files beside'}`);
  process.exit(2);
}

const started = Date.now();
const fault = makeEnvironment();
const verdicts = judges.map((name) => {
  console.log(`\n── ${name} ──`);
  const verdict = fault === null ? judge(name) : leaveOut(fault);
  console.log(`${verdict}: ${name}`);
  return verdict;
});
/** @param {Verdict} verdict */
const count = (verdict) => verdicts.filter((each) => each === verdict).length;
const took = ((Date.now() - started) / 1000).toFixed(1);
console.log(
  `\nOf ${verdicts.length} judges ${count('agrees')} agree, ${count('disagrees')} disagree and ${count('left out')} are left out (${took} s).`,
);
process.exitCode = count('disagrees') > 0 ? 1 : 0;

/** @returns {string | null} why there is none */
function makeEnvironment() {
  if (existsSync(path.join(environment, 'bin', 'pip'))) return null;
  mkdirSync(path.dirname(environment), { recursive: true });
  const { status, error } = run('python3', ['-m', 'venv', environment]);
  if (error) return 'Python 3 is not installed';
  return status === 0 ? null : 'Python could not make an environment (on Debian, python3-venv is missing)';
}

/**
 * @param {string} name
 * @returns {Verdict}
 */
function judge(name) {
  const script = path.join(folder, `judge${name}.py`);
  const text = readFileSync(script, 'utf8');
  const missing = (/^# programs: (.+)$/m.exec(text)?.[1] ?? '')
    .split(' ')
    .find((program) => program !== '' && spawnSync(program, ['-version']).error);
  if (missing) return leaveOut(`${missing} is not installed`);
  const packages = /^# packages: (.+)$/m.exec(text)?.[1] ?? '';
  if (!install(name, packages)) return leaveOut(`${packages} could not be installed`);
  const { status } = run(python, [script]);
  if (status === leftOut) return 'left out';
  return status === 0 ? 'agrees' : 'disagrees';
}

/**
 * @param {string} name
 * @param {string} packages by blanks
 * @returns {boolean}
 */
function install(name, packages) {
  const mark = path.join(environment, `packages-of-${name}`);
  if (packages === '' || (existsSync(mark) && readFileSync(mark, 'utf8') === packages)) return true;
  const options = ['--quiet', '--disable-pip-version-check', '--timeout', '20', '--retries', '1'];
  const { status } = run(python, ['-m', 'pip', 'install', ...options, ...packages.split(' ')]);
  if (status === 0) writeFileSync(mark, packages);
  return status === 0;
}

/**
 * @param {string} why
 * @returns {Verdict}
 */
function leaveOut(why) {
  console.log(`  left out: all of it, as ${why}`);
  return 'left out';
}

/**
 * @param {string} command
 * @param {string[]} given
 */
function run(command, given) {
  const env = { ...process.env, PYTHONDONTWRITEBYTECODE: '1' };
  return spawnSync(command, given, { cwd: root, env, stdio: ['ignore', 'inherit', 'inherit'] });
}
