import { appendFile } from 'node:fs/promises';
import process from 'node:process';
import { githubAnnotations } from '../formats/checkReports/githubAnnotations';
import { junitReport } from '../formats/checkReports/junit';
import { commentSize, markdownReport, summarySize } from '../formats/checkReports/markdown';
import type { CheckReport, Finding } from '../formats/checkReports/report';
import { sarifReport } from '../formats/checkReports/sarif';
import { version } from '../lib/version';
import type { CheckRecord } from '../gates/contract/checkRecord';
import type { FlagSpecification, Flags, Output } from './command';
import { fileFault } from './fileFault';
import { nodeHashers, nodeText } from './nodePorts';
import { printable, toJson } from './output';
import { repositoryPlace } from './repositoryPlace';
import { writeWholeFile } from './writeFile';

/** Flags for what a check writes beside its own output. */
export const reportFlags: readonly FlagSpecification[] = [
  { name: 'junit', value: 'F', help: 'write JUnit XML, as GitLab and Jenkins read it' },
  { name: 'sarif', value: 'F', help: 'write SARIF 2.1.0, with a place in the contract for each finding' },
  { name: 'markdown', value: 'F', help: 'write a comment of at most twenty lines' },
  {
    name: 'github',
    value: null,
    help: 'print annotations, at most ten, and add to the file that GITHUB_STEP_SUMMARY names',
  },
];

const writers: Readonly<Record<string, (report: CheckReport) => string>> = {
  junit: junitReport,
  sarif: (report) => `${toJson(sarifReport(report, version, { hashers: nodeHashers, text: nodeText }))}\n`,
  markdown: (report) => markdownReport(report, commentSize),
};

/** A record with its places: that of its clause, and the first row of its table that breaks it. */
export function findingOf(record: CheckRecord, clauseLine: number | null): Finding {
  const { path, contract, failing } = record;
  return {
    record,
    clausePlace: repositoryPlace(contract, clauseLine),
    tablePlace: path === null ? null : repositoryPlace(path, failing.rows[0]?.line ?? null),
  };
}

/** Writes what the flags ask for. Gives the files that cannot be written, with the reason. */
export async function writeReports(
  report: CheckReport,
  flags: Flags,
  inputs: readonly string[],
  output: Output,
): Promise<readonly { readonly path: string; readonly message: string }[]> {
  const refused: { path: string; message: string }[] = [];
  for (const [name, write] of Object.entries(writers)) {
    const target = flags.get(name);
    if (target === null) continue;
    const written = await writeWholeFile(target, write(report), inputs);
    if (!written.ok) refused.push({ path: target, message: written.error });
  }
  if (flags.has('github')) {
    // The runner reads annotations from both streams; with --json, standard output is one value.
    for (const line of githubAnnotations(report).map(printable))
      if (flags.has('json')) output.message(line);
      else output.line(line);
    const summary = process.env['GITHUB_STEP_SUMMARY'];
    if (summary !== undefined && summary !== '') {
      const fault = await addTo(summary, markdownReport(report, summarySize));
      if (fault !== null) refused.push({ path: summary, message: fault });
    }
  }
  return refused;
}

/** Adds to the summary of a runner, which other steps write to, too. Gives why that cannot be done. */
async function addTo(summary: string, text: string): Promise<string | null> {
  try {
    await appendFile(summary, text);
    return null;
  } catch (error) {
    return fileFault(error);
  }
}
