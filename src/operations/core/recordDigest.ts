import { declarationOf, type TableName } from '../../records/tables';
import { digestOfText, type DigestPorts } from '../../versioning/derivedId';
import type { Digest } from '../../versioning/digest';
import { groupText } from './recordGroup';
import { recordText } from './recordText';

/** SHA-256 of a record as a bundle writes it ([V49]). */
export function recordDigest(table: TableName, record: object, ports: DigestPorts): Digest {
  return digestOfText(recordText(sealedPart(table, record)), ports) as Digest;
}

/** One SHA-256 over records that came together, and a hint each ([V51]). */
export function groupDigest(
  table: TableName,
  records: readonly object[],
  ports: DigestPorts,
): { readonly digest: Digest; readonly hints: readonly number[] } {
  const { text, hints } = groupText(records.map((record) => sealedPart(table, record)));
  return { digest: digestOfText(text, ports) as Digest, hints };
}

/** Whether records of a table that come by the hundred have one digest together: those that are never written anew. */
export function isSealedInGroups(table: TableName): boolean {
  return declarationOf(table).pages !== null && table !== 'runs';
}

/** An event is taken without its body, which its own digest is of: it is most of what an import brings. */
function sealedPart(table: TableName, record: object): object {
  if (table !== 'events') return record;
  const {
    body: _body,
    text: _text,
    ...facts
  } = record as { readonly body?: unknown; readonly text?: unknown };
  return facts;
}
