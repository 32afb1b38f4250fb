import type { Json } from '../../lib/json';
import { type ClaimFact, compareClaims } from '../../lineage/claims';
import type { Claim, RunId } from '../../lineage/records';
import { PairMap } from '../core/pairMap';
import type { ObservedNames } from './importedObservations';
import type { ImportedRecords } from './importedRecords';
import type { TimedStatement } from './importedRuns';
import { versionKey } from './importedSnapshots';

/** Whom a claim is about. */
type Subject = Pick<Claim, 'artifactId' | 'snapshotId' | 'jobId'>;

/** One time that a claim was made. */
interface Telling {
  readonly subject: Subject;
  readonly claim: ClaimFact;
  readonly statement: TimedStatement;
  /** Tells it from others of its statement. */
  readonly place: string;
}

/**
 * What statements say of datasets and jobs, as records. Of a claim that is repeated the first and the last are kept, for each
 * stretch of time in which nothing else was said: that is enough to know what held when, whatever another import adds.
 */
export function addClaims(
  timed: readonly TimedStatement[],
  observed: ObservedNames,
  records: ImportedRecords,
): void {
  const tellings = new Tellings();
  for (const each of timed) {
    const { statement } = each;
    for (const [index, { namespace, name, version, claims = [] }] of statement.datasets.entries()) {
      if (claims.length === 0) continue;
      const artifactId = observed.names.artifactNamed(namespace, name);
      if (artifactId === undefined) continue;
      const snapshotId = (version && observed.snapshots.get(artifactId, versionKey(version))) ?? null;
      const subject = { artifactId, snapshotId, jobId: null };
      for (const claim of claims)
        tellings.add({ subject, claim, statement: each, place: `dataset.${index}` });
    }
    for (const [index, { namespace, name, claims = [] }] of statement.jobs.entries()) {
      const jobId = claims.length === 0 ? undefined : observed.names.jobs.get(namespace, name);
      if (jobId === undefined) continue;
      const subject = { artifactId: null, snapshotId: null, jobId };
      for (const claim of claims) tellings.add({ subject, claim, statement: each, place: `job.${index}` });
    }
  }
  for (const telling of tellings.kept()) {
    const record = claimOf(telling, observed);
    // What an unknown record says cannot be there yet.
    if (telling.statement.isKnown) records.ensure('claims', record);
    else records.ensureNew('claims', record);
  }
}

class Tellings {
  private readonly bySubject = new PairMap<Telling[]>();

  add(telling: Telling): void {
    const { artifactId, snapshotId, jobId } = telling.subject;
    const subject = snapshotId ?? artifactId ?? jobId!;
    const told = this.bySubject.get(subject, telling.claim.about);
    if (told) told.push(telling);
    else this.bySubject.set(subject, telling.claim.about, [telling]);
  }

  *kept(): Generator<Telling> {
    for (const told of this.bySubject.values()) {
      const inOrder = isInOrder(told) ? told : told.toSorted(compareTellings);
      for (const [index, telling] of inOrder.entries()) {
        const [before, after] = [inOrder[index - 1], inOrder[index + 1]];
        const isWithin = before && after && isSame(before, telling) && isSame(telling, after);
        if (!isWithin) yield telling;
      }
    }
  }
}

function isInOrder(told: readonly Telling[]): boolean {
  return told.every((telling, index) => index === 0 || compareTellings(told[index - 1]!, telling) <= 0);
}

function compareTellings(a: Telling, b: Telling): number {
  if (a.statement.time !== b.statement.time) return a.statement.time < b.statement.time ? -1 : 1;
  if (isSame(a, b)) return 0;
  return compareClaims(
    { ...a.claim, eventTime: a.statement.time },
    { ...b.claim, eventTime: b.statement.time },
  );
}

function isSame({ claim: a }: Telling, { claim: b }: Telling): boolean {
  return a === b || sameJson(a.body as Json | undefined, b.body as Json | undefined);
}

/** Whether two values of JSON are the same, in whatever order their members stand; undefined is no member. */
function sameJson(a: Json | undefined, b: Json | undefined): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) || Array.isArray(b)) {
    return (
      Array.isArray(a) &&
      Array.isArray(b) &&
      a.length === b.length &&
      a.every((each, at) => sameJson(each as Json, b[at] as Json))
    );
  }
  const [membersA, membersB] = [a as Readonly<Record<string, Json>>, b as Readonly<Record<string, Json>>];
  const names = Object.keys(membersA);
  return (
    names.length === Object.keys(membersB).length &&
    names.every((name) => sameJson(membersA[name], membersB[name]))
  );
}

function claimOf(
  { subject, claim, statement: { digest, time, path, statement }, place }: Telling,
  { now }: ObservedNames,
): Claim {
  const runId = (statement.runs[0]?.id ?? statement.toldBy ?? null) as RunId | null;
  return {
    ...claim,
    ...subject,
    id: `${digest.slice(0, 24)}.${place}.${claim.about}`,
    runId,
    source: path,
    eventTime: time,
    recordedAt: now,
  };
}
