import type { Json } from '../../lib/json';
import { ok } from '../../lib/result';
import { readCommitGraph, peeledCommit, type CommitGraph } from '../git/commitGraph';
import type { GitObjects } from '../git/gitObjects';
import { type GitReference, readReferences } from '../git/readReferences';
import type { FileInto, ReaderPorts, ReadFile } from '../lineageFormat';
import { ofRepositories } from '../repositoryNames';
import { WarningTally } from '../warningTally';
import { type HistoryRecord, historyStatement, type ReferenceRecord } from './commitRecords';
import type { CommitState } from './commitStates';
import { commitWord, HistoryWalk } from './historyWalk';
import { openHistory } from './openHistory';
import { type PlacedRepository, repositoryOf } from './repositoryOfPlace';

/** More commits of one repository are not read: the newest by their references are. */
const mostCommits = 200_000;
/** More versions that branches and tags stand on are not told. */
const mostAliased = 50_000;
const commitsPerPause = 200;

/** Reads what the commits of a repository say of data, parameters and metrics. */
export const gitHistoryReader = ofRepositories(
  {
    begin: (place, ports) => async (path, file) => {
      const repository = await repositoryOf(place, path);
      if (repository === null || repository === 'told') return ok(nothing);
      if (repository === 'elsewhere') {
        const message = 'its .git leads to a folder that is not here: its history is not read';
        return ok({ ...nothing, warnings: [{ message, place: '', count: 1 }] });
      }
      return ok(await readHistory(repository, file, ports));
    },
    readKept: (record) => historyStatement(record as unknown as HistoryRecord),
  },
  null,
);

const nothing: ReadFile = { warnings: [], badEventCount: 0 };

async function readHistory(
  { git, common }: PlacedRepository,
  file: FileInto,
  ports: ReaderPorts,
): Promise<ReadFile> {
  const warnings = new WarningTally();
  const { objects, states, values, live } = await openHistory(common, ports);
  const decode = (bytes: Uint8Array): string | null => ports.text.decode(bytes, 'utf-8');
  const references = await tipsOf(await readReferences(git, common, decode), objects);
  const tips = references.map(({ id }) => id);
  const pause = (): Promise<void> => file.pause(0);
  const graph = await readCommitGraph(tips, objects, common, ports.text, mostCommits, pause);
  const atTips = await walk(graph, new Set(tips), new HistoryWalk(states, values, live), file);
  for (const record of referenceRecords(references, graph, atTips, warnings)) add(file, record, record.name);
  if (graph.missing.size > 0)
    warnings.add('a commit is not there, and what came before it is not known', [...graph.missing][0]!);
  if (graph.isCut) warnings.add(`there are more than ${mostCommits} commits: the others are not read`, '');
  for (const { malformed } of [states.pointers, states.pipelines, values])
    for (const path of malformed)
      warnings.add('a file cannot be read at a commit: it was left out there', path);
  return { warnings: warnings.list(), badEventCount: 0 };
}

/** The references that lead to commits, as these. Work that was put aside is no version of anything. */
async function tipsOf(
  references: readonly GitReference[],
  objects: GitObjects,
): Promise<readonly GitReference[]> {
  const tips: GitReference[] = [];
  for (const { name, id } of references) {
    if (/^refs\/(?:stash|notes\/|exps\/(?:stash|exec\/|apply\/|celery\/))/.test(name)) continue;
    const commit = await peeledCommit(id, objects);
    if (commit !== null) tips.push({ name, id: commit });
  }
  return tips;
}

/** States are held until the last commit that follows them was told; those of tips are given. */
async function walk(
  { commits }: CommitGraph,
  tips: ReadonlySet<string>,
  history: HistoryWalk,
  file: FileInto,
): Promise<ReadonlyMap<string, CommitState>> {
  const waiting = new Map<string, number>();
  for (const { parents } of commits)
    for (const parent of parents) waiting.set(parent, (waiting.get(parent) ?? 0) + 1);
  const held = new Map<string, CommitState>();
  for (const [index, commit] of commits.entries()) {
    if (index % commitsPerPause === 0) await file.pause(index / commits.length);
    const parents = commit.parents.flatMap((id) => held.get(id) ?? []);
    const { state, records } = await history.take(commit, parents);
    for (const record of records) add(file, record, commit.id.slice(0, 12));
    held.set(commit.id, state);
    for (const parent of commit.parents) {
      const left = waiting.get(parent)! - 1;
      waiting.set(parent, left);
      if (left === 0 && !tips.has(parent)) held.delete(parent);
    }
  }
  return held;
}

/** Branches and tags of the repository itself, with the versions that they stand on. */
function referenceRecords(
  references: readonly GitReference[],
  { commits }: CommitGraph,
  states: ReadonlyMap<string, CommitState>,
  warnings: WarningTally,
): readonly ReferenceRecord[] {
  const byId = new Map(commits.map((commit) => [commit.id, commit]));
  const records: ReferenceRecord[] = [];
  let room = mostAliased;
  for (const { name, id } of references) {
    const short = /^refs\/(?:heads|tags)\/(.+)$/.exec(name)?.[1];
    const [commit, state] = [byId.get(id), states.get(id)];
    if (short === undefined || !commit || !state || state.outs.size === 0) continue;
    room -= state.outs.size;
    if (room < 0) {
      warnings.add('a branch or tag was left out: there are too many', short);
      continue;
    }
    const { time } = commitWord(commit);
    const versions = [...state.outs.values()].map(({ dataset: { namespace, name: of }, version }) => ({
      namespace,
      name: of,
      version,
      isNew: false,
    }));
    records.push({ kind: 'reference', name: short, commit: { id, time }, versions });
  }
  return records;
}

function add(file: FileInto, record: HistoryRecord, place: string): void {
  file.add({ statement: historyStatement(record), record: record as unknown as Json, place });
}
