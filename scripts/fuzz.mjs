/**
 * Runs the property tests with fresh random seeds, and prints the seed and path of what fails:
 * `npm run fuzz -- [--rounds N] [--seed=SEED] [FILE …]`. In `npm test` their seed is fixed. The tests of damaged and forged
 * files draw 20,000 inputs here, and a thousand there.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { propertyFailures } from './propertyFailures.mjs';

/** @import { AssertionReport, PropertyFailure } from './propertyFailures.mjs' */

const root = fileURLToPath(new URL('..', import.meta.url));
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { rounds: { type: 'string', default: '1' }, seed: { type: 'string' } },
});
if (!/^[1-9]\d{0,3}$/.test(values.rounds) || !/^-?\d{1,10}$/.test(values.seed ?? '0')) {
  console.error('Usage: npm run fuzz -- [--rounds N] [--seed=SEED] [FILE …]');
  process.exit(2);
}

const files = positionals.length > 0 ? positionals : propertyTests();
const rounds = values.seed === undefined ? Number(values.rounds) : 1;
let failed = 0;
for (let round = 1; round <= rounds; round++) {
  const seed = values.seed === undefined ? freshSeed() : Number(values.seed);
  console.log(`\nRound ${round} of ${rounds}: ${files.length} files, seed ${seed}`);
  for (const failure of runRound(seed)) {
    failed++;
    print(failure);
  }
}
console.log(
  failed === 0 ? '\nNothing fails.' : `\n${failed} failed. Make each counterexample an example in its test.`,
);
process.exitCode = failed === 0 ? 0 : 1;

/** fast-check takes a seed of 32 bits. */
function freshSeed() {
  return Math.floor(Math.random() * 2 ** 32) | 0;
}

/** The unit tests that draw their input. */
function propertyTests() {
  return readdirSync(path.join(root, 'test'), { recursive: true, encoding: 'utf8' })
    .map((name) => path.join('test', name))
    .filter((name) => /(?<!\.browser)\.test\.tsx?$/.test(name))
    .filter((name) => readFileSync(path.join(root, name), 'utf8').includes("from 'fast-check'"));
}

/**
 * @param {number} seed
 * @returns {PropertyFailure[]}
 */
function runRound(seed) {
  const folder = mkdtempSync(path.join(tmpdir(), 'throughline-fuzz-'));
  const report = path.join(folder, 'report.json');
  const { status, error, stdout } = spawnSync(
    'npx',
    [
      '--no-install',
      'vitest',
      'run',
      '--project',
      'node',
      '--reporter=json',
      '--reporter=default',
      `--outputFile.json=${report}`,
      ...files,
    ],
    {
      cwd: root,
      stdio: ['ignore', 'pipe', 'inherit'],
      encoding: 'utf8',
      maxBuffer: 256 * 1024 * 1024,
      env: {
        ...process.env,
        NO_COLOR: '1',
        THROUGHLINE_SEED: String(seed),
        THROUGHLINE_FUZZ_INPUTS: '20000',
      },
    },
  );
  for (const [line] of stdout.matchAll(/^.*\d+ inputs, \d+ refused.*$/gm)) console.log(line);
  if (error) console.error(error.message);
  const failures = existsSync(report)
    ? propertyFailures(/** @type {AssertionReport} */ (JSON.parse(readFileSync(report, 'utf8'))), seed)
    : [];
  rmSync(folder, { recursive: true, force: true });
  if (status !== 0 && failures.length === 0) {
    return [{ file: 'the runner itself', title: `exit status ${status}`, seed, path: null, example: null }];
  }
  return failures;
}

/** @param {PropertyFailure} failure */
function print({ file, title, seed, path: draw, example }) {
  const name = path.relative(root, file);
  console.log(`\nFAILED: ${name}\n  ${title}\n  seed ${seed}${draw === null ? '' : `, path "${draw}"`}`);
  if (example !== null) console.log(`  counterexample ${example}`);
  console.log(`  again: npm run fuzz -- --seed=${seed} ${name}`);
}
