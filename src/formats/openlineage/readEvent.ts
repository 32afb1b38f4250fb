import type { DatasetFact, JobFact, LineageStatement, LinkFact, RunTransition } from '../../lineage/facts';
import type { LinkPurpose, Origin } from '../../lineage/records';
import { parseTimestamp, type Timestamp } from '../../versioning/timestamp';
import { noClaims } from './readClaims';
import { type DbtNode, readJobNames, namesByDbt, readDbtNode } from './readDbtNode';
import { type ExplicitLineage, readDatasetLineage, readExplicitLineage } from './readExplicitLineage';
import { readDatasetFacets, readLinkFacets } from './readDatasetFacets';
import { readJobFacets } from './readJobFacets';
import { readRunFacets } from './readRunFacets';
import type { CodedJob, DatasetPart, ReadDataset } from './remembered';
import { canonicalRunId } from './runId';
import { isTemplate } from './template';
import { facetAt, type Placed, typeName } from './place';
import { facetsOf, hasName, nameOf, noteTemplate } from './placedNames';
import type { Warnings } from './warnings';

/** The states that OpenLineage lets an event tell of. */
export const eventTypes = ['START', 'RUNNING', 'COMPLETE', 'ABORT', 'FAIL', 'OTHER'] as const;
/** The transition of a run that an event reports. */
export type EventType = (typeof eventTypes)[number];

const transitionOf: Readonly<Record<EventType, RunTransition>> = {
  START: 'start',
  RUNNING: 'progress',
  COMPLETE: 'complete',
  ABORT: 'abort',
  FAIL: 'fail',
  OTHER: 'other',
};

/**
 * What one event says: a run event has a run, a job event a job without one, a dataset event neither. What breaks the
 * specification's types throws a `Fault`; what is only missing or misshapen in a facet is warned of.
 */
export function readEvent(placed: Placed, warnings: Warnings): LineageStatement {
  const body = placed.object;
  if (!body) throw placed.refuse(`an event is an object, and this is ${typeName(placed.value)}`);
  if (!anyOf.some((member) => Object.hasOwn(body, member))) {
    throw placed.refuse(`an event has one of ${anyOf.join(', ')}, and this has none: it is no OpenLineage`);
  }
  const run = placed.at('run');
  const job = readJob(placed.at('job'), warnings);
  const type = readType(placed.at('eventType'));
  if (placed.at('schemaURL').isAbsent) warnings.add('no schemaURL', placed.pointer);
  const time = readTime(placed.at('eventTime'), warnings);
  const facets = facetsOf(run, 'facets', warnings);
  const runId = readRunId(run, warnings);
  // A run event may carry any other member; `dataset` is only a dataset event's.
  if (run.isAbsent && !job && !placed.at('dataset').isAbsent) {
    const dataset = placed.at('dataset');
    const datasets = readDatasetEvent(dataset, warnings);
    return { ...nothing, time, datasets, toldBy: toldBy(dataset.at('facets')) };
  }
  const dbtNode = job && readDbtNode(placed.at('job').at('facets'), facets);
  const described: Described = { job, runId, type, isRun: !run.isAbsent, dbtNode, datasets: [], links: [] };
  const facts = readRunFacets(facets, job, warnings);
  const id = facts.id ?? runId;
  described.runId = id;
  readDatasets(placed.at('inputs'), 'input', described, warnings);
  readDatasets(placed.at('outputs'), 'output', described, warnings);
  if (job) addExplicit(readExplicitLineage(placed.at('job').at('facets'), warnings), job, described);
  else warnings.add('an event without a job links nothing', placed.pointer);
  const transition = type && transitionOf[type];
  return {
    time,
    jobs: job ? [job] : nothing.jobs,
    runs: id === null ? nothing.runs : [{ ...facts.fact, id, job, transition }],
    datasets: described.datasets,
    links: described.links,
    ...(run.isAbsent && { toldBy: toldBy(placed.at('job').at('facets')) }),
  };
}

/** The facet `throughline_claim` of this project's exports: the run that said what the other facets say. */
function toldBy(facets: Placed): string | null {
  return facetAt(facets, 'throughline_claim').at('runId').text;
}

const nothing: LineageStatement = { time: null, jobs: [], runs: [], datasets: [], links: [] };
const anyOf = ['eventType', 'run', 'job', 'dataset', 'inputs', 'outputs'];

