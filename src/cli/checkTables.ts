import { recordsOf, type CheckRecord } from '../gates/contract/checkRecord';
import { ContractCheck, unreadClauses, type Judged } from '../gates/contract/contractCheck';
import { personalColumns } from '../gates/contract/personalColumns';
import { saysValues } from '../gates/contract/saysValues';
import type { Clause } from '../gates/contract/clause';
import type { Contract, ContractObject } from '../gates/contract/contract';
import type { SqlAnswer } from '../gates/contract/sqlRule';
import type { MatchPattern } from '../gates/contract/patternMarks';
import type { ReadOptions } from '../table/schema';
import type { RowConsumer } from '../table/tableRows';
import { withRecognised } from '../gates/contract/withRecognised';
import { recognisedColumns } from '../gates/privacy/recogniseTable';
import { hasSql, sqlAnswers } from '../operations/contracts/sqlAnswers';
import type { BoundTable, TableGroup } from './bindTables';
import { linesOfRows } from './linesOfRows';
import { readTableFile } from './readFile';
import { type ReadTableRows, type TablePlace, tableRowsReader } from './rowsOfTable';
import { filesOfTable } from './tableFiles';
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
  for (const { path, object, format } of tables) {
    const files = await filesOfTable(path, format);
    for (const { path: file, name } of files.ok ? files.value : []) {
      const read = await readTableFile(file, options, { path: name });
      if (read.ok) marked = withRecognised(marked, object.name, recognisedColumns(read.value.profile));
    }
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
  const readTable = tableRowsReader(options);
  const read: (BoundTable & { readonly columnNames: readonly string[] | string })[] = [];
  for (const table of tables) {
    const columnNames = await readTable(check.begin(table.object), table);
    if (typeof columnNames === 'string') check.abandon(table.object, columnNames);
    read.push({ ...table, columnNames });
  }
  const sql = hasSql(read.map(({ object }) => object)) ? await answersOf(read, readTable) : undefined;
  const records: CheckRecord[] = [];
  for (const { path, object, format, columnNames } of read) {
    const outcomes =
      typeof columnNames === 'string'
        ? unreadClauses(object, columnNames, { facts: await factsOf({ path, format }, object, facts), at })
        : check.finish(object, columnNames, await factsOf({ path, format }, object, facts), sql);
    const lines =
      typeof columnNames === 'string'
        ? null
        : await linesIn({ path, format }, options, failingRows(outcomes));
    const table = { path, object, personal: personal(object), lines };
    records.push(...recordsOf({ path: contractPath, version: contract.version }, table, outcomes));
  }
  return records;
}

/** What rules in SQL give over the tables that could be read. */
function answersOf(
  read: readonly (BoundTable & { readonly columnNames: readonly string[] | string })[],
  readTable: ReadTableRows,
): Promise<ReadonlyMap<Clause, SqlAnswer>> {
  const objects = read.map(({ object }) => object);
  return sqlAnswers(objects, objects, readInto, sqlThread());
  async function readInto({ name }: ContractObject, rows: RowConsumer): Promise<string | null> {
    const { columnNames, ...table } = read.find(({ object }) => object.name === name)!;
    const found = typeof columnNames === 'string' ? columnNames : await readTable(rows, table);
    return typeof found === 'string' ? found : null;
  }
}

/** The lines of rows; of a table in several files there are none, and a row goes by its number. */
async function linesIn(
  { path, format }: TablePlace,
  options: ReadOptions,
  rows: readonly number[],
): Promise<ReadonlyMap<number, number> | null> {
  const files = await filesOfTable(path, format);
  const [file, ...others] = files.ok ? files.value : [];
  return file === undefined || others.length > 0 ? null : linesOfRows(file, options, rows);
}

function failingRows(judged: readonly Judged[]): readonly number[] {
  return judged.flatMap(({ outcome }) => outcome.failing.rows.map(({ row }) => row));
}
