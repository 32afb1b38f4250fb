import { inSlices, type Steps } from '../../lib/steps';
import { type TailGrowth, tailGrowth } from '../../gates/tailGrowth';
import { guessDirection } from '../../gates/metricDirection';
import type { SnapshotId } from '../../versioning/records';
import type { ArtifactView, JobView, SnapshotView, Workspace } from '../core/workspace';
import type { VersionSamples } from '../releases/measuredSamples';
import { type Finding, findingOf } from './finding';

/**
 * Tails that grew while the median stayed: of an artifact, the samples of its latest measured version against those of the one
 * before; of a job, how long its later runs took against its earlier ones.
 */
export function* tailFindings(
  workspace: Workspace,
  samples: ReadonlyMap<SnapshotId, VersionSamples>,
): Steps<readonly Finding[]> {
  const findings: Finding[] = [];
  const measured = new Set([...samples.keys()].map((id) => workspace.snapshots.get(id)?.artifactId));
  for (const id of measured) {
    const artifact = id && workspace.artifacts.get(id);
    if (artifact) findings.push(...tailsOf(artifact, samples));
    yield 0;
  }
  yield* inSlices([...workspace.jobs.values()], jobsAtOnce, (some) => {
    for (const job of some) {
      const growth = growthOfRuns(job);
      if (!growth?.tailAloneGrew) continue;
      const found = `Duration of its later runs in ms: ${growthWords(growth)}.`;
      findings.push(findingOf('tailGrew', job.job, { found, about: 'duration' }));
    }
  });
  return findings;
}

/** A few milliseconds' worth. */
const jobsAtOnce = 32;

function tailsOf(
  artifact: ArtifactView,
  samples: ReadonlyMap<SnapshotId, VersionSamples>,
): readonly Finding[] {
  return metricsThatGrew(artifact.snapshots, samples).map(({ metric, growth, before, after }) =>
    findingOf('tailGrew', artifact, {
      found: `${metric} of v${after} against v${before}: ${growthWords(growth)}.`,
      about: JSON.stringify([metric, before, after]),
    }),
  );
}

interface GrownMetric {
  readonly metric: string;
  readonly growth: TailGrowth;
  readonly before: number;
  readonly after: number;
}

/** Of metrics of which less is better, those whose tail grew between the last two versions that were measured. */
function metricsThatGrew(
  versions: readonly SnapshotView[],
  samples: ReadonlyMap<SnapshotId, VersionSamples>,
): readonly GrownMetric[] {
  const grown: GrownMetric[] = [];
  const names = new Set(
    versions.flatMap(({ snapshot }) => (samples.get(snapshot.id) ?? []).map(({ metric }) => metric)),
  );
  for (const metric of names) {
    if (guessDirection(metric) !== 'lower') continue;
    const measured = versions.flatMap(({ snapshot }) => {
      const found = samples.get(snapshot.id)?.find((each) => each.metric === metric);
      return found ? [{ sequence: snapshot.sequence, values: found.values }] : [];
    });
    const [before, after] = measured.slice(-2);
    const growth = before && after && tailGrowth(before.values, after.values);
    if (growth?.tailAloneGrew)
      grown.push({ metric, growth, before: before!.sequence, after: after!.sequence });
  }
  return grown;
}

/** The later half of a job's runs against the earlier one. */
function growthOfRuns({ runs }: JobView): TailGrowth | null {
  const durations = runs.flatMap(({ durationMs }) => durationMs ?? []);
  const middle = Math.floor(durations.length / 2);
  return tailGrowth(durations.slice(0, middle), durations.slice(middle));
}

function growthWords({ p50, p95 }: TailGrowth): string {
  const words = ({ low, high }: TailGrowth['p50']['before']): string => `${shown(low)} to ${shown(high)}`;
  return (
    `p95 was ${words(p95.before)} and is ${words(p95.after)} (95 % intervals); ` +
    `p50 was ${words(p50.before)} and is ${words(p50.after)}`
  );
}

function shown(value: number): string {
  return String(Number(value.toPrecision(4)));
}