/** An event while its datasets are read. */
interface Described {
  readonly job: JobFact | null;
  runId: string | null;
  readonly type: EventType | null;
  readonly isRun: boolean;
  readonly dbtNode: DbtNode | null;
  readonly datasets: DatasetFact[];
  readonly links: LinkFact[];
}

function readType(placed: Placed): EventType | null {
  if (placed.isAbsent || (placed.text !== null && isTemplate(placed.text))) return null;
  const type = eventTypes.find((each) => each === placed.text);
  if (!type)
    throw placed.refuse(
      `eventType is ${JSON.stringify(placed.value)}, and not one of ${eventTypes.join(', ')}`,
    );
  return type;
}

function readTime(placed: Placed, warnings: Warnings): Timestamp | null {
  if (placed.isAbsent) {
    warnings.add('no eventTime', placed.pointer);
    return null;
  }
  if (placed.text === null) throw placed.refuse(`eventTime is text, and this is ${typeName(placed.value)}`);
  if (noteTemplate(placed, warnings)) return null;
  // RFC 9557: what stands in brackets names the zone of the offset before it.
  const text = placed.text.endsWith(']') ? placed.text.replace(/(?:\[[^[\]]*\])+$/, '') : placed.text;
  const time = parseTimestamp(text);
  if (!time.ok)
    throw placed.refuse(`eventTime ${JSON.stringify(placed.text.slice(0, 80))} is no ISO 8601 date and time`);
  if (!/[zZ]$|[+-]\d\d:?\d\d$/.test(text))
    warnings.add('eventTime has no zone: taken as UTC', placed.pointer);
  return time.value;
}

function readRunId(run: Placed, warnings: Warnings): string | null {
  if (run.isAbsent) return null;
  if (!run.object) throw run.refuse(`run is an object, and this is ${typeName(run.value)}`);
  const placed = run.at('runId');
  if (placed.isAbsent) {
    warnings.add('a run without runId', placed.pointer);
    return null;
  }
  if (!placed.text)
    throw placed.refuse(`runId is text that is not empty, and this is ${typeName(placed.value)}`);
  if (noteTemplate(placed, warnings)) return null;
  const id = canonicalRunId(placed.text);
  if (!id.isUuid) warnings.add('a runId that is no UUID: kept as it is', placed.pointer);
  return id.value;
}

function readJob(placed: Placed, warnings: Warnings): CodedJob | null {
  if (placed.isAbsent) return null;
  if (!placed.object) throw placed.refuse(`job is an object, and this is ${typeName(placed.value)}`);
  const { namespace, name, facets } = placed.object;
  const known = warnings.remembered.jobs.find('job', name, facets);
  if (known?.namespace === namespace) return known!;
  return warnings.keepSilent(
    () => {
      const isNamed = hasName(placed, 'a job', warnings);
      const said = readJobFacets(
        facetsOf(placed, 'facets', warnings),
        placed.at('name').text ?? '',
        warnings,
      );
      if (!isNamed) return null;
      const otherNames = readJobNames(placed.at('facets'));
      return { ...nameOf(placed), ...said, ...(otherNames.length > 0 && { otherNames }) };
    },
    (job) => warnings.remembered.jobs.keep('job', job.name, facets, job),
  );
}

type Role = LinkFact['role'];

function readDatasets(placed: Placed, role: Role, described: Described, warnings: Warnings): void {
  if (placed.isAbsent) return;
  const items = placed.items();
  if (!items) throw placed.refuse(`a list of datasets is expected, and this is ${typeName(placed.value)}`);
  const { job, runId, isRun, type, dbtNode } = described;
  for (const item of items) {
    const more = facetsOf(item, role === 'input' ? 'inputFacets' : 'outputFacets', warnings);
    // An export of this project has no more than the start of a run that did not end, and says which version it means.
    const isBefore = role === 'output' && type === 'START';
    const read = readDataset(item, isBefore ? 'outputBefore' : role, warnings);
    if (!read) continue;
    const said = readLinkFacets(more, read.dataset.name, role, warnings);
    const byDbt = dbtNode ? namesByDbt(dbtNode, role, read.dataset.name, items.length === 1) : [];
    const dataset = withNames(withLength(read.dataset, said.byteLength), byDbt);
    const linkClaims = together(read.contentClaims, said.claims);
    if (!job) {
      described.datasets.push({ ...dataset, claims: [...dataset.claims, ...linkClaims] });
      continue;
    }
    described.datasets.push(dataset);
    const origin: Origin = said.origin ?? (isRun || type !== null ? 'observed' : 'declared');
    // Written out: spreading objects takes most of the time of a large import.
    described.links.push({
      role,
      job,
      runId,
      dataset,
      origin,
      purpose: said.purpose,
      requested: said.requested,
      claims: linkClaims,
    });
  }
}

