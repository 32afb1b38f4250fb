import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { Case } from './case';
import { measure } from './measure';
import { describeReport, reportFailure, reportStanding, type CaseReport } from './report';
import { judge } from './statistics';

const usage = `Usage: npm run bench -- [--only NAME] [--rounds N] [--json FILE]
  --only NAME   only the cases whose name contains NAME
  --rounds N    how often each is measured, after one round that warms up (default 5)
  --json FILE   writes the result as JSON, too`;

/** Runs the cases of bench/cases; gives the exit status: 0 measured, 1 something failed, 2 bad usage. */
export async function runBenches(args: readonly string[]): Promise<number> {
  const options = readOptions(args);
  if (options === null) {
    console.error(usage);
    return 2;
  }
  const modules = import.meta.glob<{ default: Case | readonly Case[] }>('./cases/*.ts', { eager: true });
  const all = Object.values(modules).flatMap((module) => module.default);
  const cases = all.filter((bench) => bench.name.includes(options.only));
  if (cases.length === 0) {
    console.error(
      `No case is named like "${options.only}". There are: ${all.map((bench) => bench.name).join(', ')}.`,
    );
    return 2;
  }
  const reports: CaseReport[] = [];
  for (const bench of cases) {
    const why = (await bench.unavailable?.()) ?? null;
    if (why !== null) {
      console.log(`${bench.name}: left out, ${why}`);
      continue;
    }
    const report = await runCase(bench, options.rounds);
    reports.push(report);
    console.log(describeReport(report));
  }
  if (options.json !== undefined) writeFileSync(options.json, `${JSON.stringify(reports, null, 2)}\n`);
  return reports.some((report) => report.failure !== undefined) ? 1 : 0;
}

async function runCase(bench: Case, rounds: number): Promise<CaseReport> {
  try {
    return reportStanding(bench, judge(await measure(bench, rounds), bench.goal));
  } catch (error) {
    return reportFailure(bench, error);
  }
}

interface Options {
  readonly only: string;
  readonly rounds: number;
  readonly json: string | undefined;
}

function readOptions(args: readonly string[]): Options | null {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        only: { type: 'string', default: '' },
        rounds: { type: 'string', default: '5' },
        json: { type: 'string' },
      },
    });
    const rounds = Number(values.rounds);
    return Number.isInteger(rounds) && rounds > 0 ? { only: values.only, rounds, json: values.json } : null;
  } catch {
    return null;
  }
}
