import { ContractCheck, unboundClauses, unreadClauses, type Judged } from '../gates/contract/contractCheck';
import type { ContractObject } from '../gates/contract/contract';
import { worstVerdict, type Verdict } from '../gates/contract/verdict';
import type { MatchPattern } from '../gates/contract/rowTests';
import { readRows } from '../formats/readRows';
import { UnreadableBytes } from '../formats/pieces';
import type { ReadOptions } from '../table/schema';
import { bindTables, type BoundTable } from './bindTables';
import { checkOutput, describeCheck, type CheckRecord, recordsOf } from './checkOutput';
import { UsageError, jsonFlag, type Command, type ExitStatus, type Flags } from './command';
import { linesOfRows } from './linesOfRows';
import { nodeIngestPorts, withFile } from './nodePorts';
import { printable } from './output';
import { watchedMatcher } from './patternWorker';
import { describeFailureLine } from './readFile';
import { readContractFile, type ContractFile } from './readContractFile';
import { readFlags, readOptionsOf } from './readFlags';

export const checkCommand: Command = {
  name: 'check',
  synopsis: '[PATH…]',
  summary: 'Judges tables by what their contracts promise.',
  details: [
    'A contract is a YAML file in the Open Data Contract Standard, 3.0 to 3.2. A PATH binds to the object whose physical name or name is its file name, or that a local server of the contract has there; --contract C=PATH binds them whatever their names are. Without a PATH, the local servers of each contract are read, relative to the working folder.',
    'Exit status 0: all pass (warnings too, unless --strict); 1: a clause fails; 2: something could not be checked. A failure outranks what could not be checked.',
    '--json prints {verdict, at, checks: [{path, contract, version, pointer, clause, column, verdict, severity, evidence: {message, value?, onBound?}, failing: {count, rows: [{line, key}]}}]}. pointer is the JSON Pointer of the clause in the contract; verdict is pass, warn, fail, unknown or notChecked. line is that of the file, of formats without lines the number of the row. Values of columns that the contract classifies as personal are masked.',
  ],
  flags: [
    jsonFlag,
    {
      name: 'contract',
      value: 'C[=PATH]',
      help: 'the contract, and a table that it binds; can be given several times',
    },
    { name: 'at', value: 'TIME', help: 'the moment that ages are counted from, as ISO 8601 (default: now)' },
    { name: 'strict', value: null, help: 'exit with 1 for warnings, too' },
    ...readFlags,
  ],
  argumentCount: { min: 0, max: Number.POSITIVE_INFINITY },
  async run({ arguments: paths, flags, output }): Promise<ExitStatus> {
    const at = momentOf(flags.get('at'));
    const options = readOptionsOf(flags);
    const contracts = await contractsOf(flags);
    const { groups, unbound } = bindTables(contracts, paths);
    const matcher = watchedMatcher();
    const records: CheckRecord[] = [];
    for (const { contract, tables } of groups)
      records.push(...(await checkGroup(contract, tables, { options, at, match: matcher.match })));
    await matcher.end();
    for (const file of contracts) records.push(...recordsOf(file, null, unboundClauses(file.contract), null));
    for (const { path, message } of unbound) output.message(printable(`${path}: ${message}`));
    const seen = worstVerdict(records.map(({ verdict }) => verdict));
    const verdict = worstVerdict([seen, ...(unbound.length > 0 ? (['unknown'] as const) : [])]);
    if (flags.has('json')) output.json(checkOutput(verdict, at, records));
    else describeCheck(verdict, records).forEach((line) => output.line(line));
    return statusOf(verdict, flags.has('strict'));
  },
};

interface CheckSettings {
  readonly options: ReadOptions;
  readonly at: number;
  readonly match: MatchPattern;
}

/** Reads tables that belong together, and judges them when all have been read: relationships are looked up among them. */
async function checkGroup(
  file: ContractFile,
  tables: readonly BoundTable[],
  { options, at, match }: CheckSettings,
): Promise<readonly CheckRecord[]> {
  const check = new ContractCheck(file.contract, match, at);
  const read: (BoundTable & { readonly columnNames: readonly string[] | string })[] = [];
  for (const table of tables) {
    const columnNames = await readInto(check, table, options);
    if (typeof columnNames === 'string') check.abandon(table.object);
    read.push({ ...table, columnNames });
  }
  const records: CheckRecord[] = [];
  for (const { path, object, columnNames } of read) {
    const judged = judgedOf(check, object, columnNames);
    const lines =
      typeof columnNames === 'string' ? null : await linesOfRows(path, options, failingRows(judged));
    records.push(...recordsOf(file, { path, object }, judged, lines));
  }
  return records;
}

function judgedOf(check: ContractCheck, object: ContractObject, columnNames: readonly string[] | string) {
  return typeof columnNames === 'string'
    ? unreadClauses(object, columnNames)
    : check.finish(object, columnNames);
}

/** The names of a table's columns when all its rows have been taken; words where it cannot be read. */
async function readInto(
  check: ContractCheck,
  { path, object }: BoundTable,
  options: ReadOptions,
): Promise<readonly string[] | string> {
  const rows = check.begin(object);
  try {
    const read = await withFile(path, (source) =>
      readRows(
        source,
        { path, options, textColumns: [] },
        rows,
        nodeIngestPorts,
        new AbortController().signal,
      ),
    );
    return read.ok ? read.value.columnNames : describeFailureLine(path, read.error);
  } catch (error) {
    if (error instanceof UnreadableBytes) return `${path}: ${error.message}`;
    throw error;
  }
}

function failingRows(judged: readonly Judged[]): readonly number[] {
  return judged.flatMap(({ outcome }) => outcome.failing.rows.map(({ row }) => row));
}

async function contractsOf(flags: Flags): Promise<readonly ContractFile[]> {
  const given = flags.all('contract');
  if (given.length === 0) throw new UsageError('--contract names the contract to judge by');
  const files: ContractFile[] = [];
  for (const each of given) files.push(await readContractFile(each));
  return files;
}

function momentOf(given: string | null): number {
  if (given === null) return Date.now();
  const moment = Date.parse(given);
  if (!/^\d{4}-\d\d-\d\d/.test(given) || Number.isNaN(moment))
    throw new UsageError('--at takes a time as ISO 8601, such as 2026-01-31T12:00:00Z');
  return moment;
}

function statusOf(verdict: Verdict, isStrict: boolean): ExitStatus {
  if (verdict === 'fail' || (verdict === 'warn' && isStrict)) return 1;
  return verdict === 'unknown' ? 2 : 0;
}
