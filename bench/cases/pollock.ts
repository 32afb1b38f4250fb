import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { promisify } from 'node:util';
import type { Case } from '../case';
import { readWithDuckDb } from '../peers';
import { openPollock, parsePlainCsv, scorePollock, type PollockScore, type Rows } from '../pollock';

const folder = path.join(process.env['THROUGHLINE_SHARED'] ?? path.resolve('../shared'), 'pollock');
const run = promisify(execFile);

/** What the command line reads of a file, told nothing but to leave bad rows out. */
async function readWithThroughline(file: string): Promise<Rows | null> {
  try {
    const given = ['scripts/throughline.mjs', 'read', file, '--csv', '--skip-bad-rows'];
    const { stdout } = await run(process.execPath, given, { maxBuffer: 64 * 1024 * 1024 });
    return parsePlainCsv(stdout);
  } catch {
    return null;
  }
}

const scores = new Map<string, Promise<PollockScore>>();

/** A reader is scored once in a run: what it makes of a file does not change. */
function scoreOf(name: string, read: (file: string) => Promise<Rows | null>): Promise<PollockScore> {
  const known = scores.get(name) ?? scorePollock(openPollock(folder), read);
  scores.set(name, known);
  return known;
}

function pollockCase(kind: keyof PollockScore): Case {
  const lost = async (name: string, read: (file: string) => Promise<Rows | null>): Promise<number> =>
    10 - (await scoreOf(name, read))[kind];
  return {
    name: `reading CSV as it is in the wild (Pollock, ${kind}): points lost of 10`,
    goal: 1,
    unit: 'points',
    maxRounds: 1,
    ours: () => lost('Throughline', readWithThroughline),
    peers: [{ name: 'DuckDB, dialect found by itself', run: () => lost('DuckDB', readWithDuckDb) }],
  };
}

/** Only where the sample is there. */
const pollockCases: readonly Case[] = existsSync(folder)
  ? [pollockCase('simple'), pollockCase('weighted')]
  : [];

export default pollockCases;
