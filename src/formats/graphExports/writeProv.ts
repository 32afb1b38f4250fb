import { shortText } from '../documents/statementDraft';
import { addressPart } from './addressPart';
import type { Json } from '../../lib/json';
import type { Reference } from '../../lineage/reference';
import { formalAttributes } from '../prov/provModel';
import { throughlineNamespaces, throughlinePrefix, throughlineRuns } from '../prov/ownTerms';
import type { ExportedDataset, ExportedGraph, ExportedRun } from './exportedGraph';
import { nodesAndEdges } from './nodesAndEdges';

type Records = Record<string, Record<string, Json>>;

/**
 * The graph as a document of PROV: a dataset is an entity and each of its versions one that specialises it; a run is an activity with its job as
 * plan. A job whose links are only declared is an activity of the type `throughline:Job`.
 */
export function provDocument(graph: ExportedGraph): Json {
  const names = new Prefixes();
  const records: Records = {};
  const add = (kind: string, id: string | null, body: Json): void => {
    const of = (records[kind] ??= {});
    of[id ?? `_:${kind}${Object.keys(of).length + 1}`] = body;
  };
  for (const dataset of graph.datasets) addDataset(dataset, names, add);
  for (const run of graph.runs) addRun(run, names, add);
  addDeclared(graph, names, add);
  for (const { from, to, kind } of graph.links) {
    if (kind !== 'derived' && kind !== 'renamed') continue;
    const ends = { 'prov:generatedEntity': names.of(to), 'prov:usedEntity': names.of(from) };
    add('wasDerivedFrom', null, kind === 'renamed' ? { ...ends, 'prov:type': typed('prov:Revision') } : ends);
  }
  return { prefix: names.declared(), ...records };
}

type Add = (kind: string, id: string | null, body: Json) => void;

function addDataset(dataset: ExportedDataset, names: Prefixes, add: Add): void {
  const { kind, told, versions } = dataset;
  const own = names.of(dataset);
  const description = told.documentation?.text;
  add('entity', own, {
    ...(kind !== null && { 'prov:type': typed(`throughline:${kind}`) }),
    ...(description !== undefined && { 'prov:label': description }),
  });
  for (const { version, sha256, md5 } of versions) {
    const specific = names.of({ namespace: dataset.namespace, name: versionName(dataset.name, version) });
    add('entity', specific, {
      'throughline:version': version,
      ...(sha256 !== null && { 'throughline:sha256': sha256 }),
      ...(md5 !== null && { 'throughline:md5': md5 }),
    });
    add('specializationOf', null, { 'prov:specificEntity': specific, 'prov:generalEntity': own });
  }
}

function addRun(run: ExportedRun, names: Prefixes, add: Add): void {
  const id = `run:${addressPart(run.id)}`;
  add('activity', id, {
    ...(run.startedAt !== null && { 'prov:startTime': run.startedAt }),
    ...(run.endedAt !== null && { 'prov:endTime': run.endedAt }),
    'throughline:state': run.state,
  });
  add('wasAssociatedWith', null, { 'prov:activity': id, 'prov:plan': names.of(run.job) });
  const entity = ({ dataset, version }: ExportedRun['inputs'][number]): string =>
    names.of(
      version === null ? dataset : { namespace: dataset.namespace, name: versionName(dataset.name, version) },
    );
  for (const use of run.inputs) add('used', null, { 'prov:activity': id, 'prov:entity': entity(use) });
  for (const use of run.outputs)
    add('wasGeneratedBy', null, { 'prov:entity': entity(use), 'prov:activity': id });
}

