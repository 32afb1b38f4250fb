import { sqlThread } from '../../../src/cli/sqlThread';
import { hasSql, type ReadInto, sqlAnswers } from '../../../src/operations/contracts/sqlAnswers';
import { withFile, nodeIngestPorts } from '../../../src/cli/nodePorts';
import { readContract } from '../../../src/formats/odcs/readContract';
import { readRows } from '../../../src/formats/readRows';
import {
  ContractCheck,
  unboundClauses,
  unreadClauses,
  type Judged,
} from '../../../src/gates/contract/contractCheck';
import type { Contract } from '../../../src/gates/contract/contract';
import type { MatchPattern } from '../../../src/gates/contract/patternMarks';
import type { ByteSource } from '../../../src/lib/ports';
import { defaultReadOptions } from '../../../src/table/schema';
import { encodeUtf8 } from '../../../src/table/utf8';

export const matchDirectly: MatchPattern = (pattern, texts) =>
  Uint8Array.from(texts, (text) => Number(new RegExp(pattern).test(text)));

export const at = Date.parse('2026-11-30T00:00:00Z');

/** A table's bytes, and what its file is called. */
export interface TableFile {
  readonly path: string;
  readonly source: ByteSource;
}

export function contractOf(text: string): Contract {
  const contract = readContract(text);
  if (!contract.ok) throw new Error(`${contract.error.place}: ${contract.error.message}`);
  return contract.value;
}

/** What a contract says of tables, one an object, by the names of the objects. */
export async function judgeFiles(
  contract: Contract,
  files: Readonly<Record<string, TableFile>>,
  match: MatchPattern = matchDirectly,
): Promise<readonly Judged[]> {
  const check = new ContractCheck(contract, match, at);
  const columns = new Map<string, readonly string[]>();
  for (const object of contract.objects) {
    const file = files[object.name];
    if (file === undefined) continue;
    const options = {
      ...defaultReadOptions,
      delimiter: ',',
      hasHeader: file.path.endsWith('.csv') ? true : null,
    };
    const rows = check.begin(object);
    const read = await readRows(
      file.source,
      { path: file.path, options, textColumns: [] },
      rows,
      nodeIngestPorts,
      new AbortController().signal,
    );
    if (!read.ok) throw new Error(read.error.message);
    columns.set(object.name, read.value.columnNames);
  }
  const readInto: ReadInto = async ({ name }, rows) => {
    const file = files[name];
    if (file === undefined) return 'there is no file';
    const hasHeader = file.path.endsWith('.csv') ? true : null;
    const options = { ...defaultReadOptions, delimiter: ',', hasHeader };
    const request = { path: file.path, options, textColumns: [] };
    const read = await readRows(file.source, request, rows, nodeIngestPorts, new AbortController().signal);
    return read.ok ? null : read.error.message;
  };
  const { objects } = contract;
  const sql = hasSql(objects) ? await sqlAnswers(objects, objects, readInto, sqlThread()) : undefined;
  const judged = contract.objects.flatMap((object) => {
    const names = columns.get(object.name);
    return names === undefined
      ? unreadClauses(object, 'there is no file')
      : check.finish(object, names, undefined, sql);
  });
  return [...judged, ...unboundClauses(contract)];
}

/** The same of files on disk. */
export async function judgePaths(
  contract: Contract,
  paths: Readonly<Record<string, string>>,
): Promise<readonly Judged[]> {
  const files: Record<string, TableFile> = {};
  for (const [name, path] of Object.entries(paths))
    files[name] = await withFile(path, async (source) => {
      const bytes = await source.read(0, source.byteLength);
      return { path, source: sourceOf(bytes) };
    });
  return judgeFiles(contract, files);
}

export function sourceOf(bytes: Uint8Array<ArrayBuffer>): ByteSource {
  return { byteLength: bytes.length, read: (start, end) => Promise.resolve(bytes.slice(start, end)) };
}

/** A contract with one object `t`, by the YAML of its properties (and what stands beside them), indented by four. */
export function contractText(properties: string, beside = ''): string {
  return [
    'apiVersion: v3.1.0',
    'kind: DataContract',
    'id: t',
    'version: 1.0.0',
    'status: active',
    'schema:',
    '  - name: t',
    beside,
    '    properties:',
    properties,
  ]
    .filter((part) => part !== '')
    .join('\n');
}

/** By pointer, what a contract says of a CSV or of JSON Lines. */
export async function verdictsOf(
  contract: string,
  table: string,
  path = 't.csv',
): Promise<Record<string, string>> {
  const judged = await judgeFiles(contractOf(contract), { t: { path, source: sourceOf(encodeUtf8(table)) } });
  return Object.fromEntries(judged.map(({ clause, outcome }) => [clause.pointer, outcome.verdict]));
}
