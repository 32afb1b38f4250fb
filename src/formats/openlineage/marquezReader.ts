import { openTable, ownValue } from '../../lib/ownValue';
import type { Json } from '../../lib/json';
import type { ClaimFact, SchemaField } from '../../lineage/claims';
import type { DatasetFact, JobFact, RunFact } from '../../lineage/facts';
import type { RunState } from '../../lineage/records';
import type { ColumnSource, Reference } from '../../lineage/reference';
import { documentReader, parseDocumentJson } from '../documents/documentReader';
import {
  datasetFact,
  documentationOf,
  jobFact,
  runFact,
  StatementDraft,
  tagsOf,
} from '../documents/statementDraft';
import type { WarningTally } from '../warningTally';
import { type Placed, Placed as PlacedValue, timeOrNull } from './place';

/** Each node is a record: a dataset, a job with its last run, or a column with those that it came of. Names are those of the events. */
export const marquezReader = documentReader({
  records(text) {
    const root = new PlacedValue(parseDocumentJson(text));
    const graph = root.at('graph').items() ?? [root];
    const ids = new Map<string, Reference>();
    for (const node of graph) {
      const [id, name] = [node.at('id').text, nameOf(node)];
      if (id !== null && name) ids.set(id, name);
    }
    return graph.map((node) => {
      if (!node.object) throw node.refuse('an object is expected');
      return { record: { node: node.object, names: namesIn(node, ids) }, place: node.pointer };
    });
  },
  say(record, warnings) {
    const root = new PlacedValue(record);
    const draft = new StatementDraft(null);
    addNode(root.at('node'), root.at('names'), draft, warnings);
    return draft.end();
  },
});

function addNode(node: Placed, names: Placed, draft: StatementDraft, warnings: WarningTally): void {
  const own = nameOf(node);
  const type = node.at('type').text;
  if (!own || (type !== 'DATASET' && type !== 'JOB' && type !== 'DATASET_FIELD')) {
    warnings.add('a node that is no dataset, job or column was left out', node.pointer);
    return;
  }
  if (type === 'DATASET_FIELD') return addColumn(node, own, draft);
  const data = node.at('data');
  const isJob = type === 'JOB';
  const job = isJob ? jobOf(own, data) : null;
  const dataset = isJob ? null : datasetOf(own, data);
  const run = job && data.at('latestRun').object ? runOf(job, data.at('latestRun')) : null;
  if (job) draft.job(job);
  if (dataset) draft.dataset(dataset);
  if (run) draft.run(run);
  for (const [member, end, role] of edgeEnds) {
    for (const edge of node.at(member).items() ?? []) {
      const id = edge.at(end).text ?? '';
      const other = referenceAt(names.at(id)) ?? referenceOfId(id);
      const isOtherKind = id.startsWith(isJob ? 'dataset:' : 'job:');
      if (!other || !isOtherKind) continue;
      const link = isJob ? role.ofJob : role.ofDataset;
      draft.link(link, job ?? jobFact(other), null, dataset ?? datasetFact(other));
    }
  }
}

const edgeEnds = [
  ['inEdges', 'origin', { ofJob: 'input', ofDataset: 'output' }],
  ['outEdges', 'destination', { ofJob: 'output', ofDataset: 'input' }],
] as const;

function jobOf(name: Reference, data: Placed): JobFact {
  return jobFact(name, { description: data.at('description').text });
}

const states: Readonly<Record<string, RunState>> = {
  NEW: 'scheduled',
  RUNNING: 'running',
  COMPLETED: 'completed',
  FAILED: 'failed',
  ABORTED: 'aborted',
};

function runOf(job: JobFact, run: Placed): RunFact | null {
  const id = run.at('id').text;
  if (!id) return null;
  return runFact(id.toLowerCase(), job, {
    course: {
      state: ownValue(states, run.at('state').text ?? '') ?? 'unknown',
      startedAt: timeOrNull(run.at('startedAt')),
      endedAt: timeOrNull(run.at('endedAt')),
    },
  });
}

function datasetOf(name: Reference, data: Placed): DatasetFact {
  const fields = (data.at('fields').items() ?? []).flatMap((field): SchemaField[] => {
    const [own, type, description] = ['name', 'type', 'description'].map((each) => field.at(each).text);
    return own ? [{ name: own, ...(type && { type }), ...(description && { description }) }] : [];
  });
  const tags = (data.at('tags').items() ?? []).flatMap(({ text }) => (text ? [{ key: text }] : []));
  const source = data.at('sourceName').text;
  const claims: ClaimFact[] = [
    ...(fields.length > 0 ? [{ about: 'schema', body: { fields } } as const] : []),
    ...documentationOf(data.at('description').text),
    ...tagsOf(tags),
    ...(source ? [{ about: 'dataSource', body: { name: source } } as const] : []),
  ];
  return datasetFact(name, { claims });
}

function addColumn(node: Placed, own: Reference, draft: StatementDraft): void {
  const data = node.at('data');
  const column = data.at('field').text ?? node.at('id').text?.split(':').at(-1) ?? '';
  const type = data.at('transformationType').text;
  const columns = (data.at('inputFields').items() ?? []).flatMap((field): ColumnSource[] => {
    const [namespace, name, from] = [
      field.at('namespace').text,
      field.at('dataset').text ?? field.at('name').text,
      field.at('field').text,
    ];
    if (!namespace || !name || !from) return [];
    const kind = ['IDENTITY', 'DIRECT'].includes(type ?? '') ? 'DIRECT' : null;
    const transformations = type === null ? [] : [[kind, type, false] as const];
    return [{ toColumn: column, from: { namespace, name }, fromColumn: from, transformations }];
  });
  const sources = columns.map(({ from }) => from).filter(({ name }) => name !== own.name);
  for (const from of sources) draft.dataset(datasetFact(from));
  const body = { sources, columns };
  draft.dataset(datasetFact(own, { claims: columns.length === 0 ? [] : [{ about: 'derivation', body }] }));
}

/** What a node's data says of its own name; by its id where it says nothing. */
function nameOf(node: Placed): Reference | null {
  const data = node.at('data');
  if (node.at('type').text === 'DATASET_FIELD') {
    // The id names the column's own dataset; some answers have another in `dataset`.
    const [, namespace, name] = /^datasetField:(.+):([^:]+):[^:]+$/.exec(node.at('id').text ?? '') ?? [];
    return namespace && name ? { namespace, name } : null;
  }
  return referenceAt(data.at('id')) ?? referenceAt(data) ?? referenceOfId(node.at('id').text ?? '');
}

function referenceAt(placed: Placed): Reference | null {
  const [namespace, name] = [placed.at('namespace').text, placed.at('name').text];
  return namespace && name ? { namespace, name } : null;
}

/** A namespace may hold colons, as `postgres://host:5432` does: the name stands behind the last. */
function referenceOfId(id: string): Reference | null {
  const [, namespace, name] =
    /^(?:job|dataset|run):(.+):([^:]+)$/.exec(id.replace(/#[0-9a-f-]{36}$/, '')) ?? [];
  return namespace && name ? { namespace, name } : null;
}

/** The names of the nodes that edges lead to, as far as the answer has those nodes. */
function namesIn(node: Placed, ids: ReadonlyMap<string, Reference>): Json {
  const named = openTable<Json>();
  for (const [member, end] of edgeEnds) {
    for (const edge of node.at(member).items() ?? []) {
      const id = edge.at(end).text;
      const name = id === null ? undefined : ids.get(id);
      if (id !== null && name) named[id] = { namespace: name.namespace, name: name.name };
    }
  }
  return named;
}
