import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { promisify } from 'node:util';
import { secondsOf, type Case } from '../case';
import { generateWideCsv, wideContract, wideSql } from '../generateClauses';
import { timeDuckDb } from '../peers';

const run = promisify(execFile);
const script = path.resolve(import.meta.dirname, '../../scripts/throughline.mjs');
const contract = path.join(tmpdir(), 'throughline-wide.odcs.yaml');
let file = '';

function command(...given: readonly string[]): Promise<number> {
  const options = { maxBuffer: 64 * 1024 * 1024 };
  return secondsOf(() => run(process.execPath, [script, ...given], options));
}

/** All clauses in one pass, by the command line, beside the profile alone. */
const contractOfCsv: Case = {
  name: 'check of a contract, 1,000,000 x 20, 300 clauses',
  goal: 1.3,
  unit: 's',
  maxRounds: 3,
  async prepare() {
    file = await generateWideCsv(1_000_000, 1);
    writeFileSync(contract, wideContract());
    await command('contract', 'lint', contract);
  },
  ours: () => command('check', '--contract', `${contract}=${file}`, '--json'),
  peers: [
    { name: 'the profile alone', run: () => command('profile', file, '--json') },
    { name: 'DuckDB, one statement on 2 threads', run: () => timeDuckDb(wideSql(file)) },
  ],
};

export default contractOfCsv;
