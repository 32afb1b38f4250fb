import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { type Case, secondsOf } from '../case';
import { generateCsv, generateEditedCsv } from '../generateCsv';
import { daffScript, timeDaffRowDiff, timeDuckDbRowDiff } from '../peers';

const run = promisify(execFile);
const script = path.resolve(import.meta.dirname, '../../scripts/throughline.mjs');
let files: readonly [string, string] = ['', ''];

async function prepare(): Promise<void> {
  files = [await generateCsv(1_000_000, 1), await generateEditedCsv(1_000_000, 1)];
}

/** Seconds of the command from its start to its end, where it finds what was edited. */
function timeCommand(): Promise<number> {
  return secondsOf(async () => {
    const asked = [script, 'diff', ...files, '--key', 'trip_id', '--json'];
    // It ends with 1 where the files differ, as these do.
    const { stdout } = await run(process.execPath, asked).catch((ended: unknown) => ({
      stdout: (ended as { readonly stdout?: string }).stdout ?? '',
    }));
    const found = JSON.parse(stdout) as {
      readonly rows: { readonly added: number; readonly changed: number };
    };
    if (found.rows.added !== 1000 || found.rows.changed === 0) throw new Error(`It found ${stdout}`);
  });
}

const cases: readonly Case[] = [
  {
    name: 'row diff by key, by command, 1,000,000 x 10 on each side',
    goal: 3,
    unit: 's',
    prepare,
    ours: timeCommand,
    peers: [{ name: 'DuckDB full outer join on 2 threads', run: () => timeDuckDbRowDiff(...files) }],
  },
  {
    name: 'row diff by key, by command, beside a diff package, 1,000,000 x 10 on each side',
    goal: 1,
    unit: 's',
    // It takes minutes.
    maxRounds: 2,
    async unavailable() {
      const found = await daffScript();
      return found.ok ? null : found.error;
    },
    prepare,
    ours: timeCommand,
    peers: [{ name: 'daff', run: () => timeDaffRowDiff(...files) }],
  },
];

export default cases;
