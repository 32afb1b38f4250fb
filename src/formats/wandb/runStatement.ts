import { openTable } from '../../lib/ownValue';
import type { Json } from '../../lib/json';
import { isObject } from '../../lib/jsonObject';
import type { AliasFact, DatasetFact, JobFact, LineageStatement, RunFact } from '../../lineage/facts';
import { timestampOf } from '../../lineage/metricHistory';
import type { RunState } from '../../lineage/records';
import type { ArtifactKind } from '../../versioning/records';
import {
  datasetFact,
  documentationOf,
  jobFact,
  runFact,
  shortText,
  StatementDraft,
  tagsOf,
  versionFact,
} from '../documents/statementDraft';
import type { WarningTally } from '../warningTally';
import { entryFacts, madeOf, wandbNamespace } from './entryFacts';
import { numberOf, type WandbArtifact, type WandbRunRecord, type WandbUse } from './runRecord';

/** A run with the artifacts that it logged and read. Runs of one project and job type are runs of one job. */
export function runStatement(record: WandbRunRecord, warnings: WarningTally): LineageStatement {
  const draft = new StatementDraft(timestampOf(record.startedAt));
  const project = [record.entity, record.project].filter((part) => part).join('/');
  const job = jobFact({
    namespace: wandbNamespace,
    name: [project, record.jobType].filter((part) => part).join('/') || record.id,
  });
  const run = draft.run(runOf(record, job, warnings));
  const aliases: AliasFact[] = [];
  for (const artifact of record.artifacts) {
    const dataset = artifactOf(artifact, project, draft, warnings);
    draft.link('output', job, run.id, dataset);
    const { namespace, name } = dataset;
    for (const alias of artifact.aliases) {
      // Only a server knows which version is the latest.
      if (alias !== 'latest')
        aliases.push({ name: alias, namespace, dataset: name, version: artifact.digest });
    }
  }
  for (const use of record.used) {
    const dataset = usedOf(use, project);
    if (dataset) draft.link('input', job, run.id, dataset);
    else warnings.add('an artifact that was used goes by no name, and is not linked', record.id);
  }
  return { ...draft.end(), ...(aliases.length > 0 && { aliases }) };
}

function runOf(record: WandbRunRecord, job: JobFact, warnings: WarningTally): RunFact {
  const { id, name, group, notes, host, repository, exitCode, startedAt, commit, metrics, summary } = record;
  const last = openTable<number>();
  for (const [key, value] of Object.entries(summary)) addFigures(key, value, last, warnings);
  const tags = [
    ...(name === null ? [] : [{ key: 'name', value: name }]),
    ...(group === null ? [] : [{ key: 'group', value: group }]),
    ...record.tags.map((tag) => ({ key: tag })),
    ...(notes === null ? [] : [{ key: 'notes', value: notes }]),
    ...(host === null ? [] : [{ key: 'host', value: host }]),
    ...(repository === null ? [] : [{ key: 'repository', value: repository }]),
  ];
  return runFact(id, job, {
    course: { state: stateOf(exitCode), startedAt: timestampOf(startedAt), endedAt: null },
    parameters: record.config,
    metrics: last,
    codeVersion: commit,
    claims: [
      ...tagsOf(tags),
      ...(metrics.length === 0 ? [] : [{ about: 'metricPoints', body: { metrics } } as const]),
    ],
  });
}

/** A process that broke down left no exit: how it ended is not known. */
function stateOf(exitCode: number | null): RunState {
  if (exitCode === null) return 'unknown';
  return exitCode === 0 ? 'completed' : 'failed';
}

/** The numbers of a summary value; one that is defined as a maximum or mean is an object of such. */
function addFigures(name: string, value: Json, into: Record<string, number>, warnings: WarningTally): void {
  if (/^_(?:step|runtime|timestamp)$/.test(name)) return;
  const number = numberOf(value);
  if (number !== null) {
    if (Number.isFinite(number)) into[name] = number;
    return;
  }
  const file = isObject(value) && typeof value['_type'] === 'string' ? value['path'] : null;
  if (typeof file === 'string') {
    warnings.add(
      'a file that was logged, such as an image or a table, is kept with the run and not read',
      file,
    );
    return;
  }
  const members =
    typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value) : [];
  const figures = members.filter(([key, each]) => !key.startsWith('_') && typeof each === 'number');
  if (figures.length > 0 && figures.length === members.length) {
    for (const [key, each] of figures) into[`${name}.${key}`] = each as number;
  } else warnings.add('a value of the summary that is no number is not kept', name);
}

function artifactOf(
  artifact: WandbArtifact,
  project: string,
  draft: StatementDraft,
  warnings: WarningTally,
): DatasetFact {
  const name = project === '' ? artifact.name : `${project}/${artifact.name}`;
  const files = entryFacts(name, artifact.entries, warnings);
  for (const file of files) draft.dataset(file);
  const { metadata, type, description } = artifact;
  const members =
    typeof metadata === 'object' && metadata !== null && !Array.isArray(metadata)
      ? Object.entries(metadata)
      : [];
  const tags = [
    ...(type === null ? [] : [{ key: 'type', value: type }]),
    ...members.map(([key, value]) => ({ key, value: shortText(value) ?? '' })),
  ];
  const kind: ArtifactKind = type === 'dataset' || type === 'model' ? type : 'other';
  const reference = { namespace: wandbNamespace, name };
  // What came of which files is a claim of the artifact; the others are of this version.
  draft.dataset(datasetFact(reference, { kind, claims: madeOf(files) }));
  return datasetFact(reference, {
    kind,
    version: versionFact(artifact.digest),
    claims: [...tagsOf(tags), ...documentationOf(description)],
  });
}

/** `entity/project/name:v3`, `name:alias` or an id: the name without its version. */
function usedOf({ name, type }: WandbUse, project: string): DatasetFact | null {
  const [, path, version] = /^(.+?)(?::([^:/]+))?$/.exec(name ?? '') ?? [];
  if (!path) return null;
  const full = path.includes('/') || project === '' ? path : `${project}/${path}`;
  const kind: ArtifactKind = type === 'dataset' || type === 'model' ? type : 'other';
  const isNumber = version !== undefined && /^v\d+$/.test(version);
  return datasetFact(
    { namespace: wandbNamespace, name: full },
    { kind, version: isNumber ? versionFact(version) : null },
  );
}
