import path from 'node:path';
import type { ByteSource } from '../lib/ports';
import { err, ok, type Result } from '../lib/result';
import { inOrder, type Finding } from '../operations/findings/finding';
import { findingKinds, type FindingKind } from '../operations/findings/findingKinds';
import { findingsOf } from '../operations/findings/findingsOf';
import { findLeakage, type Leakage } from '../operations/findings/leakage';
import { leakageFinding } from '../operations/findings/leakageFinding';
import { pairTestSets, type TestSet } from '../operations/findings/pairTestSets';
import type { DiffableTable } from '../operations/comparing/diffTables';
import { importFile } from '../operations/workspaces/importFile';
import { describeFailure } from '../operations/core/describeFailure';
import type { OperationPorts } from '../operations/core/ports';
import { jsonFlag, UsageError, type Command, type ExitStatus, type Flags } from './command';
import { followFlag } from './followFlag';
import { readPaths } from './lineageSources';
import { memoryPorts, workspaceOf } from './memoryWorkspace';
import { diffableFileOf } from './diffSides';
import { withFile } from './nodePorts';
import { printable } from './output';
import { readFlags, readOptionsOf } from './readFlags';
import { kindOfPath } from './readFolder';
import { readText } from './readText';
import { walkFolder } from './walkFolder';

/** A file or folder that could not be looked at. */
interface Problem {
  readonly path: string;
  readonly message: string;
}

/** `throughline findings`: what nobody declared, and what speaks against a figure. */
export const findingsCommand: Command = {
  name: 'findings',
  synopsis: 'PATH…|--bundle B',
  summary: 'Finds what was never declared: undeclared inputs, copies, leakage of test rows, tails that grew.',
  details: [
    `Of lineage files, folders and bundles it finds: undeclaredInput (a run read it, and the job does not declare it), unusedInput (declared, and no run read it), twoProducers, noProducer (no run wrote the latest version, as runs wrote others), sameBytes (one digest under two names without a link), unknownTraining (a model without training data), noOwner, skew (served data that drifted from what the model was trained on) and tailGrew (p95 of a latency or duration grew and p50 did not, by 95 % intervals, from 60 samples a side).`,
    'leakage: rows of a test set that stand in its training set. In a folder, and among the files that are named, a test set is paired with a training set by its name: train and test, valid, val, eval, dev or holdout in place of it. --train and --test name one pair. Rows are compared by all columns of both, without columns that tell each row apart, with the target and without it: --target names it.',
    '--json prints {findings: [{kind, subject: {namespace, name}, others: [{namespace, name}], found, why, todo}], leakage: [{training, test, columns, leftOut, target, repeatedShare, whole: {count, share, rows: [{test, training}]}, withoutTarget}], problems: [{path, message}]}. Rows count from 1.',
    'The exit status is 1 where something is found, with --fail-on only where something of that kind is; 2 where a path cannot be read, and nothing was found; else 0.',
  ],
  flags: [
    jsonFlag,
    { name: 'bundle', value: 'B', help: 'look at an exported workspace, too' },
    { name: 'train', value: 'FILE', help: 'a training set; needs --test' },
    { name: 'test', value: 'FILE', help: 'the test set of --train' },
    { name: 'target', value: 'COL', help: 'the column that the model predicts (default: by its name)' },
    {
      name: 'fail-on',
      value: 'KIND,…',
      help: `answer 1 for these alone: ${findingKinds.join(', ')}`,
    },
    followFlag,
    ...readFlags,
  ],
  argumentCount: { min: 0, max: Number.POSITIVE_INFINITY },
  async run({ arguments: paths, flags, output }): Promise<ExitStatus> {
    const failing = failOn(flags);
    const bundle = flags.get('bundle');
    const named = namedPair(flags);
    if (paths.length === 0 && bundle === null && !named)
      throw new UsageError('findings takes a PATH, --bundle, or --train with --test');
    const problems: Problem[] = [];
    const ports = memoryPorts();
    const tables = await readAll(ports, paths, bundle, flags, problems);
    const workspace = await workspaceOf(ports);
    const found: Finding[] = [...(await findingsOf(ports, workspace))];
    const leakages: unknown[] = [];
    for (const pair of [...(named ? [named] : []), ...pairTestSets(tables)]) {
      const leakage = await leakageOf(pair, flags);
      if (!leakage.ok) problems.push(leakage.error);
      else if (leakage.value) {
        leakages.push({ ...pair, ...leakage.value });
        found.push(...leakageFinding(pair, leakage.value));
      }
    }
    const findings = inOrder(found);
    if (flags.has('json')) output.json({ findings, leakage: leakages, problems });
    else {
      for (const { kind, subject, found: words, todo } of findings)
        output.line(printable(`${kind}: ${subject.name}: ${words} ${todo}`));
      if (findings.length === 0) output.line('nothing found');
    }
    for (const { path: at, message } of problems) output.message(printable(`${at}: ${message}`));
    if (findings.some(({ kind }) => failing.has(kind))) return 1;
    return problems.length > 0 ? 2 : 0;
  },
};

