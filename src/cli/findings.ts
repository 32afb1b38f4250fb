import path from 'node:path';
import type { ByteSource } from '../lib/ports';
import { err, ok, type Result } from '../lib/result';
import { inOrder, type Finding } from '../operations/findings/finding';
import { findingKinds, type FindingKind } from '../operations/findings/findingKinds';
import { findingsOf } from '../operations/findings/findingsOf';
import { findLeakage, type LeakageSide, leakageSideOf } from '../operations/findings/leakage';
import type { Leakage } from '../versioning/leakage';
import { type JudgedFinding, judgedFindings } from '../operations/findings/acceptedFindings';
import { storedDrift } from '../operations/findings/storedDrift';
import { fileNamespace } from '../operations/taking/snapshotUnit';
import { leakageAbout, leakageFinding } from '../operations/findings/leakageFinding';
import { pairTestSets, type TestSet } from '../operations/findings/pairTestSets';
import { importFile } from '../operations/workspaces/importFile';
import { describeFailure } from '../operations/core/describeFailure';
import type { OperationPorts } from '../operations/core/ports';
import { acceptAll, acceptFlags, askedAcceptance, writeAccepted } from './acceptFindings';
import { jsonFlag, UsageError, type Command, type ExitStatus, type Flags, type Output } from './command';
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
  details: [
    `The command reads lineage files, folders and bundles, and finds these kinds. undeclaredInput: a run read it, and the job does not declare it. unusedInput: declared, and no run read it. twoProducers: two jobs write it. noProducer: no run wrote the latest version, though runs wrote others. sameBytes: one digest under two names without a link. unknownTraining: a model without training data. noOwner: an artifact without an owner. skew: served data drifted from the training data of the model. tailGrew: p95 of a latency or duration grew and p50 did not, by 95 % intervals, from 60 samples a side.`,
    'leakage: rows of a test set that also stand in its training set. Among the files that you name, and in a folder, names pair the sets: one says train, the other test, valid, val, eval, dev or holdout. --train and --test name one pair. Rows are compared by all shared columns except those that identify each row, once with the target and once without it. --target names the target.',
    '--json prints {findings: [{kind, subject: {namespace, name}, others: [{namespace, name}], about, found, why, todo, accepted: null | {reason, actor, at}}], leakage: [{training, test, columns, leftOut, target, repeatedShare, whole: {count, share, rows: [{test, training}]}, withoutTarget}], problems: [{path, message}]}. Rows count from 1. about names the part of the subject, such as a version.',
    'A person accepts a finding on the page, or by --accept with --reason, which --write-bundle writes into a bundle. There it is kept: the finding is listed with who accepted it, when and why, and does not count in the exit status, with --fail-on or without. It holds for what was found: of another version the finding counts again.',
    'Exit status 1: there is a finding that nobody accepted (with --fail-on, one of those kinds); 2: a path cannot be read, and nothing was found; else 0.',
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
    ...acceptFlags,
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
    const asked = askedAcceptance(flags);
    const ports = memoryPorts(asked ? 'sealed' : 'none');
    const tables = await readAll(ports, paths, bundle, flags, problems);
    const workspace = await workspaceOf(ports);
    const watch = { driftOf: storedDrift(ports.store), pause: () => Promise.resolve() };
    const found: Finding[] = [...(await findingsOf(ports, workspace, watch))];
    const leakages: unknown[] = [];
    for (const pair of [...(named ? [named] : []), ...pairTestSets(tables)]) {
      const leakage = await leakageOf(pair, flags);
      if (!leakage.ok) problems.push(leakage.error);
      else if (leakage.value) {
        const { about, ...shared } = leakage.value;
        leakages.push({ ...pair, ...shared });
        found.push(...leakageFinding(referencesOf(pair), shared, about));
      }
    }
    const before = judgedFindings(workspace, inOrder(found));
    if (asked) await acceptAll(ports, before, asked);
    const findings = asked ? judgedFindings(await workspaceOf(ports), before) : before;
    const refused = asked && (await writeAccepted(ports, asked.target, [bundle ?? '', ...paths]));
    if (asked && refused !== null) problems.push({ path: asked.target, message: refused });
    if (flags.has('json')) output.json({ findings, leakage: leakages, problems });
    else if (findings.length > 0 || problems.length === 0) describe(findings, output);
    for (const { path: at, message } of problems) output.message(printable(`${at}: ${message}`));
    if (findings.some(({ kind, accepted }) => failing.has(kind) && accepted === null)) return 1;
    return problems.length > 0 ? 2 : 0;
  },
};

function describe(findings: readonly JudgedFinding[], output: Output): void {
  for (const { kind, subject, found, todo, accepted } of findings) {
    const next =
      accepted === null
        ? todo
        : `Accepted by ${accepted.actor} on ${accepted.at.slice(0, 10)}: ${accepted.reason}`;
    output.line(printable(`${kind}: ${subject.name}: ${found} ${next}`));
  }
  const count = findings.filter(({ accepted }) => accepted !== null).length;
  if (findings.length === 0) output.line('nothing found');
  else if (count > 0)
    output.line(
      `${count} of ${findings.length} findings ${count === 1 ? 'is' : 'are'} accepted and not counted in the exit status`,
    );
}

function referencesOf({ training, test }: TestSet) {
  const file = (name: string) => ({ namespace: fileNamespace, name });
  return { training: file(training), test: file(test) };
}

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
): Promise<Result<(Leakage & { readonly about: string }) | null, Problem>> {
  const sides: LeakageSide[] = [];
  const digests: string[] = [];
  for (const name of [training, test]) {
    const file = { name, open: <T>(work: (source: ByteSource) => Promise<T>) => withFile(name, work) };
    const side = await diffableFileOf(file, readOptionsOf(flags));
    if (!side.ok) return err({ path: name, message: side.error.message });
    if (!side.value.table)
      return err({ path: name, message: side.value.failure?.message ?? 'it is no table' });
    sides.push(leakageSideOf(side.value.table));
    digests.push(side.value.digest);
  }
  const found = await findLeakage(sides[0]!, sides[1]!, flags.get('target'));
  if (found && !found.ok) {
    const { side, failure } = found.error;
    return err({ path: side === 'test' ? test : training, message: failure.message });
  }
  return ok(found && { ...found.value, about: leakageAbout(digests[0]!, digests[1]!) });
}