/** A dataset with the datasets that its facet `lineage` names: what it came of by no job that is told of is a claim. */
function readDatasetEvent(placed: Placed, warnings: Warnings): readonly DatasetFact[] {
  const read = readDataset(placed, 'alone', warnings);
  if (!read) return [];
  const { dataset } = read;
  const { inputs, columns } = readDatasetLineage(facetsOf(placed, 'facets', warnings), warnings);
  const sources = distinct(inputs.map(({ namespace, name }) => ({ namespace, name })));
  const body = { sources, columns: distinct([...columns, ...dataset.columnSources]) };
  const isDerived = body.sources.length > 0 || body.columns.length > 0;
  const claims = isDerived ? [...dataset.claims, { about: 'derivation', body } as const] : dataset.claims;
  return [{ ...dataset, columnSources: [], claims }, ...inputs];
}

/** Each once, in an order that does not depend on the facet that they came by. */
function distinct<T>(values: readonly T[]): readonly T[] {
  const byText = new Map(values.map((value) => [JSON.stringify(value), value]));
  return [...byText].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, value]) => value);
}

/** A version that was written, with its length where it is told of what was written. */
function withLength<T extends DatasetFact>(dataset: T, byteLength: number | null): T {
  const { version } = dataset;
  if (byteLength === null || version === null || version.own) return dataset;
  return { ...dataset, version: { ...version, byteLength } };
}

function withNames<T extends DatasetFact>(dataset: T, names: DatasetFact['otherNames']): T {
  return names.length === 0 ? dataset : { ...dataset, otherNames: [...dataset.otherNames, ...names] };
}

function together<T>(a: readonly T[], b: readonly T[]): readonly T[] {
  if (a.length === 0) return b;
  return b.length === 0 ? a : [...a, ...b];
}

function readDataset(placed: Placed, part: DatasetPart, warnings: Warnings): ReadDataset | null {
  if (!placed.object) throw placed.refuse(`a dataset is an object, and this is ${typeName(placed.value)}`);
  const { namespace, name, facets } = placed.object;
  const known = warnings.remembered.datasets.find(part, name, facets);
  if (known?.dataset.namespace === namespace) return known!;
  return warnings.keepSilent(
    () => readDatasetAnew(placed, part, warnings),
    (read) => warnings.remembered.datasets.keep(part, read.dataset.name, facets, read),
  );
}

function readDatasetAnew(placed: Placed, part: DatasetPart, warnings: Warnings): ReadDataset | null {
  const isNamed = hasName(placed, 'a dataset', warnings);
  const role = part === 'alone' ? null : part === 'input' ? part : 'output';
  const facets = facetsOf(placed, 'facets', warnings);
  const facts = readDatasetFacets(facets, placed.at('name').text ?? '', role, warnings);
  if (!isNamed) return null;
  const { namespace, name } = nameOf(placed);
  const { kind, otherNames, columnSources, claims, contentClaims } = facts;
  const version = part !== 'outputBefore' || facts.version?.own ? facts.version : null;
  return {
    dataset: { namespace, name, kind, otherNames, version, columnSources, claims },
    contentClaims,
  };
}

/** The facet `lineage` of a job: what it reads and writes by its own declaration. */
function addExplicit(explicit: ExplicitLineage, job: JobFact, described: Described): void {
  const origin: Origin = 'declared';
  const purpose: LinkPurpose | null = null;
  for (const role of ['input', 'output'] as const) {
    for (const dataset of role === 'input' ? explicit.inputs : explicit.outputs) {
      described.datasets.push(dataset);
      described.links.push({
        role,
        job,
        runId: null,
        dataset,
        origin,
        purpose,
        requested: null,
        claims: noClaims,
      });
    }
  }
}
