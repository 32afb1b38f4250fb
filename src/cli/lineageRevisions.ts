import {
  compareRevisions,
  type DataVersion,
  type RevisionComparison,
} from '../formats/gitHistory/compareRevisions';
import { resolveRevision } from '../formats/git/resolveRevision';
import type { Json } from '../lib/json';
import { type ExitStatus, type Flags, type Output, UsageError } from './command';
import { findRepository } from './nodeGit';
import { nodeIngestPorts } from './nodePorts';
import { printable } from './output';

/** `throughline lineage PATH --against git:REV` or `git:REV..REV`: what two revisions of the repository that a path lies in have otherwise. */
export async function compareRevisionsAt(
  folder: string,
  given: string,
  flags: Flags,
  output: Output,
): Promise<ExitStatus> {
  const [before = '', after = 'HEAD', ...others] = given.slice('git:'.length).split('..');
  if (before === '' || after === '' || others.length > 0)
    throw new UsageError('--against takes git:REV or git:REV..REV');
  const refuse = (path: string, message: string): ExitStatus => {
    if (flags.has('json')) output.json({ path, failure: { kind: 'noRevision', message } });
    else output.message(printable(`${path}: ${message}`));
    return 2;
  };
  const repository = await findRepository(folder);
  if (!repository) return refuse(folder, 'lies in no Git repository');
  const ids: Record<string, string> = {};
  for (const revision of [before, after]) {
    const found = await resolveRevision(revision, repository);
    if (!found.ok) return refuse(revision, found.error);
    ids[revision] = found.value;
  }
  const ports = { ...nodeIngestPorts, badEvents: 'refuse' as const };
  const compared = await compareRevisions(
    repository.common,
    { before: ids[before]!, after: ids[after]! },
    ports,
  );
  if (!compared) return refuse(given, 'leads to a commit that is not there');
  if (flags.has('json')) output.json({ ...compared });
  else for (const line of describe(compared)) output.line(printable(line));
  return 0;
}

function describe({ before, after, stages, parameters, metrics, data }: RevisionComparison): string[] {
  const commit = ({ id, subject, author, time }: RevisionComparison['before']): string =>
    `${id.slice(0, 12)}  ${time.slice(0, 10)}  ${author}  ${subject}`;
  const value = (each: Json): string => (each === null ? '–' : JSON.stringify(each));
  const version = (each: DataVersion | null): string => each?.version ?? '–';
  const part = (title: string, lines: readonly string[]): string[] =>
    lines.length === 0 ? [`${title}: no change`] : [`${title}:`, ...lines.map((line) => `  ${line}`)];
  return [
    `before  ${commit(before)}`,
    `after   ${commit(after)}`,
    ...part(
      'stages',
      stages.map(({ name, change, reasons }) =>
        `${change.padEnd(8)} ${name}  ${reasons.join(', ')}`.trimEnd(),
      ),
    ),
    ...part(
      'parameters',
      parameters.map((each) => `${each.name}  ${value(each.before)} → ${value(each.after)}`),
    ),
    ...part(
      'metrics',
      metrics.map((each) => `${each.name}  ${value(each.before)} → ${value(each.after)}`),
    ),
    ...part(
      'data',
      data.map((each) => `${each.name}  ${version(each.before)} → ${version(each.after)}`),
    ),
  ];
}
