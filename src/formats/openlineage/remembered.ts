import type { Json } from '../../lib/json';
import { sameJson } from '../../lib/sameJson';
import type { ClaimFact } from '../../lineage/claims';
import type { DatasetFact, JobFact } from '../../lineage/facts';
import type { ClaimFacet } from './facets/claimFacet';

/** A dataset, with what is said of that which was read or written of it. */
export interface ReadDataset {
  readonly dataset: DatasetFact & { readonly claims: readonly ClaimFact[] };
  readonly contentClaims: readonly ClaimFact[];
}

/** Where a dataset stands in an event. At its start a run has not written yet: the version that an output bears then is the one before. */
export type DatasetPart = 'input' | 'output' | 'outputBefore' | 'alone';

/** A job with what its facets say of the code that ran. */
export interface CodedJob extends JobFact {
  readonly codeVersion: string | null;
}

/** What was read last of parts of a file, by what they are and whom they are of. */
class LastReadings<Part, T> {
  private readonly byPart = new Map<Part, Map<Json | undefined, LastReading<T>>>();

  /** What was read of this part of the subject last, if it says the same. */
  find(part: Part, subject: Json | undefined, value: Json | undefined): T | null {
    const known = this.byPart.get(part)?.get(subject);
    return known && sameJson(known.value, value) ? known.read : null;
  }

  keep(part: Part, subject: string, value: Json | undefined, read: T): void {
    const own = this.byPart.get(part);
    if (own && own.size < mostSubjects) own.set(subject, { value, read });
    else this.byPart.set(part, new Map([[subject, { value, read }]]));
  }
}

interface LastReading<T> {
  readonly value: Json | undefined;
  readonly read: T;
}

/** So many are remembered of one part. */
const mostSubjects = 5000;

/** What was read of a file: events say the same again and again, and it is read once. */
export class Remembered {
  readonly claims = new LastReadings<ClaimFacet, ClaimFact>();
  readonly datasets = new LastReadings<DatasetPart, ReadDataset>();
  readonly jobs = new LastReadings<'job', CodedJob>();
}
