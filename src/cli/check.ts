import { isStopping, type CheckRecord } from '../gates/contract/checkRecord';
import { worstVerdict, type Verdict } from '../gates/contract/verdict';
import type { CheckReport, Endangered } from '../formats/checkReports/report';
import type { Workspace } from '../operations/core/workspace';
import type { ReadOptions } from '../table/schema';
import { artifactOfPath, endangeredArtifacts } from '../operations/lineage/endangered';
import { withBundleWaivers } from './bundleWaivers';
import { checkAgainst, directionOf } from './checkAgainst';
import { writeBundleOf } from './checkBundle';
import { checkContracts } from './checkContracts';
import { readLineagePaths, type CheckedLineage } from './checkLineage';
import { checkGates } from './checkGates';
import { checkLock } from './checkLock';
import { checkOutput, describeCheck } from './checkOutput';
import type { CheckPart } from './checkPart';
import { findingOf, reportFlags, writeReports } from './checkReports';
import { UsageError, jsonFlag, type Command, type ExitStatus, type Flags } from './command';
import { followFlag } from './followFlag';
import { momentOf } from './judging';
import { printable } from './output';
import { watchedMatcher } from './patternWorker';
import { readBundleFile, type Bundle } from './readBundleFile';
import { readContractFile, type ContractFile } from './readContractFile';
import { readFlags, readOptionsOf } from './readFlags';
import { readReference } from './readReference';
import { repositoryPlace } from './repositoryPlace';
import type { FactsSettings } from './tableFacts';

/**
 * `throughline check`: judges tables by contracts; exits with 1 where a clause fails, with 2 where something could not
 * be checked.
 */
