import { recordsOf, type CheckRecord } from '../gates/contract/checkRecord';
import { unboundClauses } from '../gates/contract/contractCheck';
import { worstVerdict, type Verdict } from '../gates/contract/verdict';
import type { CheckReport } from '../formats/checkReports/report';
import { bindTables } from './bindTables';
import { checkOutput, describeCheck } from './checkOutput';
import { findingOf, reportFlags, writeReports } from './checkReports';
import { checkTables } from './checkTables';
import { UsageError, jsonFlag, type Command, type ExitStatus, type Flags } from './command';
import { printable } from './output';
import { watchedMatcher } from './patternWorker';
import { readContractFile, type ContractFile } from './readContractFile';
import { readFlags, readOptionsOf } from './readFlags';
import { repositoryPlace } from './repositoryPlace';

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
    ...reportFlags,
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
    for (const group of groups)
      records.push(...(await checkTables(group, { options, at, match: matcher.match })));
    await matcher.end();
    for (const { path, contract } of contracts)
      records.push(...recordsOf({ path, version: contract.version }, null, unboundClauses(contract)));
    for (const { path, message } of unbound) output.message(printable(`${path}: ${message}`));
    const seen = worstVerdict(records.map(({ verdict }) => verdict));
    const verdict = worstVerdict([seen, ...(unbound.length > 0 ? (['unknown'] as const) : [])]);
    const isStrict = flags.has('strict');
    const report: CheckReport = {
      verdict,
      at,
      isStrict,
      findings: records.map((record) => findingOf(record, lineOf(contracts, record))),
      problems: unbound.map(({ path, message }) => ({ place: repositoryPlace(path, null), message })),
      changed: null,
      endangered: null,
    };
    if (flags.has('json')) output.json(checkOutput(verdict, at, records));
    else describeCheck(verdict, records).forEach((line) => output.line(line));
    const inputs = new Set([
      ...paths,
      ...records.flatMap((record) => [record.contract, record.path ?? []]).flat(),
    ]);
    const refused = await writeReports(report, flags, [...inputs], output);
    for (const { path, message } of refused) output.message(printable(`${path}: ${message}`));
    return refused.length > 0 ? 2 : statusOf(verdict, isStrict);
  },
};

/** The line of a clause in its contract. */
function lineOf(contracts: readonly ContractFile[], { contract, pointer }: CheckRecord): number | null {
  return contracts.find(({ path }) => path === contract)?.lineOf(pointer) ?? null;
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