/** Links of jobs that no run was seen to follow, and jobs without links. */
function addDeclared(graph: ExportedGraph, names: Prefixes, add: Add): void {
  const told = new Set<string>();
  const activity = (job: Reference): string => {
    const id = names.of(job);
    if (!told.has(id)) add('activity', id, { 'prov:type': typed('throughline:Job') });
    told.add(id);
    return id;
  };
  const hasRuns = new Set(graph.runs.map(({ job }) => names.of(job)));
  for (const job of graph.jobs) if (!hasRuns.has(names.of(job))) activity(job);
  for (const { from, to, kind, origin } of nodesAndEdges(graph).edges) {
    if (kind !== 'data' || origin === 'observed') continue;
    if (from.type === 'dataset')
      add('used', null, { 'prov:activity': activity(to), 'prov:entity': names.of(from) });
    else add('wasGeneratedBy', null, { 'prov:entity': names.of(to), 'prov:activity': activity(from) });
  }
}

function versionName(name: string, version: string): string {
  return `${name}@${version}`;
}

function typed(name: string): Json {
  return { $: name, type: 'prov:QUALIFIED_NAME' };
}

/** What the grammar of PROV-N cannot write in a name. */
const odd = /[\s<>{}|^`\\%]|\p{Cc}|\p{Surrogate}/u;
const address = /^[a-z][a-z0-9+.-]*:[^\s<>"{}|\\^`\p{Surrogate}]+$/iu;

/** A prefix for each namespace: names of a document have one. A namespace or name that PROV has no way to write stands encoded behind a prefix of our own. */
class Prefixes {
  private readonly byAddress = new Map<string, string>();

  of({ namespace, name }: Reference): string {
    const isPlain = address.test(namespace) && !namespace.startsWith(throughlinePrefix) && !odd.test(name);
    const stands = isPlain ? namespace : throughlineNamespaces + addressPart(namespace);
    const known = this.byAddress.get(stands) ?? `ns${this.byAddress.size + 1}`;
    this.byAddress.set(stands, known);
    return `${known}:${isPlain ? name : addressPart(name)}`;
  }

  declared(): Json {
    const own = { throughline: throughlinePrefix, run: throughlineRuns };
    return { ...own, ...Object.fromEntries([...this.byAddress].map(([stands, prefix]) => [prefix, stands])) };
  }
}

/** The same document in PROV-N. */
export function provNotation(document: Json): string {
  const { prefix, ...records } = document as Readonly<Record<string, Readonly<Record<string, Json>>>>;
  const lines = Object.entries(prefix ?? {}).map(
    ([name, iri]) => `  prefix ${name} <${shortText(iri) ?? ''}>`,
  );
  for (const [kind, of] of Object.entries(records)) {
    for (const [id, body] of Object.entries(of))
      lines.push(`  ${statement(kind, id, body as Record<string, Json>)}`);
  }
  return `document\n${lines.join('\n')}\nendDocument\n`;
}

const elements = new Set(['entity', 'activity', 'agent']);

function statement(kind: string, id: string, body: Readonly<Record<string, Json>>): string {
  const formal = formalAttributes[kind]!;
  const isElement = elements.has(kind);
  const places = formal.map((name) => {
    const value = body[name];
    if (value === undefined) return '-';
    return /[tT]ime$/.test(name) ? (shortText(value) ?? '') : escapedName(shortText(value) ?? '');
  });
  const others = Object.entries(body).filter(([name]) => !formal.includes(name));
  const attributes = others.map(([name, value]) => `${name}=${literal(value)}`);
  const parts = [
    ...(isElement ? [escapedName(id)] : []),
    ...places,
    ...(attributes.length > 0 ? [`[${attributes.join(', ')}]`] : []),
  ];
  return `${kind}(${parts.join(', ')})`;
}

/** Marks of the grammar have a backslash before them; PROV-N has no way to write a blank in a name but that. */
function escapedName(name: string): string {
  const colon = name.indexOf(':');
  const [prefix, local] = [name.slice(0, colon + 1), name.slice(colon + 1)];
  return prefix + local.replaceAll(/[\\\s,;:()[\]='"]/g, (mark) => `\\${mark}`);
}

function literal(value: Json): string {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    const { $ } = value as { readonly $?: Json };
    return `'${shortText($) ?? ''}'`;
  }
  const text = (shortText(value) ?? '')
    .replaceAll('\\', '\\\\')
    .replaceAll('"', '\\"')
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r');
  return `"${text}"`;
}
