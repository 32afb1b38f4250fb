import type { Hashers } from '../lib/ports';
import type { Digest } from '../versioning/digest';
import { tableDigestVersion } from './tableDigest';
import { encodeUtf8 } from './utf8';

/** Rows of one part: what its path says of all of them, and the digest of the file's table. */
export interface DigestedRows {
  readonly values: readonly (string | null)[];
  readonly digest: Digest;
}

/**
 * The digest of a table in parts ([T18] in SPEC.md): `logical` ignores the order and names of the parts, `ordered` heeds their
 * order. It is of another rule than that of one file, and equals none of these.
 */
export function digestOfParts(
  hashers: Hashers,
  rule: 'logical' | 'ordered',
  columnNames: readonly string[],
  parts: readonly DigestedRows[],
): Digest {
  const hasher = hashers.sha256();
  hasher.update(encodeUtf8(`throughline.table.parts.${rule}.${tableDigestVersion}\n`));
  hasher.update(encodeUtf8(`${JSON.stringify([...columnNames].sort())}\n`));
  const lines = parts.map(({ values, digest }) => `${JSON.stringify([...values, digest])}\n`);
  for (const line of rule === 'logical' ? lines.sort() : lines) hasher.update(encodeUtf8(line));
  return hasher.hex() as Digest;
}
