import { shortText } from '../documents/statementDraft';
import { addressPart } from './addressPart';
import type { Json, JsonObject } from '../../lib/json';
import type { Reference } from '../../lineage/reference';
import { type ExportedDataset, type ExportedGraph, type ExportedRun, nameKey } from './exportedGraph';

/** The root has an address that nobody answers: the crate is detached, its data lies where it lies. */
const rootId = 'https://throughline.invalid/lineage/';

/**
 * The metadata of a detached RO-Crate 1.2: a File for each version of a dataset, or for the dataset where it has none, and a CreateAction for each run, with
 * its job as instrument. Links that no run followed, columns and orders are not in it.
 */
export function writeRoCrate(graph: ExportedGraph): string {
  const files = graph.datasets.flatMap(fileEntities);
  const known = new Set(files.map((file) => file['@id']));
  const jobs = new Map<string, JsonObject>();
  for (const job of graph.jobs) jobs.set(nameKey(job), jobEntity(job, job.told.documentation?.text));
  for (const { job } of graph.runs)
    if (!jobs.has(nameKey(job))) jobs.set(nameKey(job), jobEntity(job, undefined));
  const derived = basesOf(graph);
  const dates = graph.runs.flatMap(({ startedAt, endedAt }) => endedAt ?? startedAt ?? []).toSorted();
  const entities: JsonObject[] = [
    {
      '@id': 'ro-crate-metadata.json',
      '@type': 'CreativeWork',
      about: { '@id': rootId },
      conformsTo: { '@id': 'https://w3id.org/ro/crate/1.2' },
    },
    {
      '@id': rootId,
      '@type': 'Dataset',
      name: 'Lineage',
      description: 'Datasets, jobs and runs with their links, as Throughline knows them.',
      license: 'notspecified',
      datePublished: (dates.at(-1) ?? '1970-01-01T00:00:00Z').slice(0, 10),
      hasPart: files.map((file) => ({ '@id': file['@id']! })),
    },
    ...files.map((file): JsonObject => {
      const bases = (derived.get(shortText(file['@id']) ?? '') ?? []).filter((id) => known.has(id));
      return bases.length === 0 ? file : { ...file, isBasedOn: bases.map((id) => ({ '@id': id })) };
    }),
    ...jobs.values(),
    ...graph.runs.map((run) => actionEntity(run, known)),
  ];
  const document = { '@context': 'https://w3id.org/ro/crate/1.2/context', '@graph': entities };
  return `${JSON.stringify(document, null, 1)}\n`;
}

/** `urn:throughline:dataset:` and the namespace, name and version, each without marks that an address has a use for. */
function datasetId({ namespace, name }: Reference, version: string | null): string {
  const parts = [namespace, name, ...(version === null ? [] : [version])];
  return `https://throughline.invalid/dataset/${parts.map(addressPart).join('/')}`;
}

function jobId({ namespace, name }: Reference): string {
  return `https://throughline.invalid/job/${[namespace, name].map(addressPart).join('/')}`;
}

function fileEntities(dataset: ExportedDataset): readonly JsonObject[] {
  const { namespace, name, kind, told, versions } = dataset;
  const description = told.documentation?.text;
  const entity = (version: ExportedDataset['versions'][number] | null): JsonObject => ({
    '@id': datasetId(dataset, version?.version ?? null),
    '@type': 'File',
    name,
    identifier: JSON.stringify([namespace, name]),
    ...(description !== undefined && { description }),
    ...(kind !== null && { additionalType: kind }),
    ...(version && { version: version.version }),
    ...(version?.sha256 != null && { sha256: version.sha256 }),
  });
  return versions.length === 0 ? [entity(null)] : versions.map(entity);
}

function jobEntity(job: Reference, description: string | undefined): JsonObject {
  return {
    '@id': jobId(job),
    '@type': 'SoftwareApplication',
    name: job.name,
    identifier: JSON.stringify([job.namespace, job.name]),
    url: jobId(job),
    version: 'unknown',
    ...(description !== undefined && { description }),
  };
}

const statuses: Readonly<Record<string, string>> = {
  completed: 'http://schema.org/CompletedActionStatus',
  failed: 'http://schema.org/FailedActionStatus',
  aborted: 'http://schema.org/FailedActionStatus',
  running: 'http://schema.org/ActiveActionStatus',
};

function actionEntity(run: ExportedRun, known: ReadonlySet<Json | undefined>): JsonObject {
  const ids = (uses: ExportedRun['inputs']): Json[] =>
    uses
      .map(({ dataset, version }) => datasetId(dataset, version))
      .filter((id) => known.has(id))
      .map((id) => ({ '@id': id }));
  const status = statuses[run.state];
  const message = run.told.error?.message;
  return {
    '@id': `#${addressPart(run.id)}`,
    '@type': 'CreateAction',
    name: run.id,
    instrument: { '@id': jobId(run.job) },
    object: ids(run.inputs),
    result: ids(run.outputs),
    ...(status !== undefined && { actionStatus: { '@id': status } }),
    ...(run.startedAt !== null && { startTime: run.startedAt }),
    ...(run.endedAt !== null && { endTime: run.endedAt }),
    ...(message !== undefined && { error: message }),
  };
}

/** What datasets without versions came of by no job. */
function basesOf(graph: ExportedGraph): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const { from, to, kind } of graph.links) {
    if (kind !== 'derived' && kind !== 'renamed') continue;
    const [own, base] = [datasetId(to, null), datasetId(from, null)];
    const bases = found.get(own);
    if (bases) bases.push(base);
    else found.set(own, [base]);
  }
  return found;
}
