import type { Json } from '../../lib/json';
import type { DatasetFact, JobFact, LineageStatement, LinkFact, RunFact } from '../../lineage/facts';
import { timestampOf } from '../../lineage/metricHistory';
import type { LinkPurpose, RunState } from '../../lineage/records';
import type { FileInto } from '../lineageFormat';
import { datasetClaims } from './datasetClaims';
import { loggedModelStatement, registeredModelStatement, versionStatement } from './modelStatements';
import { datasetOf, experimentJob, modelOf } from './names';
import type {
  DatasetInput,
  DatasetRecord,
  ExperimentRecord,
  MlflowRecord,
  Pairs,
  RunRecord,
  RunStatus,
  SourceFile,
} from './records';
import { tagsClaim } from './tagsClaim';

/** What a kept record says. */
export function mlflowStatement(record: MlflowRecord): LineageStatement {
  switch (record.kind) {
    case 'experiment':
      return experimentStatement(record);
    case 'run':
      return runStatement(record);
    case 'dataset':
      return datasetStatement(record);
    case 'loggedModel':
      return loggedModelStatement(record);
    case 'registeredModel':
      return registeredModelStatement(record);
    case 'modelVersion':
      return versionStatement(record);
  }
}

/** Keeps a record with what it says. */
export function addMlflowRecord(file: FileInto, record: MlflowRecord): void {
  const place = record.kind === 'run' || record.kind === 'loggedModel' ? record.id : record.name;
  file.add({ statement: mlflowStatement(record), record: record as unknown as Json, place });
}

function experimentStatement({ name, createdAt, tags, isDeleted }: ExperimentRecord): LineageStatement {
  const note = tags.find(([key]) => key === 'mlflow.note.content')?.[1] ?? null;
  const job: JobFact = {
    ...experimentJob(name),
    description: note,
    claims: [
      ...tagsClaim(tags, isDeleted),
      {
        about: 'jobType',
        body: { processingType: 'BATCH', integration: 'MLFLOW', jobType: 'EXPERIMENT' },
      },
    ],
  };
  return { time: timestampOf(createdAt), jobs: [job], runs: [], datasets: [], links: [] };
}

function runStatement(record: RunRecord): LineageStatement {
  const { id: runId, datasets, modelInputs, modelOutputs } = record;
  const job = experimentJob(record.experiment);
  const link = (
    role: LinkFact['role'],
    dataset: DatasetFact,
    more: Partial<Pick<LinkFact, 'purpose' | 'claims' | 'origin'>> = {},
  ): LinkFact => ({
    role,
    job,
    runId,
    dataset,
    origin: 'observed',
    purpose: null,
    requested: null,
    ...more,
  });
  const links = [
    ...datasets.flatMap((input) => {
      const purpose = purposeOf(input);
      const read = link('input', datasetOf(input), { purpose, claims: tagsClaim(input.tags, false) });
      return input.file ? [read, link('input', fileOf(input.file), { purpose, origin: 'inferred' })] : [read];
    }),
    ...modelInputs.map((model) => link('input', modelOf(model))),
    ...modelOutputs.map((model) =>
      link('output', modelOf(model), {
        claims: model.step === null ? [] : tagsClaim([['step', String(model.step)]], false),
      }),
    ),
  ];
  return {
    time: timestampOf(record.endedAt ?? record.startedAt),
    jobs: [job],
    runs: [runOf(record, job)],
    datasets: links.map(({ dataset }) => dataset),
    links,
  };
}

function runOf(record: RunRecord, job: JobFact): RunFact {
  const { id, name, status, startedAt, endedAt, user, tags, metrics, parameters } = record;
  const tag = (key: string): string | null => tags.find(([own]) => own === key)?.[1] ?? null;
  const named: Pairs = name !== null && tag(nameTag) === null ? [[nameTag, name], ...tags] : tags;
  const parent = tag('mlflow.parentRunId');
  return {
    id,
    job,
    transition: null,
    course: {
      state: states[status],
      startedAt: timestampOf(startedAt),
      endedAt: timestampOf(endedAt),
    },
    parent: parent === null ? null : { id: parent, job: null },
    root: null,
    parameters: Object.fromEntries(parameters),
    metrics: Object.fromEntries(
      metrics.flatMap((metric) =>
        typeof metric.latest === 'number' ? [[metric.name, metric.latest] as const] : [],
      ),
    ),
    environment: null,
    codeVersion: tag('mlflow.source.git.commit'),
    seed: null,
    actor: user === '' || user === 'unknown' ? null : (user ?? tag('mlflow.user')),
    claims: [
      ...tagsClaim(named, record.isDeleted),
      ...(metrics.length > 0
        ? [{ about: 'metricPoints', body: { metrics: metrics.map(packedOf) } } as const]
        : []),
    ],
  };
}

const nameTag = 'mlflow.runName';

function packedOf({ name, packed }: RunRecord['metrics'][number]): { name: string; packed: string } {
  return { name, packed };
}

const states: Readonly<Record<RunStatus, RunState>> = {
  RUNNING: 'running',
  SCHEDULED: 'scheduled',
  FINISHED: 'completed',
  FAILED: 'failed',
  KILLED: 'aborted',
  UNKNOWN: 'unknown',
};

/** What MLflow calls the context of an input; null where it has none. */
function purposeOf({ tags }: DatasetInput): LinkPurpose | null {
  const context = tags.find(([key]) => key === 'mlflow.data.context')?.[1].toLowerCase();
  if (context === undefined || context === '') return null;
  if (/^train(?:ing)?$/.test(context)) return 'training';
  return /^(?:val(?:id(?:ation)?)?|test(?:ing)?|eval(?:uation)?|holdout)$/.test(context)
    ? 'evaluation'
    : 'other';
}

/** The file as a dropped file is named; its version by its bytes, where they have the table that was logged. */
function fileOf({ name, sha256, md5, byteLength }: SourceFile): DatasetFact {
  const version = sha256 && {
    name: null,
    digest: sha256,
    md5,
    byteLength,
    content: 'file' as const,
    format: 'csv',
    createdAt: null,
    own: null,
  };
  return { namespace: 'file', name, kind: null, otherNames: [], version, columnSources: [] };
}

function datasetStatement(record: DatasetRecord): LineageStatement {
  const dataset = { ...datasetOf(record), claims: datasetClaims(record) };
  return { time: null, jobs: [], runs: [], datasets: [dataset], links: [] };
}
