import type { Json } from '../../lib/json';
import { sameJson } from '../../lib/sameJson';
import type { DvcStage } from '../dvc/stageList';
import type { GitFolder } from '../git/gitFolder';
import { readCommit } from '../git/readCommit';
import type { ReaderPorts } from '../lineageFormat';
import { noState } from './commitStates';
import type { CommitWord } from './commitRecords';
import { commitWord } from './historyWalk';
import { openHistory, type OpenedHistory } from './openHistory';

/** What two revisions of a repository have otherwise; lists are in the order of their names. */
export interface RevisionComparison {
  readonly before: CommitWord;
  readonly after: CommitWord;
  readonly stages: readonly StageChange[];
  readonly parameters: readonly ValueChange[];
  readonly metrics: readonly ValueChange[];
  readonly data: readonly DataChange[];
}

/** A stage that came, went, or is declared otherwise. */
export interface StageChange {
  readonly name: string;
  readonly change: 'new' | 'removed' | 'modified';
  /** What of it is another. */
  readonly reasons: readonly StagePart[];
}

/** A part of a stage's declaration. */
export type StagePart = 'command' | 'workingFolder' | 'deps' | 'outs' | 'parameterFiles';

/** A parameter or metric; null on a side that has none. */
export interface ValueChange {
  readonly name: string;
  readonly before: Json;
  readonly after: Json;
}

/** An output at two versions; null on the side that does not track it. */
export interface DataChange {
  readonly namespace: string;
  readonly name: string;
  readonly before: DataVersion | null;
  readonly after: DataVersion | null;
}

/** A version as DVC tells it: its name is the MD5, or the cloud's tag. */
export interface DataVersion {
  readonly version: string;
  readonly byteLength: number | null;
}

const largestCommit = 4 * 1024 * 1024;

/** Compares two commits by their ids: pipelines, parameters, metrics and versions of data. Null where one of them is not there. */
export async function compareRevisions(
  common: GitFolder,
  ids: { readonly before: string; readonly after: string },
  ports: ReaderPorts,
): Promise<RevisionComparison | null> {
  const history = await openHistory(common, ports);
  const [before, after] = [
    await readRevision(ids.before, history, ports),
    await readRevision(ids.after, history, ports),
  ];
  if (!before || !after) return null;
  return {
    before: before.commit,
    after: after.commit,
    stages: changesOf(before.stages, after.stages).map(([name, old, now]) => ({
      name,
      change: old === undefined ? 'new' : now === undefined ? 'removed' : 'modified',
      reasons: old && now ? differingParts(old, now) : [],
    })),
    parameters: valueChanges(before.parameters, after.parameters),
    metrics: valueChanges(before.metrics, after.metrics),
    data: changesOf(before.data, after.data).map(([key, old, now]) => {
      const [namespace, name] = JSON.parse(key) as [string, string];
      return { namespace, name, before: old ?? null, after: now ?? null };
    }),
  };
}

async function readRevision(id: string, { objects, states, values }: OpenedHistory, ports: ReaderPorts) {
  const object = await objects.read(id, largestCommit);
  const commit = object?.type === 'commit' ? readCommit(id, object.content, ports.text) : null;
  if (!commit) return null;
  const facts = await states.read(commit, noState);
  const named = await values.all(facts.values);
  return {
    commit: commitWord(commit),
    stages: new Map([...facts.pipelines.values()].flatMap(({ stages }) => [...stages])),
    parameters: new Map(Object.entries(named.parameters)),
    metrics: new Map<string, Json>(Object.entries(named.metrics)),
    data: new Map(
      [...facts.outs].map(([key, { version }]): [string, DataVersion] => [
        key,
        { version: version!.name!, byteLength: version!.byteLength },
      ]),
    ),
  };
}

function valueChanges(before: ReadonlyMap<string, Json>, after: ReadonlyMap<string, Json>): ValueChange[] {
  return changesOf(before, after).map(([name, old = null, now = null]) => ({
    name,
    before: old,
    after: now,
  }));
}

/** What only one side has, and what both have otherwise. */
function changesOf<T extends object | Json>(
  before: ReadonlyMap<string, T>,
  after: ReadonlyMap<string, T>,
): (readonly [key: string, before: T | undefined, after: T | undefined])[] {
  return [...new Set([...before.keys(), ...after.keys()])]
    .sort()
    .map((key) => [key, before.get(key), after.get(key)] as const)
    .filter(([key, old, now]) => before.has(key) !== after.has(key) || !sameJson(old as Json, now as Json));
}

function differingParts(before: DvcStage, after: DvcStage): StagePart[] {
  const parts: readonly StagePart[] = ['command', 'workingFolder', 'deps', 'outs', 'parameterFiles'];
  return parts.filter((part) => !sameJson(before[part] as unknown as Json, after[part] as unknown as Json));
}
