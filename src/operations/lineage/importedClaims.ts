import type { Json } from '../../lib/json';
import { sameJson } from '../../lib/sameJson';
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
 * stretch of time in which nothing else was said; of a version the last alone. That is enough to know what held when, whatever
 * another import adds.
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
        const after = inOrder[index + 1];
        if (!after || !isSame(telling, after)) {
          yield telling;
          continue;
        }
        // A version is what it is: nobody asks since when.
        const before = inOrder[index - 1];
        const isFirst = !before || !isSame(before, telling);
        if (isFirst && telling.subject.snapshotId === null) yield telling;
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

/** What a run says and what a definition says are known in two ways. */
function isSame({ claim: a, statement: ofA }: Telling, { claim: b, statement: ofB }: Telling): boolean {
  if ((runOf(ofA) === null) !== (runOf(ofB) === null)) return false;
  return a === b || sameJson(a.body as Json | undefined, b.body as Json | undefined);
}

function claimOf({ subject, claim, statement: told, place }: Telling, { now }: ObservedNames): Claim {
  const { digest, time, path } = told;
  const { about, body } = claim;
  const { artifactId, snapshotId, jobId } = subject;
  return {
    about,
    body,
    artifactId,
    snapshotId,
    jobId,
    id: `${digest.slice(0, 24)}.${place}.${about}`,
    runId: runOf(told),
    source: path,
    eventTime: time,
    recordedAt: now,
  } as Claim;
}

function runOf({ statement }: TimedStatement): RunId | null {
  return (statement.runs[0]?.id ?? statement.toldBy ?? null) as RunId | null;
}