export const checkCommand: Command = {
  details: [
    'A contract is a YAML file in the Open Data Contract Standard, 3.0 to 3.2. A PATH binds to the object with its file name as physical name or name, or to the object that a local server places there. --contract C=PATH binds any names. Without a PATH, the command reads the local servers of each contract, relative to the working folder. A path is a file, or a folder whose files are the parts of a table. On a server it may be a pattern such as data/*.csv. The format of the server holds if the file name states none.',
    '--against compares each PATH with an earlier version. backward: readers of the new schema can read the old rows. forward: readers of the old schema can read the new rows. full: both. The chosen direction fails, the others warn.',
    '--lock compares files and folders with what `snapshot PATH… --files --json` printed: a changed, missing or extra file fails, and so does another row count. Without a PATH, the command reads the paths of the lock.',
    'Freshness, licences and personal data need no contract. A dbt source among the PATHs states freshness. --bundle brings the objectives and the policies that people chose. An endpoint that personal data reaches is a warning. Without a contract, a lock and --against, a table among the PATHs that holds personal data is a warning, too.',
    'Exit status 0: all pass (warnings too, unless --strict); 1: a clause fails; 2: something could not be checked. A failure outranks what could not be checked.',
    '--json prints {verdict, at, checks: [{path, contract, version, pointer, clause, column, verdict, severity, evidence: {message, value?, onBound?}, failing: {count, rows: [{line, key}]}, waiver?: {author, reason, until}}]}. The pointer is the JSON Pointer of the clause in the contract. The verdict is pass, warn, fail, unknown or notChecked. The line is the line in the file, or the row number in formats without lines. Values of columns that the contract classifies as personal are masked. A waiver comes from the bundle: the clause keeps its verdict, and counts as a warning that --strict lets pass.',
  ],
  flags: [
    jsonFlag,
    {
      name: 'contract',
      value: 'C[=PATH]',
      help: 'the contract, and a table that it binds; can be given several times',
    },
    {
      name: 'lock',
      value: 'F',
      help: 'hold files against what snapshot --files --json printed; can be given several times',
    },
    {
      name: 'lineage',
      value: null,
      help: 'read what holds lineage among the paths, folders searched, and judge what contracts say of the graph',
    },
    {
      name: 'against',
      value: 'REF',
      help: 'compare with a file, a folder of files of the same names, git:REV:PATH, a .dvc file whose bytes are here, or an alias of the bundle',
    },
    {
      name: 'compatibility',
      value: 'DIRECTION',
      help: 'what the schema must be to that of REF: backward, forward, full or none (default: forward; with a contract, none)',
    },
    {
      name: 'bundle',
      value: 'B',
      help: 'a bundle that knows aliases, objectives, licences, policies, waivers, and what lies downstream',
    },
    {
      name: 'write-bundle',
      value: 'F',
      help: 'write a bundle that shows the check on the page: versions, contracts, verdicts, and one run; it goes on from --bundle',
    },
    { name: 'at', value: 'TIME', help: 'the moment that ages are counted from, as ISO 8601 (default: now)' },
    { name: 'strict', value: null, help: 'exit with 1 for warnings, too' },
    ...reportFlags,
    followFlag,
    ...readFlags,
  ],
  argumentCount: { min: 0, max: Number.POSITIVE_INFINITY },
  async run({ arguments: paths, flags, output }): Promise<ExitStatus> {
    const at = momentOf(flags.get('at'));
    const bundle = await bundleOf(flags);
    const contracts = await contractsOf(flags);
    const parts = await partsOf(paths, flags, { at, bundle, contracts });
    const records = parts.flatMap((part) => part.records);
    const problems = problemsOf(parts);
    for (const { path, message } of problems) output.message(printable(`${path}: ${message}`));
    const seen = worstVerdict(records.map((each) => (each.waiver === undefined ? each.verdict : 'warn')));
    const verdict = worstVerdict([seen, ...(problems.length > 0 ? (['unknown'] as const) : [])]);
    const isStrict = flags.has('strict');
    const compared = parts.flatMap((part) => part.changed ?? []);
    const report: CheckReport = {
      verdict,
      at,
      isStrict,
      findings: parts.flatMap((part) => part.records.map((record) => findingOf(record, part.lineOf(record)))),
      problems: problems.map(({ path, message }) => ({ place: repositoryPlace(path, null), message })),
      changed: parts.some(({ changed }) => changed !== null) ? compared : null,
      endangered: bundle && endangeredOf(bundle.workspace, records),
    };
    if (flags.has('json')) output.json(checkOutput(verdict, at, records));
    else describeCheck(verdict, records).forEach((line) => output.line(line));
    const inputs = new Set([...paths, ...records.flatMap((each) => [each.contract, each.path ?? []]).flat()]);
    const run = {
      // What a bundle or a source of dbt states is no contract of a version.
      records: parts.flatMap((part) => (part.isOfGates ? [] : part.records)),
      contracts,
      verdict,
      at,
      options: readOptionsOf(flags),
      before: bundle?.text ?? null,
    };
    const refused = [
      ...(await writeReports(report, flags, [...inputs], output)),
      ...(await writeBundleOf(run, flags.get('write-bundle'), [...inputs])),
    ];
    for (const { path, message } of refused) output.message(printable(`${path}: ${message}`));
    return refused.length > 0 ? 2 : statusOf(verdict, records, isStrict);
  },
};

