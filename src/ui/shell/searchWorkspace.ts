import {
  parseVersionRequest,
  resolveVersionRange,
  type VersionRequest,
} from '../../operations/lineage/versionRange';
import type { Workspace } from '../../operations/core/workspace';
import type { ArtifactKind, ArtifactId } from '../../versioning/records';
import type { RunId, RunState } from '../../lineage/records';

export type Found =
  | {
      readonly type: 'artifact';
      readonly artifactId: ArtifactId;
      readonly kind: ArtifactKind;
      readonly name: string;
      readonly versionCount: number;
    }
  | {
      readonly type: 'snapshot';
      readonly artifactId: ArtifactId;
      readonly kind: ArtifactKind;
      readonly name: string;
      readonly sequence: number;
      readonly semanticVersion: string | null;
      /** That stand on it. */
      readonly aliases: readonly string[];
      readonly digest: string | null;
      /** The range that it is the highest version of, where one was asked for. */
      readonly range?: string;
    }
  | { readonly type: 'job'; readonly name: string; readonly runCount: number }
  | { readonly type: 'run'; readonly runId: RunId; readonly jobName: string; readonly state: RunState };

/** What a query finds, a kind at a time, at most `limit` of each. */
export interface FoundInWorkspace {
  readonly artifacts: readonly Extract<Found, { type: 'artifact' }>[];
  readonly snapshots: readonly Extract<Found, { type: 'snapshot' }>[];
  readonly jobs: readonly Extract<Found, { type: 'job' }>[];
  readonly runs: readonly Extract<Found, { type: 'run' }>[];
}

/**
 * Finds by words in any order. An artifact and a job by their names; a snapshot by a digest's prefix of at least
 * four digits, by an alias that stands on it, or by its artifact's name together with `v4` or a semantic version; a run by its job and its id's start.
 * `trips@^2.1` finds the highest version of each artifact so named that the range admits.
 */
export function searchWorkspace(workspace: Workspace, query: string, limit: number): FoundInWorkspace {
  const request = parseVersionRequest(query);
  if (request) {
    const snapshots = highestInRange(workspace, request).slice(0, limit);
    return { artifacts: [], snapshots, jobs: [], runs: [] };
  }
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return { artifacts: [], snapshots: [], jobs: [], runs: [] };
  const artifacts = [];
  const snapshots = [];
  for (const { artifact, name, namespace, snapshots: versions } of workspace.artifacts.values()) {
    const text = `${namespace} ${name}`.toLowerCase();
    const unmatched = words.filter((word) => !text.includes(word));
    const common = { artifactId: artifact.id, kind: artifact.kind, name };
    if (unmatched.length === 0)
      artifacts.push({ type: 'artifact' as const, ...common, versionCount: versions.length });
    if (snapshots.length >= limit) continue;
    const names = versions.flatMap(({ aliases }) => aliases).map((name) => name.toLowerCase());
    const isOfVersion = (word: string): boolean =>
      isVersionWord(word) || (word.length >= 3 && names.some((name) => name.startsWith(word)));
    if (unmatched.length === 0 && !words.some(isOfVersion)) continue;
    const asked = unmatched.length === 0 ? words.filter(isOfVersion) : unmatched;
    for (const { snapshot, semanticVersion, aliases } of versions) {
      const { sequence, digest } = snapshot;
      const version = semanticVersion?.version ?? null;
      const isMeant = asked.every(
        (word) =>
          word === `v${sequence}` ||
          (word.length >= 3 && aliases.some((name) => name.toLowerCase().startsWith(word))) ||
          (version !== null && version.startsWith(word) && word.includes('.')) ||
          (word.length >= 4 && digest !== null && digest.startsWith(word)),
      );
      if (isMeant)
        snapshots.push({
          type: 'snapshot' as const,
          ...common,
          sequence,
          semanticVersion: version,
          aliases,
          digest,
        });
    }
  }
  const jobs = [];
  for (const { job, runs } of workspace.jobs.values()) {
    if (matches(`${job.namespace} ${job.name}`, words))
      jobs.push({ type: 'job' as const, name: job.name, runCount: runs.length });
  }
  const runs = [];
  for (const { run, job } of workspace.runs.values()) {
    if (runs.length >= limit) break;
    const isMeant = words.every(
      (word) => job.name.toLowerCase().includes(word) || run.id.startsWith(word) || run.state === word,
    );
    if (isMeant) runs.push({ type: 'run' as const, runId: run.id, jobName: job.name, state: run.state });
  }
  return {
    artifacts: ranked(artifacts, words[0] ?? '').slice(0, limit),
    snapshots: snapshots.slice(0, limit),
    jobs: ranked(jobs, words[0] ?? '').slice(0, limit),
    runs,
  };
}

function highestInRange(
  workspace: Workspace,
  { name: asked, range }: VersionRequest,
): Extract<Found, { type: 'snapshot' }>[] {
  const words = asked.toLowerCase().split(/\s+/);
  const found = [...workspace.artifacts.values()].flatMap((view) => {
    const { artifact, namespace, name } = view;
    const highest = matches(`${namespace} ${name}`, words) ? resolveVersionRange(view, range) : null;
    if (!highest) return [];
    const { sequence, digest } = highest.snapshot;
    const semanticVersion = highest.semanticVersion?.version ?? null;
    const common = { type: 'snapshot' as const, artifactId: artifact.id, kind: artifact.kind, name };
    return [{ ...common, sequence, semanticVersion, aliases: highest.aliases, digest, range }];
  });
  return ranked(found, words[0] ?? '');
}

function isVersionWord(word: string): boolean {
  return /^v\d+$|^\d+\.\d/.test(word);
}

function matches(text: string, words: readonly string[]): boolean {
  const lower = text.toLowerCase();
  return words.every((word) => lower.includes(word));
}

/** Names that begin with the first word come first, then shorter before longer. */
function ranked<T extends { readonly name: string }>(found: readonly T[], word: string): T[] {
  const rank = ({ name }: T): number => {
    const lower = name.toLowerCase();
    const file = lower.slice(lower.lastIndexOf('/') + 1);
    return (lower.startsWith(word) || file.startsWith(word) ? 0 : 10_000) + name.length;
  };
  return [...found].sort((a, b) => rank(a) - rank(b));
}
