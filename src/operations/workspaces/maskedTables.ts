import { recognisedColumns } from '../../gates/privacy/recogniseTable';
import { withoutValues } from '../../profile/withoutValues';
import type { RecordTables } from '../../records/tables';
import { inOrderOfChange } from '../../versioning/changeOrder';
import type { ArtifactId } from '../../versioning/records';
import { classifiedColumns } from '../contracts/classifiedColumns';

/**
 * The records with profiles in which no value of a personal column can be read: of those that a contract of their artifact classifies, and of
 * those that are recognised. Where a profile changed, the log is left out: it seals the values.
 */
export function maskedTables(tables: RecordTables): RecordTables {
  const classified = classifiedByDigest(tables);
  const digestOf = new Map(tables.readings.map(({ key, digest }) => [key, digest as string]));
  let isChanged = false;
  const profiles = tables.profiles.map((stored) => {
    const columns = new Set([
      ...recognisedColumns(stored.profile),
      ...(classified.get(digestOf.get(stored.key) ?? '') ?? []),
    ]);
    if (!stored.profile.columns.some(({ name }) => columns.has(name))) return stored;
    isChanged = true;
    return { ...stored, profile: withoutValues(stored.profile, columns) };
  });
  return isChanged ? { ...tables, profiles, audit: [], seals: [] } : tables;
}

/** By digest of bytes, the columns that any contract of an artifact with such a version classifies as personal. */
function classifiedByDigest(tables: RecordTables): ReadonlyMap<string, ReadonlySet<string>> {
  const ofArtifact = new Map<ArtifactId, ReadonlySet<string>>();
  for (const { artifactId, text } of inOrderOfChange(tables.contracts))
    ofArtifact.set(artifactId, text === null ? new Set() : classifiedColumns(text));
  const byDigest = new Map<string, Set<string>>();
  for (const { artifactId, digest } of tables.snapshots) {
    if (digest === null) continue;
    const known = byDigest.get(digest) ?? new Set<string>();
    for (const column of ofArtifact.get(artifactId) ?? []) known.add(column);
    byDigest.set(digest, known);
  }
  return byDigest;
}
