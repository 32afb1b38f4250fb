import type { Json } from '../../lib/json';
import { type Origin, origins, type RunState, runStates } from '../../lineage/records';
import { parseDigest, parseMd5 } from '../../versioning/digest';
import {
  type ArtifactKind,
  artifactKinds,
  type SnapshotContent,
  type SnapshotId,
} from '../../versioning/records';
import { parseTimestamp, type Timestamp } from '../../versioning/timestamp';
import type {
  EventColumnLink,
  EventDataset,
  EventJob,
  OwnRunFacts,
  OwnSnapshotFacts,
  RunFacts,
} from './event';
import type { Placed } from './place';
import { isTemplate } from './template';
import type { Warnings } from './warnings';

const noJobFacts = { description: null, codeVersion: null };
const noRunFacts: RunFacts = {
  parentRunId: null,
  parameters: {},
  metrics: {},
  environment: null,
  seed: null,
  own: null,
};
const noDatasetFacts: Omit<EventDataset, 'namespace' | 'name'> = {
  kind: null,
  version: null,
  aliases: [],
  columns: [],
  byteLength: null,
  snapshot: null,
  origin: null,
  requested: null,
};

/** What of a job's facets is understood: `documentation` and `sourceCodeLocation`. */
export function readJobFacets(
  facets: Placed,
  warnings: Warnings,
): Pick<EventJob, 'description' | 'codeVersion'> {
  if (facets.isEmpty) return noJobFacts;
  const location = facets.at('sourceCodeLocation');
  if (!location.isAbsent && !location.object) ignored('sourceCodeLocation', location, warnings);
  const version =
    ['version', 'tag', 'branch'].map((part) => plainText(location.at(part))).find(Boolean) ?? null;
  return { description: plainText(facets.at('documentation').at('description')), codeVersion: version };
}

/** What of a run's facets is understood. Facets under other names are kept in the raw event. */
export function readRunFacets(facets: Placed, warnings: Warnings): RunFacts {
  if (facets.isEmpty) return noRunFacts;
  const engine = facets.at('processing_engine');
  const engineText = [engine.at('name'), engine.at('version')].map(plainText).filter(Boolean).join(' ');
  const mlFacets = mlFacetsOf(facets);
  return {
    parentRunId: readParent(facets, warnings),
    parameters: readParameters(facets, mlFacets, warnings),
    metrics: readMetrics(mlFacets, warnings),
    environment: engineText === '' ? null : engineText,
    seed: readSeed(mlFacets),
    own: readOwnRun(facets.at('throughline_run'), warnings),
  };
}

/** `parent`, or `parentRun` as older producers call it; a parent without a run id names a job alone. */
function readParent(facets: Placed, warnings: Warnings): string | null {
  for (const name of ['parent', 'parentRun']) {
    const facet = facets.at(name);
    if (facet.isAbsent) continue;
    const id = facet.at('run').at('runId');
    if (id.text !== null && !isTemplate(id.text)) return id.text.toLowerCase();
    if (!id.isAbsent && id.text === null) ignored(name, facet, warnings);
  }
  return null;
}

/** `executionParameters` of the specification, and objects named `parameters`, `params` or `hyperparameters` in `mlflow` and other facets of training tools. */
function readParameters(
  facets: Placed,
  mlFacets: readonly Placed[],
  warnings: Warnings,
): Readonly<Record<string, Json>> {
  const found: [string, Json][] = [];
  const listed = facets.at('executionParameters').at('parameters');
  if (!listed.isAbsent && !listed.items()) ignored('executionParameters', listed, warnings);
  for (const parameter of listed.items() ?? []) {
    const key = parameter.at('key').text;
    if (key !== null) found.push([key, parameter.at('value').value ?? null]);
  }
  for (const facet of mlFacets) {
    for (const name of ['parameters', 'params', 'hyperparameters']) {
      for (const [key, value] of facet.at(name).members() ?? []) found.push([key, value.value ?? null]);
    }
  }
  return found.length === 0 ? noRunFacts.parameters : Object.fromEntries(found);
}

function readMetrics(mlFacets: readonly Placed[], warnings: Warnings): Readonly<Record<string, number>> {
  const found: [string, number][] = [];
  for (const facet of mlFacets) {
    const metrics = facet.at('metrics');
    for (const [name, value] of metrics.members() ?? []) {
      if (value.number === null) warnings.add('a metric that is no number is left out', value.pointer);
      else found.push([name, value.number]);
    }
  }
  return found.length === 0 ? noRunFacts.metrics : Object.fromEntries(found);
}

function readSeed(mlFacets: readonly Placed[]): number | null {
  for (const facet of mlFacets) {
    const { number } = facet.at('seed');
    if (number !== null) return number;
  }
  return null;
}

const mlFacetNames = /^(throughline_run|mlflow|ml_|training|model_training|mlRun|ml)/;

/** Facets in which training tools put parameters, metrics and the seed; the specification has none for these. */
function mlFacetsOf(facets: Placed): readonly Placed[] {
  return Object.keys(facets.object ?? {}).flatMap((name) => (mlFacetNames.test(name) ? facets.at(name) : []));
}

