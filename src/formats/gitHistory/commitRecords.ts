import type { Json } from '../../lib/json';
import type { DatasetFact, LineageStatement, LinkFact, RunFact, VersionFact } from '../../lineage/facts';
import type { ClaimFact, PackedMetric } from '../../lineage/claims';
import type { Reference } from '../../lineage/records';
import type { Timestamp } from '../../versioning/timestamp';
import { datasetOf } from '../dvc/dvcFileStatement';
import { type LockRecord, pipelineStatement } from '../dvc/pipelineStatements';

/** What is kept of a commit, of a run that it brought, and of a branch or tag. */
export type HistoryRecord = CommitRecord | CommittedRun | ReferenceRecord;

/** A commit as what it brought is told with. */
export interface CommitWord {
  readonly id: string;
  readonly author: string;
  /** When the author wrote it. */
  readonly time: Timestamp;
  readonly subject: string;
}

/** A dataset at a version; `isNew` where the commit is the first that has it. */
export type CommittedDataset = Reference & { readonly version: VersionFact; readonly isNew: boolean };

/** A commit that changed a pointer, a lock, metrics or parameters. */
export interface CommitRecord {
  readonly kind: 'commit';
  readonly commit: CommitWord;
  /** What the pointers that it changed were imported from. */
  readonly inputs: readonly CommittedDataset[];
  /** Versions that it brought, but for those that a run of its own wrote. */
  readonly outputs: readonly CommittedDataset[];
  /** All that hold at it; those of another file than `params.yaml` have its path before them. */
  readonly parameters: Readonly<Record<string, Json>>;
  readonly metrics: Readonly<Record<string, number>>;
  /** Courses of metrics that it brought; absent where there are none. */
  readonly histories?: readonly PackedMetric[];
}

/** The run of a stage that a commit's lock is the first to tell of. */
export interface CommittedRun {
  readonly kind: 'run';
  readonly commit: CommitWord;
  readonly run: LockRecord;
  /** Names of the datasets whose versions the commit is the first to have. */
  readonly isNew: readonly string[];
}

/** A branch or a tag, and the versions that its commit has. */
export interface ReferenceRecord {
  readonly kind: 'reference';
  readonly name: string;
  readonly commit: Pick<CommitWord, 'id' | 'time'>;
  readonly versions: readonly CommittedDataset[];
}

/** Commits are runs of this job. */
const commitJob = { namespace: 'git', name: 'commit', description: null };

/** What a kept record says. */
export function historyStatement(record: HistoryRecord): LineageStatement {
  if (record.kind === 'commit') return commitStatement(record);
  return record.kind === 'run' ? runStatement(record) : referenceStatement(record);
}

function commitStatement(record: CommitRecord): LineageStatement {
  const { commit, inputs, outputs, parameters, metrics, histories } = record;
  const fact = (each: CommittedDataset): DatasetFact => datasetFact(each, each.isNew ? commit : null);
  const link = (role: LinkFact['role'], dataset: DatasetFact): LinkFact => ({
    role,
    job: commitJob,
    runId: commit.id,
    dataset,
    origin: 'observed',
    purpose: null,
    requested: null,
  });
  const [read, written] = [inputs.map(fact), outputs.map(fact)];
  const run: RunFact = {
    id: commit.id,
    job: commitJob,
    transition: null,
    course: courseAt(commit),
    parent: null,
    root: null,
    parameters,
    metrics,
    environment: null,
    codeVersion: commit.id,
    seed: null,
    actor: commit.author,
    claims: [
      { about: 'documentation', body: { text: commit.subject } },
      ...(histories ? [{ about: 'metricPoints', body: { metrics: histories } } as const] : []),
    ],
  };
  return {
    time: commit.time,
    jobs: [commitJob],
    runs: [run],
    datasets: [...read, ...written],
    links: [
      ...read.map((dataset) => link('input', dataset)),
      ...written.map((dataset) => link('output', dataset)),
    ],
  };
}

function runStatement({ commit, run, isNew }: CommittedRun): LineageStatement {
  const said = pipelineStatement(run);
  const names = new Set(isNew);
  const told = new Map(
    said.datasets.map((dataset) => [
      dataset,
      names.has(JSON.stringify([dataset.namespace, dataset.name]))
        ? { ...dataset, claims: claimsOf(commit) }
        : dataset,
    ]),
  );
  return {
    ...said,
    time: commit.time,
    datasets: [...told.values()],
    links: said.links.map((link) => ({ ...link, dataset: told.get(link.dataset) ?? link.dataset })),
    runs: said.runs.map((each) => ({
      ...each,
      course: courseAt(commit),
      codeVersion: commit.id,
      actor: commit.author,
      claims: [...(each.claims ?? []), { about: 'documentation', body: { text: commit.subject } }],
    })),
  };
}

function referenceStatement({ name, commit, versions }: ReferenceRecord): LineageStatement {
  return {
    time: commit.time,
    jobs: [],
    runs: [],
    datasets: versions.map((each) => datasetFact(each, null)),
    links: [],
    aliases: versions.map((each) => ({
      name,
      namespace: each.namespace,
      dataset: each.name,
      version: each.version.name!,
    })),
  };
}

/** When it ran a lock does not say: it was over when it was committed. */
function courseAt({ time }: CommitWord): RunFact['course'] {
  return { state: 'completed', startedAt: null, endedAt: time };
}

function datasetFact(each: CommittedDataset, introducedBy: CommitWord | null): DatasetFact {
  const fact = datasetOf(each, each.version);
  return introducedBy ? { ...fact, claims: claimsOf(introducedBy) } : fact;
}

/** What a commit says of the versions that it is the first to have. */
function claimsOf({ id, author, subject }: CommitWord): readonly ClaimFact[] {
  return [
    { about: 'documentation', body: { text: subject } },
    { about: 'owners', body: { owners: [{ name: author, type: 'author' }] } },
    { about: 'codeLocation', body: { type: 'git', version: id } },
  ];
}
