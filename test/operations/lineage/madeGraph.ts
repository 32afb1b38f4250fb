import { readFileSync } from 'node:fs';
import path from 'node:path';
import { readPaths } from '../../../src/cli/lineageSources';
import type { Json } from '../../../src/lib/json';
import type { Assertion, ClaimBodies } from '../../../src/lineage/claims';
import type { OperationPorts } from '../../../src/operations/core/ports';
import { graphOutput } from '../../../src/operations/lineage/graphOutput';
import { sharedFolder } from '../../sharedFolder';
import { emptyPorts } from '../lineagePorts';
import { workspaceOf } from '../testProject';

export interface Reference {
  readonly namespace: string;
  readonly name: string;
}

export type Told = Partial<ClaimBodies>;

export interface GraphDataset extends Reference {
  readonly names: readonly Reference[];
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

export interface GraphLink {
  readonly dataset: Reference;
  readonly version: string | null;
  readonly purpose: string | null;
  readonly told: Told;
}

export interface GraphRun {
  readonly id: string;
  readonly job: Reference;
  readonly state: string;
  readonly startedAt: string | null;
  readonly endedAt: string | null;
  readonly parent: { readonly id: string; readonly job: Reference | null } | null;
  readonly parameters: readonly { readonly name: string; readonly value: Json }[];
  readonly metrics: readonly {
    readonly name: string;
    readonly points: readonly (readonly [number | null, string | null, Json])[];
  }[];
  readonly told: Told;
  readonly inputs: readonly GraphLink[];
  readonly outputs: readonly GraphLink[];
}

/** What `lineage --json --graph` prints as `graph`. */
export interface Graph {
  readonly datasets: readonly GraphDataset[];
  readonly jobs: readonly (Reference & { readonly told: Told })[];
  readonly runs: readonly GraphRun[];
  readonly links: readonly {
    readonly from: Reference;
    readonly to: Reference;
    readonly kind: string;
    readonly origin: string;
    readonly purpose: string | null;
  }[];
  readonly columnLinks: readonly {
    readonly from: { readonly dataset: Reference; readonly column: string };
    readonly to: { readonly dataset: Reference; readonly column: string | null };
    readonly transformations: readonly unknown[];
  }[];
}

/** What was understood of files and folders, as the command reads them. */
export interface Understood {
  readonly graph: Graph;
  readonly failures: readonly { readonly path: string; readonly message: string }[];
  /** With their counts. */
  readonly warnings: readonly string[];
  readonly ports: OperationPorts;
}

export async function understood(...paths: readonly string[]): Promise<Understood> {
  const ports = emptyPorts();
  const { sources } = await readPaths(ports, paths, [], 'refuse');
  return {
    graph: graphOutput(await workspaceOf(ports)) as unknown as Graph,
    failures: sources.flatMap((source) =>
      'failure' in source ? { path: source.path, message: source.failure.message } : [],
    ),
    warnings: sources.flatMap((source) =>
      'failure' in source ? [] : source.warnings.map(({ message, count }) => `${message}: ${count}`),
    ),
    ports,
  };
}

/** A folder of files that the tools of the field wrote; empty where those are not at hand. */
export const madeFolder = (name: string): string => path.join(sharedFolder?.made ?? '', name);

export const readJson = (...parts: readonly string[]): unknown =>
  JSON.parse(readFileSync(path.join(...parts), 'utf8'));

/** Distinct, in the order of their text. */
export const distinct = (values: readonly unknown[]): readonly string[] =>
  [...new Set(values.map((value) => JSON.stringify(value)))].sort();

/** Assertions of a run's links, or of the versions of a dataset, with who reported them. */
export const assertionsOf = (told: Told): readonly Assertion[] => told.assertions?.assertions ?? [];
