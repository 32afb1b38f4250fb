import type { ComparedSide } from '../../../src/operations/comparing/compareSnapshots';
import type { ColumnProfile } from '../../../src/profile/profile';
import type { Reading, ReadWarning } from '../../../src/table/reading';
import { defaultReadOptions } from '../../../src/table/schema';
import type { Digest } from '../../../src/versioning/digest';
import { table } from '../../drift/profiles';

/** A side of a comparison with these columns; its digests follow from its label. */
export function comparedSide(
  label: string,
  columns: readonly ColumnProfile[],
  warnings: readonly ReadWarning[] = [],
): ComparedSide {
  const profile = table(...columns);
  const digest = label.padEnd(64, '0') as Digest;
  const reading: Reading = {
    key: label,
    digest,
    format: 'csv',
    options: defaultReadOptions,
    readerVersion: 1,
    rowCount: profile.rowCount,
    columns: columns.map(({ name, type, nullCount }) => ({ name, type, nullable: nullCount > 0 })),
    logicalDigest: digest,
    orderedRowDigest: digest,
    prefix: null,
    warnings,
  };
  return { label, reading, profile };
}
