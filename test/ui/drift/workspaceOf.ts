import { simulateChance } from '../../../src/drift/simulateChance';
import type { ArtifactView, SnapshotView, Workspace } from '../../../src/operations/core/workspace';
import type { TableProfile } from '../../../src/profile/profile';
import { createChanceLevels } from '../../../src/state/chanceLevels';
import type { Services } from '../../../src/state/services';
import type { Reading } from '../../../src/table/reading';
import { defaultReadOptions } from '../../../src/table/schema';
import type { Digest } from '../../../src/versioning/digest';
import type { ArtifactId, SnapshotId } from '../../../src/versioning/records';
import { timestampFromMilliseconds } from '../../../src/versioning/timestamp';
import { derivedInMemory } from '../../state/derivedInMemory';
import { noReleases } from '../noReleases';

interface ArtifactPlan {
  readonly name: string;
  /** A version each; null for one that is not a table. */
  readonly profiles: readonly (TableProfile | null)[];
}

/** A workspace of artifacts whose versions have these profiles, each version the next one's parent. */
export function workspaceOf(plans: readonly ArtifactPlan[]): {
  readonly workspace: Workspace;
  readonly profiles: ReadonlyMap<string, TableProfile>;
} {
  const artifacts = new Map<ArtifactId, ArtifactView>();
  const snapshots = new Map<SnapshotId, SnapshotView>();
  const profiles = new Map<string, TableProfile>();
  for (const { name, profiles: versions } of plans) {
    const artifactId = name as ArtifactId;
    const views = versions.map((profile, at) => {
      const key = `${name}@${at + 1}`;
      if (profile) profiles.set(key, profile);
      return snapshotView(artifactId, at + 1, profile && readingOf(key, profile));
    });
    for (const view of views) snapshots.set(view.snapshot.id, view);
    artifacts.set(artifactId, {
      artifact: {
        id: artifactId,
        kind: 'dataset',
        createdAt: timestampFromMilliseconds(Date.UTC(2026, 0, 1)),
      },
      namespace: '',
      name,
      names: [{ namespace: '', name }],
      snapshots: views,
      ...noReleases,
      contracts: [],
      waivers: [],
      claims: [],
    });
  }
  return {
    profiles,
    workspace: {
      artifacts,
      snapshots,
      jobs: new Map(),
      runs: new Map(),
      observations: [],
      derivations: [],
      decisions: [],
      manifests: new Map(),
      graph: () => {
        throw new Error('no graph here');
      },
      artifactNamed: () => undefined,
      auditSequence: 0,
      unreadable: [],
    },
  };
}

function snapshotView(artifactId: ArtifactId, sequence: number, reading: Reading | null): SnapshotView {
  return {
    artifactId,
    aliases: [],
    reading,
    failedReading: null,
    readings: reading ? [reading] : [],
    isClaimed: false,
    message: null,
    semanticVersion: null,
    licence: null,
    tags: [],
    code: [],
    owner: null,
    bytes: { kind: 'nowhere' },
    verdict: null,
    isPinned: false,
    incident: null,
    acknowledgements: [],
    personalData: [],
    leakage: [],
    foundLicences: [],
    objectives: [],
    snapshot: {
      id: `${artifactId}@${sequence}` as SnapshotId,
      artifactId,
      sequence,
      content: 'file',
      digest: String(sequence).repeat(64).slice(0, 64) as Digest,
      md5: null,
      byteLength: 1000,
      format: reading ? 'csv' : 'binary',
      readingKey: reading?.key ?? null,
      parents: sequence === 1 ? [] : [`${artifactId}@${sequence - 1}` as SnapshotId],
      source: { kind: 'manual' },
      createdAt: timestampFromMilliseconds(Date.UTC(2026, sequence - 1, 12)),
    },
  };
}

function readingOf(key: string, profile: TableProfile): Reading {
  const digest = key.padEnd(64, '0') as Digest;
  return {
    key,
    digest,
    format: 'csv',
    options: defaultReadOptions,
    readerVersion: 1,
    rowCount: profile.rowCount,
    columns: profile.columns.map(({ name, type, nullCount }) => ({ name, type, nullable: nullCount > 0 })),
    logicalDigest: digest,
    orderedRowDigest: digest,
    prefix: null,
    warnings: [],
  };
}

/** What a view that only reads asks for. Anything else is not there, and throws. */
export function readyServices(workspace: Workspace, profiles: ReadonlyMap<string, TableProfile>): Services {
  return {
    watchWorkspace(onValue: (workspace: Workspace) => void) {
      onValue(workspace);
      return () => undefined;
    },
    profile: (key: string) => Promise.resolve(profiles.get(key) ?? null),
    derived: derivedInMemory(),
    chance: createChanceLevels((draws) => Promise.resolve(draws.map(simulateChance)), derivedInMemory()),
  } as unknown as Services;
}