function failOn(flags: Flags): ReadonlySet<FindingKind> {
  const given = flags.all('fail-on').flatMap((each) => each.split(',').filter((kind) => kind !== ''));
  const unknown = given.find((kind) => !findingKinds.some((known) => known === kind));
  if (unknown !== undefined)
    throw new UsageError(`--fail-on takes ${findingKinds.join(', ')}, and not ${unknown}`);
  return new Set(given.length === 0 ? findingKinds : (given as FindingKind[]));
}

function namedPair(flags: Flags): TestSet | null {
  const [training, test] = [flags.get('train'), flags.get('test')];
  if ((training === null) !== (test === null)) throw new UsageError('--train and --test belong together');
  return training === null || test === null ? null : { training, test };
}

/** Takes the lineage of all paths into the store, and gives the files that may be tables. */
async function readAll(
  ports: OperationPorts,
  paths: readonly string[],
  bundle: string | null,
  flags: Flags,
  problems: Problem[],
): Promise<readonly string[]> {
  const files: string[] = [];
  for (const given of paths) {
    const kind = await kindOfPath(given);
    if (!kind.ok) {
      problems.push({ path: given, message: kind.error.message });
      continue;
    }
    const walked = kind.value === 'file' ? ok({ files: [] }) : await walkFolder(given, flags.all('follow'));
    if (walked.ok) files.push(...walked.value.files.map((name) => path.join(given, name)));
    if (kind.value === 'file') files.push(given);
    const { sources } = await readPaths(ports, [given], flags.all('follow'), 'leaveOut');
    for (const source of sources)
      if ('failure' in source && !isNoLineage(source.failure.kind))
        problems.push({ path: source.path, message: source.failure.message });
  }
  if (bundle !== null) {
    const text = await readText(bundle);
    const imported = text.ok ? await importFile(ports, { path: bundle, text: text.value }) : null;
    if (!text.ok) problems.push({ path: bundle, message: text.error.message });
    else if (imported && !imported.ok)
      problems.push({ path: bundle, message: describeFailure(imported.error) });
  }
  return files;
}

/** Data beside the lineage is no problem. */
function isNoLineage(kind: string): boolean {
  return kind === 'noInput' || kind === 'unsupported' || kind === 'malformedLineage';
}

/** Null where the two share no column. */
async function leakageOf(
  { training, test }: TestSet,
  flags: Flags,
): Promise<Result<Leakage | null, Problem>> {
  const sides: DiffableTable[] = [];
  for (const name of [training, test]) {
    const file = { name, open: <T>(work: (source: ByteSource) => Promise<T>) => withFile(name, work) };
    const side = await diffableFileOf(file, readOptionsOf(flags));
    if (!side.ok) return err({ path: name, message: side.error.message });
    if (!side.value.table)
      return err({ path: name, message: side.value.failure?.message ?? 'it is no table' });
    sides.push(side.value.table);
  }
  const found = await findLeakage(sides[0]!, sides[1]!, flags.get('target'));
  if (found && !found.ok) return err({ path: test, message: found.error.message });
  return ok(found && found.value);
}
