import { isSample, largestSample } from '../../gates/samples';
import { err, ok, type Result } from '../../lib/result';
import { latestOf } from '../../versioning/changeOrder';
import type { Measurement, SnapshotId } from '../../versioning/records';
import { commitChange, Refusal, type CommittedChange } from '../core/commitChange';
import { readVersion } from '../core/joinedVersions';
import { shownName } from '../core/names';
import type { OperationFailure } from '../core/outcome';
import type { OperationPorts } from '../core/ports';

/** Samples as they are added: a score a case, a latency a request, or one value. */
export interface MeasurementDraft {
  readonly snapshotId: SnapshotId;
  readonly metric: string;
  readonly unit: string | null;
  readonly values: readonly number[] | Float64Array;
  /** As many as values; null where it is not known what each is of. */
  readonly cases: readonly string[] | null;
  /** The columns that the cases are from; absent where that is not known. */
  readonly casesFrom?: readonly string[];
  /** Rows or runs that gave no number; absent for none. */
  readonly missingCount?: number;
  /** Where it came from, in words: a file's name, `by hand`. */
  readonly source: string;
}

/**
 * Adds measurements to versions as one change. The same as is measured already changes nothing (I4); else the new one
 * holds from now on. Refused whole where one has neither a value nor a missing one, a value that is not finite, or no version.
 */
export async function addMeasurements(
  ports: OperationPorts,
  drafts: readonly MeasurementDraft[],
): Promise<Result<CommittedChange<void>, OperationFailure>> {
  for (const draft of drafts) {
    const message = faultOf(draft);
    if (message !== null) return err({ kind: 'invalidMeasurement', message });
  }
  const keys = drafts.map(({ snapshotId, metric }) => JSON.stringify([snapshotId, metric.trim()]));
  const twice = keys.findIndex((key, at) => keys.indexOf(key) !== at);
  if (twice !== -1) {
    const message = `${drafts[twice]?.metric ?? ''} is there twice for one version.`;
    return err({ kind: 'invalidMeasurement', message });
  }
  if (drafts.length === 0) return ok({ auditSequence: null, value: undefined });
  return commitChange(ports, async (change) => {
    const { live } = change;
    const added: Measurement[] = [];
    const measured = [];
    for (const draft of drafts) {
      const found = await readVersion(live, draft.snapshotId);
      if (!found) {
        const message = `The snapshot ${draft.snapshotId} is not there any more.`;
        throw new Refusal({ kind: 'notFound', message });
      }
      const { snapshot, ids } = found.version;
      const own = await live.whereAny('measurements', 'snapshotId', ids);
      const known = latestOf(own.filter(({ metric }) => metric === draft.metric.trim()));
      const measurement: Measurement = {
        ...draft,
        id: ports.newId(),
        metric: draft.metric.trim(),
        values: Float64Array.from(draft.values),
        actor: ports.actor,
        recordedAt: change.now,
      };
      if (known && isSame(known, measurement)) continue;
      added.push(measurement);
      measured.push({
        name: `${shownName(found.artifact)} v${snapshot.sequence}`,
        snapshotId: snapshot.id,
        digest: snapshot.digest,
        metric: measurement.metric,
        valueCount: measurement.values.length,
        ...(measurement.missingCount ? { missingCount: measurement.missingCount } : {}),
        source: measurement.source,
      });
    }
    const [first] = measured;
    if (!first) return { value: undefined, audit: null };
    await change.add('measurements', added);
    const names = [...new Set(measured.map(({ name }) => name))];
    const subject = names.length === 1 ? first.name : `${names.length} versions`;
    return { value: undefined, audit: { action: 'addMeasurements', subject, detail: { measured } } };
  });
}

function faultOf({ metric, values, cases, missingCount = 0 }: MeasurementDraft): string | null {
  if (metric.trim() === '') return 'A measurement needs the name of its metric.';
  if (values.length === 0 && missingCount === 0) return `There is no value of ${metric}.`;
  const at = Array.from(values).findIndex((value) => !isSample(value));
  if (at !== -1) return `Value ${at + 1} of ${metric} is not a number up to ${largestSample}.`;
  if (cases !== null && cases.length !== values.length)
    return `${metric} has ${values.length} values and ${cases.length} cases.`;
  return null;
}

function isSame(a: Measurement, b: Measurement): boolean {
  return (
    a.unit === b.unit &&
    (a.missingCount ?? 0) === (b.missingCount ?? 0) &&
    a.values.length === b.values.length &&
    a.values.every((value, at) => Object.is(value, b.values[at])) &&
    (a.cases === null || b.cases === null
      ? a.cases === b.cases
      : a.cases.every((name, at) => name === b.cases?.[at]))
  );
}
