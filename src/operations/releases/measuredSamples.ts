import { isSample, type Samples } from '../../gates/samples';
import type { Result } from '../../lib/result';
import type { Run } from '../../lineage/records';
import { inOrderOfChange } from '../../versioning/changeOrder';
import type { Measurement, SnapshotId } from '../../versioning/records';
import { millisecondsFromTimestamp } from '../../versioning/timestamp';
import { type JoinedVersion, readVersion } from '../core/joinedVersions';
import { type LiveTransaction, readLive } from '../core/liveTransaction';
import { PairMap } from '../core/pairMap';
import type { Store, StoreFailure } from '../core/store';

/** What is known of one metric of a version [G10]. */
export interface MetricSamples extends Samples {
  readonly metric: string;
  readonly unit: string | null;
  readonly values: Float64Array;
  readonly missingCount: number;
  /** Where the values came from, in words. */
  readonly source: string;
  /** Null where they are a run's own metrics. */
  readonly measurementId: string | null;
}

/** Every metric of a version, in order of their names. */
export type VersionSamples = readonly MetricSamples[];

/** The samples of some versions, read in one transaction. */
export function readVersionSamples(
  store: Store,
  snapshotIds: readonly SnapshotId[],
): Promise<Result<ReadonlyMap<SnapshotId, VersionSamples>, StoreFailure>> {
  return readLive(store, async (live) => {
    const samples = new Map<SnapshotId, VersionSamples>();
    for (const snapshotId of new Set(snapshotIds))
      samples.set(snapshotId, await samplesOf(live, (await readVersion(live, snapshotId))?.version));
    return samples;
  });
}

/** The samples of one version; none where it is not in view. */
export async function samplesOf(
  live: LiveTransaction,
  version: JoinedVersion | undefined,
): Promise<VersionSamples> {
  const ids = version?.ids ?? [];
  const [measurements, observations] = await Promise.all([
    live.whereAny('measurements', 'snapshotId', ids),
    live.whereAny('observations', 'snapshotId', ids),
  ]);
  // A link under another job than its run's is none of the run's ([L43]).
  const written = new PairMap<true>();
  for (const { role, runId, jobId } of observations)
    if (role === 'output' && runId !== null) written.set(runId, jobId, true);
  const runIds = observations.flatMap(({ runId }) => runId ?? []);
  const runs = (await live.getMany('runs', [...new Set(runIds)])).flatMap((run) =>
    run && written.has(run.id, run.jobId) ? [run] : [],
  );
  return foldSamples(measurements, runs);
}

/** The values of each metric by its name. */
export function metricValues(samples: VersionSamples): ReadonlyMap<string, readonly number[]> {
  return new Map(samples.map(({ metric, values }) => [metric, Array.from(values)]));
}

/** Of several measurements of a metric the latest holds; a run's metric counts where nothing was measured. */
export function foldSamples(measurements: readonly Measurement[], runs: readonly Run[]): VersionSamples {
  const byMetric = new Map<string, MetricSamples>();
  for (const run of inOrderOfChange(runs)) {
    for (const [metric, value] of runMetrics(run)) {
      const before = byMetric.get(metric);
      byMetric.set(metric, {
        metric,
        unit: metric === durationMetric ? 'ms' : null,
        values: Float64Array.from([...(before?.values ?? []), ...(isSample(value) ? [value] : [])]),
        cases: null,
        missingCount: (before?.missingCount ?? 0) + (isSample(value) ? 0 : 1),
        source: 'the run that made it',
        measurementId: null,
      });
    }
  }
  for (const measurement of inOrderOfChange(measurements)) {
    const { id, metric, unit, values, cases, casesFrom, missingCount = 0, source } = measurement;
    const named = casesFrom ? { casesFrom } : {};
    byMetric.set(metric, { metric, unit, values, cases, ...named, missingCount, source, measurementId: id });
  }
  return [...byMetric.values()].sort((a, b) => (a.metric < b.metric ? -1 : 1));
}

/** How long a run took, as a metric like those that it reports itself. */
export const durationMetric = 'run_duration_ms';

function runMetrics({ metrics, startedAt, endedAt }: Run): readonly (readonly [string, number])[] {
  const own = Object.entries(metrics);
  if (startedAt === null || endedAt === null || Object.hasOwn(metrics, durationMetric)) return own;
  return [
    ...own,
    [durationMetric, millisecondsFromTimestamp(endedAt) - millisecondsFromTimestamp(startedAt)],
  ];
}
