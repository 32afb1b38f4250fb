import type { Json } from '../lib/json';
import type { Timestamp } from '../versioning/timestamp';
import type { ColumnSource, Reference } from './reference';

/** A column as a source tells of it; `type` in the source's own words. A struct has fields of its own. */
export interface SchemaField {
  readonly name: string;
  readonly type?: string;
  readonly description?: string;
  /** A model takes rows without it, too. */
  readonly isOptional?: true;
  readonly fields?: readonly SchemaField[];
}

/** A person, team or role in the source's words. */
export interface Owner {
  readonly name: string;
  readonly type?: string;
}

/** `field` is the column that it is of, where it is of one. */
export interface Tag {
  readonly key: string;
  readonly value?: string;
  readonly source?: string;
  readonly field?: string;
}

/** Figures of one column, by their names in the field. */
export interface ColumnFigures {
  readonly nullCount?: number;
  readonly distinctCount?: number;
  readonly sum?: number;
  readonly count?: number;
  readonly min?: number;
  readonly max?: number;
  /** By share, such as `0.5`. */
  readonly quantiles?: Readonly<Record<string, number>>;
}

/** What any check says of itself, in the source's words. */
export interface CheckDetails {
  readonly severity?: string;
  readonly description?: string;
  readonly expected?: string;
  readonly actual?: string;
  readonly content?: string;
  readonly contentType?: string;
  readonly params?: Json;
}

/** What a check of data found, in the source's words. */
export interface Assertion extends CheckDetails {
  readonly assertion: string;
  readonly isSuccess: boolean;
  readonly column?: string;
  readonly name?: string;
}

/** A test that a run made; `status` is `pass`, `fail` or `skip`, or what else the source says. */
export interface TestResult extends CheckDetails {
  readonly name: string;
  readonly status: string;
  readonly type?: string;
}

/** A job that another one waits for, or that waits for it; with the run where one is named. */
export interface OrderedJob {
  readonly job: Reference;
  readonly runId?: string;
  readonly dependencyType?: string;
  readonly sequenceRule?: string;
  readonly statusRule?: string;
}

/** A metric at its steps: step, time and value, each null where it is not told. */
export interface MetricPoints {
  readonly name: string;
  readonly points: readonly (readonly [step: number | null, time: Timestamp | null, value: number])[];
}

/** A metric with its points as one text (`packHistory`). */
export interface PackedMetric {
  readonly name: string;
  readonly packed: string;
}

