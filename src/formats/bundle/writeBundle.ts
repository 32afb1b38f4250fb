import type { Json } from '../../lib/json';
import type { Hashers, TextCodec } from '../../lib/ports';
import { canonicalJson } from '../../versioning/canonicalJson';
import { declarationOf, type RecordTables, type TableName, tableNames } from '../../records/tables';
import { bundleFormat } from './looksLikeBundle';
import { toLossless } from './lossless';

/** 2: releases. 3: readings that failed, and readings that a person chose. 4: changes are counted. 8: decisions about personal data. */
export const bundleVersion = Math.max(8, ...tableNames.map((name) => declarationOf(name).since.bundle));

/** `all`: a whole store, which it restores as it was; `closure`: a part that stands by itself, without the log. */
export type BundleScope = 'all' | 'closure';

/** What the digest of a bundle is computed with. */
export interface DigestPorts {
  readonly hashers: Hashers;
  readonly text: TextCodec;
}

/**
 * A bundle as JSON text: records in the order given, one a line, each in canonical form, under a digest of them all.
 * Equal tables give equal text.
 */
export function writeBundle(tables: RecordTables, scope: BundleScope, ports: DigestPorts): string {
  const lines = tableNames.map(
    (name) => [name, tables[name].map((record) => recordLine(toLossless(record)))] as const,
  );
  const digest = bundleDigest(bundleVersion, scope, lines, ports);
  const head = `{"format":${JSON.stringify(bundleFormat)},"version":${bundleVersion},"scope":${JSON.stringify(scope)},"digest":"${digest}","tables":{`;
  const parts = lines.map(
    ([name, records]) => `\n"${name}":[${records.length > 0 ? `\n${records.join(',\n')}\n` : ''}]`,
  );
  return `${head}${parts.join(',')}}}\n`;
}

/** A record as its line in a bundle: canonical JSON, so that equal records are equal lines. */
export function recordLine(record: Json): string {
  return canonicalJson(record);
}

/** SHA-256 over the scope and then, for each table, its name and its records, a line each. */
export function bundleDigest(
  version: number,
  scope: BundleScope,
  lines: readonly (readonly [TableName, readonly string[]])[],
  { hashers, text }: DigestPorts,
): string {
  const hasher = hashers.sha256();
  const add = (line: string): void => hasher.update(text.encode(`${line}\n`));
  add(`${bundleFormat} ${version} ${scope}`);
  for (const [name, records] of lines) {
    add(name);
    for (const record of records) add(record);
  }
  return hasher.hex();
}
