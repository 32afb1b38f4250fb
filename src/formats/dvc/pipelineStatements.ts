import type { Json } from '../../lib/json';
import type {
  DatasetFact,
  JobFact,
  LineageStatement,
  LinkFact,
  RunFact,
  VersionFact,
} from '../../lineage/facts';
import type { Reference } from '../../lineage/records';
import type { ArtifactKind } from '../../versioning/records';
import type { ClaimFact } from '../../lineage/claims';
import type { FileInto } from '../lineageFormat';
import { folderOf } from '../lineagePlace';
import { bytesClaims, commandClaims, datasetOf, dvcNamespace } from './dvcFileStatement';
import type { RemoteBytes } from './remotes';

/** What is kept of a stage: what it is declared to read and write, or how it ran last. */
export type PipelineRecord = StageRecord | LockRecord;

interface StageRecord {
  readonly kind: 'stage';
  readonly name: string;
  readonly description: string | null;
  readonly command: string | null;
  readonly inputs: readonly Reference[];
  readonly outputs: readonly (Reference & { readonly kind: ArtifactKind | null })[];
}

/** How a stage ran last. */
export interface LockRecord {
  readonly kind: 'lock';
  readonly name: string;
  /** The same for the same stage with the same entry in its lock. */
  readonly runId: string;
  readonly command: string | null;
  /** The stage's folder, from that of its lock; absent where it is that. */
  readonly workingFolder?: string;
  readonly inputs: readonly LockedDataset[];
  readonly outputs: readonly LockedDataset[];
  readonly parameters: Readonly<Record<string, Json>>;
  /** Of metric files that are as the lock says; by the file's path, a colon and the metric's name. */
  readonly metrics: Readonly<Record<string, number>>;
}

/** A dataset at the version that a run read or wrote. */
export type LockedDataset = Reference & {
  readonly version: VersionFact | null;
  /** Of a folder; absent where the lock does not say. */
  readonly fileCount?: number;
  readonly isExecutable?: true;
  /** Where the settings say that its bytes lie; absent where they do not. */
  readonly remote?: RemoteBytes;
};

/** What a kept record says. A lock says of a stage that it ran, and of what; not when. */
export function pipelineStatement(record: PipelineRecord): LineageStatement {
  const job: JobFact = { namespace: dvcNamespace, name: record.name, ...jobWords(record) };
  const runId = record.kind === 'lock' ? record.runId : null;
  const link = (role: LinkFact['role'], dataset: LinkFact['dataset']): LinkFact => ({
    role,
    job,
    runId,
    dataset,
    origin: record.kind === 'lock' ? 'observed' : 'declared',
    purpose: null,
    requested: null,
  });
  const inputs = record.inputs.map((each) => ('version' in each ? lockedFact(each) : datasetOf(each, null)));
  const outputs = record.outputs.map((each) => ({
    ...('version' in each ? lockedFact(each) : datasetOf(each, null)),
    kind: 'kind' in each ? each.kind : null,
  }));
  return {
    time: null,
    jobs: [job],
    runs: record.kind === 'lock' ? [runOf(record, job)] : [],
    datasets: [...inputs, ...outputs],
    links: [
      ...inputs.map((dataset) => link('input', dataset)),
      ...outputs.map((dataset) => link('output', dataset)),
    ],
  };
}

function lockedFact({ version, fileCount, isExecutable, remote, ...reference }: LockedDataset): DatasetFact {
  const said = {
    md5: version?.md5 ?? null,
    fileCount: fileCount ?? null,
    isExecutable: isExecutable === true,
  };
  const claims = [...(bytesClaims(said).claims ?? []), ...remoteClaims(remote)];
  return { ...datasetOf(reference, version), ...(claims.length > 0 && { claims }) };
}

function remoteClaims(remote: RemoteBytes | undefined): readonly ClaimFact[] {
  return remote ? [{ about: 'dataSource', body: { name: `remote ${remote.name}`, uri: remote.uri } }] : [];
}

/** The command of a stage is the job's, that of a lock its run's: the stage may have changed since. */
function jobWords(record: PipelineRecord): Pick<JobFact, 'description' | 'claims'> {
  return record.kind === 'stage'
    ? { description: record.description, claims: commandClaims(record.command) }
    : { description: null };
}

function runOf({ runId, command, parameters, metrics, workingFolder }: LockRecord, job: JobFact): RunFact {
  return {
    id: runId,
    job,
    transition: null,
    course: { state: 'completed', startedAt: null, endedAt: null },
    parent: null,
    root: null,
    parameters,
    metrics,
    environment: null,
    codeVersion: null,
    seed: null,
    actor: null,
    claims: [
      ...commandClaims(command),
      ...(workingFolder === undefined
        ? []
        : [{ about: 'tags', body: { tags: [{ key: 'wdir', value: workingFolder }] } } as const]),
    ],
  };
}

/** Keeps a record with what it says. */
export function addRecord(file: FileInto, record: PipelineRecord): void {
  file.add({
    statement: pipelineStatement(record),
    record: record as unknown as Json,
    place: record.name,
  });
}

/** A stage as `dvc stage list --all` writes it; `path` is that of its file in the repository. */
export function stageName(path: string, name: string): string {
  const folder = folderOf(path);
  return folder === '' ? name : `${folder}/dvc.yaml:${name}`;
}