/** Every kind of claim, and what it says. Members that a source leaves out are absent. */
export interface ClaimBodies {
  readonly schema: { readonly fields: readonly SchemaField[] };
  readonly documentation: { readonly text: string; readonly contentType?: string };
  readonly owners: { readonly owners: readonly Owner[] };
  /** Created, dropped, renamed: `change` as OpenLineage names it; `previous` is the name before a rename. */
  readonly lifecycle: { readonly change: string; readonly previous?: Reference };
  /** What a dataset came of by no job that is told of, as a whole and column by column. */
  readonly derivation: {
    readonly sources: readonly Reference[];
    readonly columns: readonly ColumnSource[];
  };
  readonly dataSource: { readonly name?: string; readonly uri?: string };
  readonly storage: { readonly layer: string; readonly format?: string };
  readonly catalog: {
    readonly framework: string;
    readonly type?: string;
    readonly name?: string;
    readonly metadataUri?: string;
    readonly warehouseUri?: string;
    readonly source?: string;
    readonly properties?: Json;
  };
  readonly hierarchy: { readonly levels: readonly { readonly type: string; readonly name: string }[] };
  readonly datasetType: { readonly type: string; readonly subtype?: string };
  readonly tags: { readonly tags: readonly Tag[] };
  /** An SPDX expression, null where what is said is none that is known; `said` as it is written. */
  readonly licence: { readonly expression: string | null; readonly said: string };
  /** How fresh it has to be, as dbt writes it. */
  readonly freshness: { readonly objective: Json };
  /** When its data was loaded last, as a source saw it. */
  readonly loaded: { readonly at: Timestamp };
  /** Of what was read or written. */
  readonly statistics: {
    readonly rowCount?: number;
    readonly byteLength?: number;
    readonly fileCount?: number;
  };
  readonly profile: {
    readonly rowCount?: number;
    readonly byteLength?: number;
    readonly fileCount?: number;
    readonly lastUpdated?: string;
    readonly columns: Readonly<Record<string, ColumnFigures>>;
  };
  /** `reportedBy` is the tool that judged, as people call it. No gate of ours takes its word. */
  readonly assertions: { readonly assertions: readonly Assertion[]; readonly reportedBy?: string };
  /** The part of a dataset that was read or written, as the source describes it. */
  readonly subset: { readonly condition: Json };
  readonly jobType: {
    readonly processingType: string;
    readonly integration?: string;
    readonly jobType?: string;
    readonly emissionPattern?: Json;
  };
  readonly codeLocation: {
    readonly type?: string;
    readonly url?: string;
    readonly repository?: string;
    readonly path?: string;
    readonly version?: string;
    readonly tag?: string;
    readonly branch?: string;
    readonly pullRequest?: string;
  };
  readonly code: { readonly language?: string; readonly text: string };
  readonly sql: { readonly text: string; readonly dialect?: string };
  /** The times that a run stands for. */
  readonly nominalTime: { readonly start: string; readonly end?: string };
  readonly error: { readonly message: string; readonly language?: string; readonly stackTrace?: string };
  readonly extractionErrors: {
    readonly totalTasks?: number;
    readonly failedTasks?: number;
    readonly errors: readonly {
      readonly message: string;
      readonly stackTrace?: string;
      readonly task?: string;
      readonly taskNumber?: number;
    }[];
  };
  readonly tests: { readonly tests: readonly TestResult[] };
  readonly engine: { readonly name?: string; readonly version?: string; readonly adapterVersion?: string };
  readonly variables: { readonly variables: readonly { readonly name: string; readonly value: string }[] };
  readonly externalQuery: { readonly id: string; readonly source?: string };
  readonly order: {
    readonly after?: readonly OrderedJob[];
    readonly before?: readonly OrderedJob[];
    readonly triggerRule?: string;
  };
  readonly metricPoints: { readonly metrics: readonly (MetricPoints | PackedMetric)[] };
}

/** The `change` of a lifecycle that says that a source told of a thing before, and does so no longer. */
export const vanishedChange = 'VANISHED';

/** What a claim is about. */
export type ClaimKind = keyof ClaimBodies;

/** One thing that a source says; a body that is null takes back what was said of that kind. */
export type ClaimFact = {
  readonly [K in ClaimKind]: { readonly about: K; readonly body: ClaimBodies[K] | null };
}[ClaimKind];

/** What the last of some claims of one kind says; null where none does, or it was taken back. In order of time. */
export function lastClaim<K extends ClaimKind>(
  claims: readonly ClaimFact[] | undefined,
  about: K,
): ClaimBodies[K] | null {
  const found = claims?.findLast((claim) => claim.about === about);
  return (found?.body ?? null) as ClaimBodies[K] | null;
}

/** What holds of claims in their order: the last of each kind, by kind. What was taken back is not among them. */
export function lastClaims(claims: readonly ClaimFact[]): readonly ClaimFact[] {
  const last: ClaimFact[] = [];
  // Few kinds are told of one thing: looking for each is quicker than a map.
  for (let index = claims.length - 1; index >= 0; index--) {
    const { about, body } = claims[index]!;
    if (!last.some((other) => other.about === about)) last.push({ about, body } as ClaimFact);
  }
  return last
    .filter(({ body }) => body !== null)
    .sort((a, b) => (a.about < b.about ? -1 : Number(a.about > b.about)));
}

/** A claim with the time of who made it. */
export type TimedClaim = ClaimFact & { readonly eventTime: Timestamp };

/** The order in which claims of one kind hold: by event time; of one time by what they say, so that no file's order decides. */
export function compareClaims(a: TimedClaim, b: TimedClaim): number {
  if (a.eventTime !== b.eventTime) return a.eventTime < b.eventTime ? -1 : 1;
  if (a.about !== b.about) return a.about < b.about ? -1 : 1;
  if (a.body === b.body) return 0;
  const [textA, textB] = [JSON.stringify(a.body), JSON.stringify(b.body)];
  return textA < textB ? -1 : Number(textA > textB);
}
