import type { BundleFault } from '../../formats/bundle/readBundle';
import type { BundleTableName, BundleTables } from '../../formats/bundle/bundleTables';

/**
 * The first reference to a record that is neither in the tables nor in the store (I3), or a parent that does not come
 * before its child; null where all hold. A run's parent run may be unknown: sources name runs that they never report.
 */
export function brokenReference(
  tables: BundleTables,
  isStored: (table: BundleTableName, key: string) => boolean,
): BundleFault | null {
  const own: Partial<Record<BundleTableName, ReadonlySet<string>>> = {
    artifacts: new Set(tables.artifacts.map(({ id }) => id)),
    snapshots: new Set(tables.snapshots.map(({ id }) => id)),
    readings: new Set(tables.readings.map(({ key }) => key)),
    jobs: new Set(tables.jobs.map(({ id }) => id)),
    runs: new Set(tables.runs.map(({ id }) => id)),
  };
  for (const [from, index, field, table, key] of references(tables)) {
    if (key === null || own[table]?.has(key) || isStored(table, key)) continue;
    return { place: `/tables/${from}/${index}/${field}`, message: `${table} ${key} is not there` };
  }
  return misplacedParent(tables);
}

type Reference = readonly [
  from: BundleTableName,
  index: number,
  field: string,
  table: BundleTableName,
  key: string | null,
];

/** Every reference of the tables to a record of another one, or of the same. */
export function* references(tables: BundleTables): Generator<Reference> {
  for (const [index, { artifactId }] of tables.bindings.entries()) {
    yield ['bindings', index, 'artifactId', 'artifacts', artifactId];
  }
  for (const [index, { key }] of tables.profiles.entries()) yield ['profiles', index, 'key', 'readings', key];
  for (const [index, snapshot] of tables.snapshots.entries()) {
    yield ['snapshots', index, 'artifactId', 'artifacts', snapshot.artifactId];
    yield ['snapshots', index, 'readingKey', 'readings', snapshot.readingKey];
    for (const [at, parent] of snapshot.parents.entries()) {
      yield ['snapshots', index, `parents/${at}`, 'snapshots', parent];
    }
  }
  for (const [index, { snapshotId, body }] of tables.annotations.entries()) {
    yield ['annotations', index, 'snapshotId', 'snapshots', snapshotId];
    if (body.kind === 'bytes' || body.kind === 'reading')
      yield ['annotations', index, 'body/readingKey', 'readings', body.readingKey];
  }
  for (const [index, { jobId }] of tables.runs.entries()) yield ['runs', index, 'jobId', 'jobs', jobId];
  for (const [index, observation] of tables.observations.entries()) {
    yield ['observations', index, 'jobId', 'jobs', observation.jobId];
    yield ['observations', index, 'runId', 'runs', observation.runId];
    yield ['observations', index, 'artifactId', 'artifacts', observation.artifactId];
    yield ['observations', index, 'snapshotId', 'snapshots', observation.snapshotId];
    for (const [at, { inputArtifactId }] of (observation.columns ?? []).entries()) {
      yield ['observations', index, `columns/${at}/inputArtifactId`, 'artifacts', inputArtifactId];
    }
  }
  for (const [index, { artifactId, snapshotId }] of tables.aliasMoves.entries()) {
    yield ['aliasMoves', index, 'artifactId', 'artifacts', artifactId];
    yield ['aliasMoves', index, 'snapshotId', 'snapshots', snapshotId];
  }
  for (const [index, { snapshotId }] of tables.measurements.entries()) {
    yield ['measurements', index, 'snapshotId', 'snapshots', snapshotId];
  }
  for (const [index, { artifactId }] of tables.guardrails.entries()) {
    yield ['guardrails', index, 'artifactId', 'artifacts', artifactId];
  }
}

/** Numbers of one artifact are used once, and a parent of the same artifact has a lower one. */
function misplacedParent({ snapshots }: BundleTables): BundleFault | null {
  const byId = new Map(snapshots.map((snapshot) => [snapshot.id, snapshot]));
  const numbers = new Set<string>();
  for (const [index, { id, artifactId, sequence, parents }] of snapshots.entries()) {
    const number = `${sequence} ${artifactId}`;
    if (numbers.has(number)) {
      return {
        place: `/tables/snapshots/${index}/sequence`,
        message: `the artifact has a version ${sequence} already`,
      };
    }
    numbers.add(number);
    for (const [at, parentId] of parents.entries()) {
      const parent = byId.get(parentId);
      const isLater = parent?.artifactId === artifactId && parent.sequence >= sequence;
      if (!isLater && parentId !== id) continue;
      const message = 'a parent has to come before its child';
      return { place: `/tables/snapshots/${index}/parents/${at}`, message };
    }
  }
  return null;
}
