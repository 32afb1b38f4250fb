import type { NodeKey } from '../../lineage/graph';
import type { LiveRecords } from './loadWorkspace';

/** What people call a node: `trips.csv v3`, an artifact's or a job's name; a run by its job's. */
export function recordNames({
  artifacts,
  bindings,
  snapshots,
  jobs,
  runs,
}: LiveRecords): (key: NodeKey) => string {
  const names = new Map<string, string>();
  const byTime = bindings.toSorted((a, b) =>
    a.recordedAt < b.recordedAt ? -1 : Number(a.recordedAt > b.recordedAt),
  );
  for (const { id } of artifacts) names.set(`artifact:${id}`, id);
  for (const { artifactId, name } of byTime) names.set(`artifact:${artifactId}`, name);
  for (const { id, artifactId, sequence } of snapshots) {
    names.set(`snapshot:${id}`, `${names.get(`artifact:${artifactId}`) ?? artifactId} v${sequence}`);
  }
  for (const { id, name } of jobs) names.set(`job:${id}`, name);
  for (const { id, jobId } of runs) names.set(`run:${id}`, `run of ${names.get(`job:${jobId}`) ?? jobId}`);
  return (key) => names.get(key) ?? key;
}