function readOwnRun(facet: Placed, warnings: Warnings): OwnRunFacts | null {
  if (facet.isAbsent) return null;
  const id = facet.at('id').text;
  const state = runStates.find((each): each is RunState => each === facet.at('state').value);
  if (id === null || !state) {
    ignored('throughline_run', facet, warnings);
    return null;
  }
  return {
    id,
    state,
    startedAt: timeOrNull(facet.at('startedAt')),
    endedAt: timeOrNull(facet.at('endedAt')),
    codeVersion: facet.at('codeVersion').text,
    environment: facet.at('environment').text,
    seed: facet.at('seed').number,
    actor: facet.at('actor').text,
    parentRunId: facet.at('parentRunId').text,
  };
}

/** What of a dataset's facets is understood; `more` are its facets as an input or output. */
export function readDatasetFacets(
  facets: Placed,
  more: Placed | null,
  warnings: Warnings,
): Omit<EventDataset, 'namespace' | 'name'> {
  if (facets.isEmpty && (more === null || more.isEmpty)) return noDatasetFacts;
  const observation = more?.at('throughline_observation');
  return {
    kind: readKind(facets),
    version: readVersion(facets.at('version'), warnings),
    aliases: readAliases(facets.at('symlinks'), warnings),
    columns: readColumns(facets.at('columnLineage'), warnings),
    byteLength: more?.at('outputStatistics').at('size').number ?? null,
    snapshot: readOwnSnapshot(facets.at('throughline_snapshot'), warnings),
    origin: origins.find((each): each is Origin => each === observation?.at('origin').value) ?? null,
    requested: observation ? plainText(observation.at('requested')) : null,
  };
}

/** By `throughline_artifact`, else by `datasetType`; null where neither says. */
function readKind(facets: Placed): ArtifactKind | null {
  const own = facets.at('throughline_artifact').at('kind').value;
  const kind = artifactKinds.find((each) => each === own);
  if (kind) return kind;
  const type = facets.at('datasetType').at('datasetType').text;
  if (type === null) return null;
  return type.toUpperCase() === 'MODEL' ? 'model' : 'dataset';
}

function readVersion(facet: Placed, warnings: Warnings): string | null {
  if (facet.isAbsent) return null;
  const version = facet.at('datasetVersion');
  if (version.text) return isTemplate(version.text) ? null : version.text;
  if (version.number !== null) return String(version.number);
  ignored('version', facet, warnings);
  return null;
}

function readAliases(facet: Placed, warnings: Warnings): EventDataset['aliases'] {
  if (facet.isAbsent) return noDatasetFacts.aliases;
  const identifiers = facet.at('identifiers').items();
  if (!identifiers) {
    ignored('symlinks', facet, warnings);
    return [];
  }
  return identifiers.flatMap((identifier) => {
    const [namespace, name] = [identifier.at('namespace').text, identifier.at('name').text];
    if (namespace === null || name === null || isTemplate(namespace) || isTemplate(name)) {
      ignored('symlinks', identifier, warnings);
      return [];
    }
    return [{ namespace, name }];
  });
}

/** `fields` alone: what `dataset` says concerns every column and names no output. */
function readColumns(facet: Placed, warnings: Warnings): readonly EventColumnLink[] {
  if (facet.isAbsent) return noDatasetFacts.columns;
  const fields = facet.at('fields').members();
  if (!fields) {
    ignored('columnLineage', facet, warnings);
    return [];
  }
  const links: EventColumnLink[] = [];
  for (const [output, field] of fields) {
    const inputs = field.at('inputFields').items();
    if (!inputs) ignored('columnLineage', field, warnings);
    for (const placed of inputs ?? []) {
      const namespace = placed.at('namespace').text;
      const name = placed.at('name').text;
      const input = placed.at('field').text;
      if (namespace === null || name === null || input === null) ignored('columnLineage', placed, warnings);
      else links.push({ output, namespace, name, input });
    }
  }
  return links;
}

const contents: readonly SnapshotContent[] = ['file', 'directory', 'unknown'];

function readOwnSnapshot(facet: Placed, warnings: Warnings): OwnSnapshotFacts | null {
  if (facet.isAbsent) return null;
  const id = facet.at('id').text;
  const sequence = facet.at('sequence').number;
  const content = contents.find((each) => each === facet.at('content').value);
  if (id === null || sequence === null || !Number.isSafeInteger(sequence) || sequence < 1 || !content) {
    ignored('throughline_snapshot', facet, warnings);
    return null;
  }
  const digest = parseDigest(facet.at('digest').text ?? '');
  const md5 = parseMd5(facet.at('md5').text ?? '');
  return {
    id: id as SnapshotId,
    sequence,
    content,
    digest: digest.ok ? digest.value : null,
    md5: md5.ok ? md5.value : null,
    byteLength: facet.at('byteLength').number,
    format: facet.at('format').text,
    createdAt: timeOrNull(facet.at('createdAt')),
    parents: (facet.at('parents').items() ?? []).flatMap(({ text }) =>
      text === null ? [] : [text as SnapshotId],
    ),
  };
}

function plainText(placed: Placed): string | null {
  return placed.text !== null && placed.text !== '' && !isTemplate(placed.text) ? placed.text : null;
}

function timeOrNull({ text }: Placed): Timestamp | null {
  const time = text === null ? null : parseTimestamp(text);
  return time?.ok ? time.value : null;
}

function ignored(facet: string, placed: Placed, warnings: Warnings): void {
  warnings.add(`the facet ${facet} is not shaped as its schema says: left out`, placed.pointer);
}
