import type { Json } from '../../lib/json';
import type { ClaimBodies } from '../../lineage/claims';
import type { Reference } from '../../lineage/reference';

/** A graph as exports write it: what `lineage --json --graph` prints, all of it or a part that is closed under its links. */
export interface ExportedGraph {
  readonly datasets: readonly ExportedDataset[];
  readonly jobs: readonly ExportedJob[];
  readonly runs: readonly ExportedRun[];
  readonly links: readonly ExportedLink[];
  readonly columnLinks: readonly Json[];
}

/** What sources say, by kind. */
type Told = Partial<ClaimBodies>;

/** A dataset with its versions. */
export interface ExportedDataset extends Reference {
  readonly kind: string | null;
  readonly told: Told;
  readonly versions: readonly {
    readonly version: string;
    readonly sha256: string | null;
    readonly md5: string | null;
    readonly time: string;
    readonly told: Told;
  }[];
}

/** A job. */
export interface ExportedJob extends Reference {
  readonly told: Told;
}

/** A run with what it read and wrote. */
export interface ExportedRun {
  readonly id: string;
  readonly job: Reference;
  readonly state: string;
  readonly startedAt: string | null;
  readonly endedAt: string | null;
  readonly parameters: readonly { readonly name: string; readonly value: Json }[];
  readonly told: Told;
  readonly inputs: readonly ExportedUse[];
  readonly outputs: readonly ExportedUse[];
}

/** What a run read or wrote, at a version where that is known. */
export interface ExportedUse {
  readonly dataset: Reference;
  readonly version: string | null;
}

/** `data` leads between a dataset and a job, `derived` and `renamed` between datasets, `order` between jobs. */
export interface ExportedLink {
  readonly from: Reference;
  readonly to: Reference;
  readonly kind: string;
  readonly origin: string;
}

/** What tells names apart. */
export function nameKey({ namespace, name }: Reference): string {
  return JSON.stringify([namespace, name]);
}
