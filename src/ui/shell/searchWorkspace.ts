import {
  parseVersionRequest,
  resolveVersionRange,
  type VersionRequest,
} from '../../operations/lineage/versionRange';
import type { SnapshotView, Workspace } from '../../operations/core/workspace';
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
  const first = words[0];
  if (first === undefined) return { artifacts: [], snapshots: [], jobs: [], runs: [] };
  return {
    artifacts: ranked(artifactsOf(workspace, words), first).slice(0, limit),
    snapshots: firstOf(snapshotsOf(workspace, words), limit),
    jobs: ranked(jobsOf(workspace, words), first).slice(0, limit),
    runs: firstOf(runsOf(workspace, words), limit),
  };
}

function artifactsOf(workspace: Workspace, words: readonly string[]): Extract<Found, { type: 'artifact' }>[] {
  return [...workspace.artifacts.values()].flatMap(({ artifact, name, namespace, snapshots }) =>
    matches(`${namespace} ${name}`, words)
      ? [
          {
            type: 'artifact',
            artifactId: artifact.id,
            kind: artifact.kind,
            name,
            versionCount: snapshots.length,
          },
        ]
      : [],
  );
}

/** Versions by the words that their artifact's name does not have; where it has all, by those that can name a version. */
function* snapshotsOf(
  workspace: Workspace,
  words: readonly string[],
): Generator<Extract<Found, { type: 'snapshot' }>, void> {
  for (const { artifact, name, namespace, snapshots } of workspace.artifacts.values()) {
    const text = `${namespace} ${name}`.toLowerCase();
    const unmatched = words.filter((word) => !text.includes(word));
    const asked =
      unmatched.length > 0
        ? unmatched
        : words.filter(
            (word) => isVersionWord(word) || snapshots.some(({ aliases }) => hasAlias(aliases, word)),
          );
    if (asked.length === 0) continue;
    for (const view of snapshots) {
      if (!asked.every((word) => isMeantBy(word, view))) continue;
      const { sequence, digest } = view.snapshot;
      const semanticVersion = view.semanticVersion?.version ?? null;
      const common = { type: 'snapshot' as const, artifactId: artifact.id, kind: artifact.kind, name };
      yield { ...common, sequence, semanticVersion, aliases: view.aliases, digest };
    }
  }
}

function isMeantBy(word: string, { snapshot, semanticVersion, aliases }: SnapshotView): boolean {
  const { sequence, digest } = snapshot;
  return (
    word === `v${sequence}` ||
    hasAlias(aliases, word) ||
    (word.includes('.') && semanticVersion?.version.startsWith(word) === true) ||
    (word.length >= 4 && digest?.startsWith(word) === true)
  );
}

function hasAlias(aliases: readonly string[], word: string): boolean {
  return word.length >= 3 && aliases.some((name) => name.toLowerCase().startsWith(word));
}

function jobsOf(workspace: Workspace, words: readonly string[]): Extract<Found, { type: 'job' }>[] {
  return [...workspace.jobs.values()].flatMap(({ job, runs }) =>
    matches(`${job.namespace} ${job.name}`, words)
      ? [{ type: 'job', name: job.name, runCount: runs.length }]
      : [],
  );
}

function* runsOf(
  workspace: Workspace,
  words: readonly string[],
): Generator<Extract<Found, { type: 'run' }>, void> {
  for (const { run, job } of workspace.runs.values()) {
    const name = job.name.toLowerCase();
    if (words.every((word) => name.includes(word) || run.id.startsWith(word) || run.state === word))
      yield { type: 'run', runId: run.id, jobName: job.name, state: run.state };
  }
}

function firstOf<T>(found: Iterable<T>, limit: number): T[] {
  const first: T[] = [];
  for (const each of found) {
    if (first.length === limit) break;
    first.push(each);
  }
  return first;
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
