import { isObject } from '../../lib/jsonObject';
import type { Json, JsonObject } from '../../lib/json';
import { err, ok, type Result } from '../../lib/result';
import { jsonFault } from '../jsonl/jsonFault';
import {
  declarationOf,
  emptyTables,
  keyFieldOf,
  keyOf,
  type RecordTables,
  type TableName,
  tableNames,
} from '../../records/tables';
import { recordShapes } from '../../records/recordShapes';
import { doubledMember } from '../doubledMember';
import { fromLossless } from './lossless';
import { bundleFormat } from './looksLikeBundle';
import { bundleDigest, type BundleScope, bundleVersion, type DigestPorts, recordLine } from './writeBundle';

/** A bundle that was read: what it is of, its own digest, and the records of every kind. */
export interface Bundle {
  readonly scope: BundleScope;
  readonly digest: string;
  readonly tables: RecordTables;
}

/** Where and why a bundle is refused: a line and column, or a JSON pointer such as `/tables/runs/3/state`. */
export interface BundleFault {
  readonly place: string;
  readonly message: string;
}

/**
 * Every record checked for its shape, keys told once, the digest compared, unless that is to be left to whoever asks. Whether
 * references hold is checked where a store is at hand.
 */
export function readBundle(
  text: string,
  ports: DigestPorts,
  holdsDigest = true,
): Result<Bundle, BundleFault> {
  let root: Json;
  try {
    root = JSON.parse(text.startsWith('\uFEFF') ? text.slice(1) : text) as Json;
  } catch {
    return err(jsonFault(text));
  }
  const head = readHead(root);
  if (!head.ok) return head;
  const doubled = doubledMember(text, root);
  if (doubled) return err(doubled);
  const { version, scope, digest, encoded } = head.value;
  const names = tableNames.filter((name) => declarationOf(name).since.bundle <= version);
  const tables: Partial<Record<TableName, readonly unknown[]>> = { ...emptyTables };
  for (const name of names) {
    const records = readTable(name, encoded[name]);
    if (!records.ok) return records;
    tables[name] = records.value;
  }
  if (!holdsDigest) return ok({ scope, digest, tables: tables as unknown as RecordTables });
  const lines = names.map((name) => [name, (encoded[name] as readonly Json[]).map(recordLine)] as const);
  const found = bundleDigest(version, scope, lines, ports);
  if (found !== digest) {
    return err({
      place: '/digest',
      message: `the content has the digest ${found}, and not the ${digest} that it was written with`,
    });
  }
  return ok({ scope, digest, tables: tables as unknown as RecordTables });
}

interface BundleHead {
  readonly version: number;
  readonly scope: BundleScope;
  readonly digest: string;
  readonly encoded: Readonly<Record<string, Json>>;
}

function readHead(root: Json): Result<BundleHead, BundleFault> {
  if (!isObject(root)) return err({ place: '/', message: 'a bundle is an object' });
  if (root['format'] !== bundleFormat) return err({ place: '/format', message: `is not "${bundleFormat}"` });
  const { version } = root;
  if (typeof version !== 'number' || !Number.isInteger(version) || version < 1 || version > bundleVersion) {
    return err({
      place: '/version',
      message: `is ${JSON.stringify(version)}; this version reads 1 to ${bundleVersion}`,
    });
  }
  const { scope, digest, tables } = root;
  if (scope !== 'all' && scope !== 'closure')
    return err({ place: '/scope', message: 'is neither "all" nor "closure"' });
  if (typeof digest !== 'string') return err({ place: '/digest', message: 'is missing' });
  if (!isObject(tables)) return err({ place: '/tables', message: 'is no object' });
  return ok({ version, scope, digest, encoded: tables });
}

function readTable(name: TableName, encoded: Json | undefined): Result<readonly unknown[], BundleFault> {
  if (!isList(encoded)) return err({ place: `/tables/${name}`, message: 'is no list' });
  const shape = recordShapes[name];
  const records: unknown[] = [];
  const keys = new Set<unknown>();
  for (const [index, each] of encoded.entries()) {
    const place = `/tables/${name}/${index}`;
    if (depthExceeds(each, maxDepth))
      return err({ place, message: `is nested deeper than ${maxDepth} levels` });
    const record = fromLossless(each);
    if (!record) return err({ place, message: 'has a value marked with "$" that no bundle has' });
    const fault = shape(record.value);
    if (fault) {
      const path = [place, ...fault.path.map((step) => escaped(String(step)))].join('/');
      return err({ place: path, message: fault.message });
    }
    const key = keyOf(name, record.value);
    if (keys.has(key)) return err({ place: `${place}/${keyFieldOf(name)}`, message: 'was there already' });
    keys.add(key);
    records.push(record.value);
  }
  return ok(records);
}

const maxDepth = 300;

function depthExceeds(value: Json, limit: number): boolean {
  let level: readonly Json[] = [value];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > limit) return true;
    level = level.flatMap((each) =>
      typeof each === 'object' && each !== null ? Object.values<Json>(each as JsonObject) : [],
    );
  }
  return false;
}

function escaped(step: string): string {
  return step.replaceAll('~', '~0').replaceAll('/', '~1');
}

function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}
