import { recordsOf, type CheckRecord } from '../gates/contract/checkRecord';
import { ContractCheck, unreadClauses, type Judged } from '../gates/contract/contractCheck';
import { personalColumns } from '../gates/contract/personalColumns';
import { saysValues } from '../gates/contract/saysValues';
import type { Clause } from '../gates/contract/clause';
import type { Contract, ContractObject } from '../gates/contract/contract';
import type { SqlAnswer } from '../gates/contract/sqlRule';
import type { MatchPattern } from '../gates/contract/patternMarks';
import { readRows } from '../formats/readRows';
import { UnreadableBytes } from '../formats/pieces';
import type { ReadOptions } from '../table/schema';
import type { RowConsumer } from '../table/tableRows';
import { withRecognised } from '../gates/contract/withRecognised';
import { recognisedColumns } from '../gates/privacy/recogniseTable';
import { hasSql, sqlAnswers } from '../operations/contracts/sqlAnswers';
import type { BoundTable, TableGroup } from './bindTables';
import { linesOfRows } from './linesOfRows';
import { nodeIngestPorts, withFile } from './nodePorts';
import { describeFailureLine, readTableFile } from './readFile';
import { sqlThread } from './sqlThread';
import { factsOf, type FactsSettings } from './tableFacts';

/** What tables are judged with. */
export interface CheckSettings {
  readonly options: ReadOptions;
  /** Now, in milliseconds since 1970. */
  readonly at: number;
  readonly match: MatchPattern;
  readonly facts: FactsSettings;
}

/** Reads tables that belong together, and judges them when all have been read: relationships are looked up among them. */
export async function checkTables(
  { contract: file, tables }: TableGroup,
  settings: CheckSettings,
): Promise<readonly CheckRecord[]> {
  const { contract, path: contractPath } = file;
  // Values stand in what these say: columns that are recognised as personal are masked as those that the contract classifies.
  if (tables.some(({ object }) => saysValues(object)))
    return judged(await withPersonal(contract, tables, settings.options), contractPath, tables, settings);
  const records = await judged(contract, contractPath, tables, settings);
  if (!records.some(({ failing }) => failing.rows.some(({ key }) => key !== null))) return records;
  const masking = await withPersonal(contract, tables, settings.options);
  return masking === contract ? records : judged(masking, contractPath, tables, settings);
}

/** The contract with the columns of its tables marked that seem to hold personal data; the same where none does. */
async function withPersonal(
  contract: Contract,
  tables: readonly BoundTable[],
  options: ReadOptions,
): Promise<Contract> {
  let marked = contract;
  for (const { path, object } of tables) {
    const read = await readTableFile(path, options);
    if (read.ok) marked = withRecognised(marked, object.name, recognisedColumns(read.value.profile));
  }
  return marked;
}

async function judged(
  contract: Contract,
  contractPath: string,
  given: readonly BoundTable[],
  { options, at, match, facts }: CheckSettings,
): Promise<readonly CheckRecord[]> {
  const objects = new Map(contract.objects.map((object) => [object.name, object]));
  const tables = given.map((table) => ({ ...table, object: objects.get(table.object.name) ?? table.object }));
  const check = new ContractCheck(contract, match, at);
  const personal = personalColumns(contract);
  const read: (BoundTable & { readonly columnNames: readonly string[] | string })[] = [];
  for (const table of tables) {
    const columnNames = await readInto(check, table, options);
    if (typeof columnNames === 'string') check.abandon(table.object, columnNames);
    read.push({ ...table, columnNames });
  }
  const sql = hasSql(read.map(({ object }) => object)) ? await answersOf(read, options) : undefined;
  const records: CheckRecord[] = [];
  for (const { path, object, columnNames } of read) {
    const outcomes =
      typeof columnNames === 'string'
        ? unreadClauses(object, columnNames, { facts: await factsOf(path, object, facts), at })
        : check.finish(object, columnNames, await factsOf(path, object, facts), sql);
    const lines =
      typeof columnNames === 'string' ? null : await linesOfRows(path, options, failingRows(outcomes));
    const table = { path, object, personal: personal(object), lines };
    records.push(...recordsOf({ path: contractPath, version: contract.version }, table, outcomes));
  }
  return records;
}

/** The names of a table's columns when all its rows have been taken; words where it cannot be read. */
function readInto(
  check: ContractCheck,
  { path, object }: BoundTable,
  options: ReadOptions,
): Promise<readonly string[] | string> {
  return rowsInto(check.begin(object), path, options);
}

/** What rules in SQL give over the tables that could be read. */
function answersOf(
  read: readonly (BoundTable & { readonly columnNames: readonly string[] | string })[],
  options: ReadOptions,
): Promise<ReadonlyMap<Clause, SqlAnswer>> {
  const objects = read.map(({ object }) => object);
  return sqlAnswers(objects, objects, readTable, sqlThread());
  async function readTable({ name }: ContractObject, rows: RowConsumer): Promise<string | null> {
    const { path, columnNames } = read.find(({ object }) => object.name === name)!;
    const found = typeof columnNames === 'string' ? columnNames : await rowsInto(rows, path, options);
    return typeof found === 'string' ? found : null;
  }
}

/** The names of the columns when all rows have been taken; words where the file cannot be read. */
async function rowsInto(
  rows: RowConsumer,
  path: string,
  options: ReadOptions,
): Promise<readonly string[] | string> {
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
