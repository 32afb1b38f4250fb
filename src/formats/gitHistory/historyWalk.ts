import { timestampFromMilliseconds } from '../../versioning/timestamp';
import type { LockedDataset, LockRecord } from '../dvc/pipelineStatements';
import { type GitCommit, subjectOf } from '../git/readCommit';
import type { CommitRecord, CommittedDataset, CommittedRun, CommitWord } from './commitRecords';
import { type CommitFacts, type CommitState, type CommitStates, datasetKey, noState } from './commitStates';
import { isTold } from './isTold';
import type { LiveHistories } from './liveHistories';
import type { ValueFiles } from './trackedValues';
import { VersionNames } from './versionNames';

/** What one commit brought, and what holds at it. */
export interface WalkedCommit {
  readonly state: CommitState;
  readonly records: readonly (CommitRecord | CommittedRun)[];
}

/** Tells commits, each after its parents, of what they brought that none of their parents had. */
export class HistoryWalk {
  private readonly states: CommitStates;
  private readonly values: ValueFiles;
  private readonly live: LiveHistories;
  private readonly versions = new VersionNames();
  /** Ids of runs that were told. */
  private readonly runs = new Set<string>();

  constructor(states: CommitStates, values: ValueFiles, live: LiveHistories) {
    this.states = states;
    this.values = values;
    this.live = live;
  }

  async take(commit: GitCommit, parents: readonly CommitState[]): Promise<WalkedCommit> {
    const [first = noState] = parents;
    if (commit.tree === first.tree) return { state: first, records: [] };
    const word = commitWord(commit);
    const before = parents.length === 0 ? [noState] : parents;
    const facts = await this.states.read(commit, first);
    const runs = this.newRuns(facts, before, word);
    const byRuns = new Set(runs.flatMap(({ isNew }) => isNew));
    const inputs = this.newInputs(facts, before, word);
    const { outs, brought } = this.versions.take(facts, before, word);
    const state: CommitState = { ...facts, outs };
    // What a new run wrote is told with it; what came back is no new run's.
    const outputs = brought
      .filter(({ key, isBack }) => isBack || !byRuns.has(key))
      .map(({ dataset: { namespace, name }, version }) => ({ namespace, name, version, isNew: true }));
    if (!isTold(facts, before) && outputs.length + runs.length === 0) return { state, records: [] };
    const values = await this.values.all(facts.values);
    const histories = await this.live.brought(
      facts.values,
      before.map((each) => each.values),
    );
    const told: CommitRecord = {
      kind: 'commit',
      commit: word,
      inputs,
      outputs,
      ...values,
      ...(histories.length > 0 && { histories }),
    };
    return { state, records: [told, ...runs] };
  }

  private newRuns(facts: CommitFacts, before: readonly CommitState[], commit: CommitWord): CommittedRun[] {
    if (before.some(({ runs }) => runs === facts.runs)) return [];
    const found: CommittedRun[] = [];
    for (const { runs } of facts.pipelines.values())
      for (const run of runs) {
        if (this.runs.has(run.runId)) continue;
        this.runs.add(run.runId);
        found.push(this.committed(run, commit));
      }
    return found;
  }

  private committed(run: LockRecord, commit: CommitWord): CommittedRun {
    const dated = (each: LockedDataset): LockedDataset =>
      each.version === null
        ? each
        : { ...each, version: this.versions.dated({ ...each, version: each.version }, commit) };
    const isNew = run.outputs
      .filter((each) => each.version !== null && this.versions.isNew(each))
      .map(datasetKey);
    const [outputs, inputs] = [run.outputs.map(dated), run.inputs.map(dated)];
    return { kind: 'run', commit, run: { ...run, inputs, outputs }, isNew };
  }

  /** What the pointers that a commit changed were imported from. */
  private newInputs(
    facts: CommitFacts,
    before: readonly CommitState[],
    commit: CommitWord,
  ): CommittedDataset[] {
    return facts.changedPointers.flatMap((path) => {
      const source = facts.pointers.get(path);
      if (!source || before.some(({ pointers }) => pointers.get(path) === source)) return [];
      return source.inputs.flatMap(({ namespace, name, version }): CommittedDataset[] => {
        if (version === null) return [];
        const each = { namespace, name, version };
        const isNew = this.versions.isUnheard(each);
        return [{ ...each, version: this.versions.dated(each, commit), isNew }];
      });
    });
  }
}

/** The years that a time of this project can have, in seconds since 1970. */
const [earliest, latest] = [-62_135_596_800, 253_402_300_799];

/** A commit as what it brought is told with. */
export function commitWord(commit: GitCommit): CommitWord {
  const seconds = commit.authoredAt ?? commit.committedAt;
  return {
    id: commit.id,
    author: commit.author,
    time: timestampFromMilliseconds(Math.min(latest, Math.max(earliest, seconds)) * 1000),
    subject: subjectOf(commit),
  };
}