/** What the flags ask to judge by, each by itself. */
async function partsOf(
  paths: readonly string[],
  flags: Flags,
  {
    at,
    bundle,
    contracts,
  }: { readonly at: number; readonly bundle: Bundle | null; readonly contracts: readonly ContractFile[] },
): Promise<readonly CheckPart[]> {
  const options = readOptionsOf(flags);
  const reference = flags.get('against');
  const parts: CheckPart[] = [];
  const lineage = flags.has('lineage') ? await lineageOf(paths, flags, bundle) : null;
  if (contracts.length > 0) {
    const facts = factsSettings(options, reference, bundle);
    const matcher = watchedMatcher();
    const part = await checkContracts(
      contracts,
      paths,
      { options, at, match: matcher.match, facts },
      lineage,
    );
    parts.push(bundle ? { ...part, records: withBundleWaivers(part.records, bundle.workspace, at) } : part);
    await matcher.end();
  }
  for (const lock of flags.all('lock'))
    parts.push(await checkLock(lock, paths, { options, followed: flags.all('follow') }));
  const direction = directionOf(flags);
  if (reference !== null) {
    const judged =
      paths.length > 0 ? paths : parts.flatMap(({ records }) => records.flatMap((each) => each.path ?? []));
    parts.push(await checkAgainst(reference, [...new Set(judged)], direction, { options, bundle }));
  }
  const hasContracts = contracts.length > 0;
  const named = bundle && { path: flags.get('bundle') ?? '', read: bundle };
  const gates = await checkGates(paths, {
    at,
    options,
    bundle: named,
    hasContracts,
    isAlone: parts.length === 0,
  });
  if (gates.records.length > 0) return [...parts, gates];
  if (parts.length === 0)
    throw new UsageError(
      '--contract names the contract to judge by, --lock a list of files, --against the version to compare with; no path or bundle states freshness or a licence',
    );
  return parts;
}

/** The graph of the paths; where none of them holds lineage, that of the bundle. */
async function lineageOf(
  paths: readonly string[],
  flags: Flags,
  bundle: Bundle | null,
): Promise<CheckedLineage> {
  if (!flags.has('contract'))
    throw new UsageError('--lineage judges what a contract says: --contract names it');
  const read = await readLineagePaths(paths, flags.all('follow'));
  if (read.files.size + read.folders.size > 0) return read;
  if (bundle === null) throw new UsageError('--lineage needs a path that holds lineage, or --bundle');
  return { ...read, workspace: bundle.workspace };
}

/** What clauses beside the rows are judged by; a version that cannot be read is said by the comparison itself. */
function factsSettings(options: ReadOptions, reference: string | null, bundle: Bundle | null): FactsSettings {
  return {
    options,
    bundle,
    async referenceOf(path) {
      const read = reference === null ? null : await readReference(reference, path, { options, bundle });
      return read?.ok ? read.value : null;
    },
  };
}

async function contractsOf(flags: Flags): Promise<readonly ContractFile[]> {
  const contracts: ContractFile[] = [];
  for (const each of flags.all('contract')) contracts.push(await readContractFile(each));
  return contracts;
}

async function bundleOf(flags: Flags): Promise<Bundle | null> {
  const given = flags.get('bundle');
  return given === null ? null : readBundleFile(given);
}

/** What lies downstream of the artifacts whose files fail. */
function endangeredOf(workspace: Workspace, records: readonly CheckRecord[]): Endangered {
  const failing = new Set(records.flatMap((each) => (each.verdict === 'fail' ? (each.path ?? []) : [])));
  const from = [...failing].flatMap((path) => artifactOfPath(workspace, path)?.artifact.id ?? []);
  const views = endangeredArtifacts(workspace, from);
  return {
    names: views.map(({ name }) => name),
    endpoints: views.flatMap(({ name, artifact }) => (artifact.kind === 'endpoint' ? [name] : [])),
  };
}

/** What no part could check; a path that another part has judged is no problem. */
function problemsOf(parts: readonly CheckPart[]): CheckPart['problems'] {
  const judged = new Set(parts.flatMap(({ records }) => records.flatMap((each) => each.path ?? [])));
  const isJudged = (given: string): boolean =>
    [...judged].some((each) => each === given || each.startsWith(`${given.replace(/\/+$/, '')}/`));
  return parts.flatMap(({ problems }) =>
    problems.filter(({ path }) => parts.length === 1 || !isJudged(path)),
  );
}

/** Warnings that somebody answers for do not stop a strict check either. */
function statusOf(verdict: Verdict, records: readonly CheckRecord[], isStrict: boolean): ExitStatus {
  if (records.some((record) => isStopping(record, isStrict))) return 1;
  return verdict === 'unknown' ? 2 : 0;
}
