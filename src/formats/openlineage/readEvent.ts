import type { Json } from '../../lib/json';
import { parseTimestamp, type Timestamp } from '../../versioning/timestamp';
import { type EventDataset, type EventJob, type EventType, eventTypes, type OpenLineageEvent } from './event';
import { readDatasetFacets, readJobFacets, readRunFacets } from './readFacets';
import { isTemplate } from './template';
import { type Placed, typeName } from './place';
import type { Warnings } from './warnings';

/** One event. What breaks the specification's types throws a `Fault`; what is only missing or misshapen in a facet is warned of. */
export function readEvent(placed: Placed, warnings: Warnings): OpenLineageEvent {
  const body = placed.object;
  if (!body) throw placed.refuse(`an event is an object, and this is ${typeName(placed.value)}`);
  if (!anyOf.some((member) => Object.hasOwn(body, member))) {
    throw placed.refuse(`an event has one of ${anyOf.join(', ')}, and this has none: it is no OpenLineage`);
  }
  const run = placed.at('run');
  const job = readJob(placed.at('job'), warnings);
  const dataset = placed.at('dataset');
  const kind = !run.isAbsent ? 'run' : !dataset.isAbsent && !job ? 'dataset' : 'job';
  if (placed.at('schemaURL').isAbsent) warnings.add('no schemaURL', placed.pointer);
  const runFacets = facetsOf(run, 'facets', warnings);
  return {
    kind,
    type: readType(placed.at('eventType')),
    time: readTime(placed.at('eventTime'), warnings),
    runId: readRunId(run, warnings),
    job,
    run: readRunFacets(runFacets, warnings),
    inputs: readDatasets(placed.at('inputs'), 'inputFacets', warnings),
    outputs: readDatasets(placed.at('outputs'), 'outputFacets', warnings),
    // A run event may carry any other member; `dataset` is only a dataset event's.
    dataset: kind === 'dataset' ? readDataset(dataset, null, warnings) : null,
  };
}

const anyOf = ['eventType', 'run', 'job', 'dataset', 'inputs', 'outputs'];

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
  const time = parseTimestamp(placed.text);
  if (!time.ok)
    throw placed.refuse(`eventTime ${JSON.stringify(placed.text.slice(0, 80))} is no ISO 8601 date and time`);
  if (!/[zZ]$|[+-]\d\d:?\d\d$/.test(placed.text))
    warnings.add('eventTime has no zone: taken as UTC', placed.pointer);
  return time.value;
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

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
  if (!uuid.test(placed.text)) {
    warnings.add('a runId that is no UUID: kept as it is', placed.pointer);
    return placed.text;
  }
  return placed.text.toLowerCase();
}

function readJob(placed: Placed, warnings: Warnings): EventJob | null {
  if (placed.isAbsent) return null;
  if (!placed.object) throw placed.refuse(`job is an object, and this is ${typeName(placed.value)}`);
  const isNamed = hasName(placed, 'a job', warnings);
  const { description, codeVersion } = readJobFacets(facetsOf(placed, 'facets', warnings), warnings);
  return isNamed ? { ...nameOf(placed), description, codeVersion } : null;
}

function readDatasets(
  placed: Placed,
  ownFacets: 'inputFacets' | 'outputFacets',
  warnings: Warnings,
): EventDataset[] {
  if (placed.isAbsent) return [];
  const items = placed.items();
  if (!items) throw placed.refuse(`a list of datasets is expected, and this is ${typeName(placed.value)}`);
  return items.flatMap((item) => readDataset(item, ownFacets, warnings) ?? []);
}

function readDataset(
  placed: Placed,
  ownFacets: 'inputFacets' | 'outputFacets' | null,
  warnings: Warnings,
): EventDataset | null {
  if (!placed.object) throw placed.refuse(`a dataset is an object, and this is ${typeName(placed.value)}`);
  const isNamed = hasName(placed, 'a dataset', warnings);
  const facets = facetsOf(placed, 'facets', warnings);
  const more = ownFacets && facetsOf(placed, ownFacets, warnings);
  const facts = readDatasetFacets(facets, more, warnings);
  if (!isNamed) return null;
  const { namespace, name } = nameOf(placed);
  const { kind, version, aliases, columns, byteLength, snapshot, origin, requested } = facts;
  // Written out: spreading two objects takes most of the time of a large import.
  return { namespace, name, kind, version, aliases, columns, byteLength, snapshot, origin, requested };
}

/** False, with a warning, where a part is missing or a placeholder: an id made of it would be an invention. */
function hasName(placed: Placed, what: string, warnings: Warnings): boolean {
  const { namespace, name } = placed.object!;
  if (isPlainText(namespace) && isPlainText(name)) return true;
  for (const part of [placed.at('namespace'), placed.at('name')]) {
    if (part.isAbsent) {
      warnings.add(`${what} without namespace and name is left out`, placed.pointer);
      return false;
    }
    if (part.text === null) throw part.refuse(`text is expected, and this is ${typeName(part.value)}`);
    if (noteTemplate(part, warnings)) return false;
  }
  return true;
}

function isPlainText(value: Json | undefined): boolean {
  return typeof value === 'string' && !isTemplate(value);
}

function nameOf(placed: Placed): { readonly namespace: string; readonly name: string } {
  const { namespace, name } = placed.object!;
  return { namespace: namespace as string, name: name as string };
}

/** The facets, or an absent place with a fault thrown where they are no object. */
function facetsOf(placed: Placed, member: string, warnings: Warnings): Placed {
  const facets = placed.at(member);
  if (!facets.isAbsent && !facets.object) {
    warnings.add(`${member} is no object: left out`, facets.pointer);
  }
  return facets;
}

function noteTemplate(placed: Placed, warnings: Warnings): boolean {
  if (placed.text === null || !isTemplate(placed.text)) return false;
  warnings.add(
    'a placeholder of a template stands where a value belongs: kept raw, nothing is derived from it',
    placed.pointer,
  );
  return true;
}
