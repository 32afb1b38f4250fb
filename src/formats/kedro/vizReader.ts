import type { Json } from '../../lib/json';
import type { ClaimFact } from '../../lineage/claims';
import type { JobFact, LineageStatement, RunFact } from '../../lineage/facts';
import { documentReader, parseDocumentJson } from '../documents/documentReader';
import { runFact, StatementDraft, tagsOf } from '../documents/statementDraft';
import { folderOf, type LineagePlace } from '../lineagePlace';
import { Placed, timeOrNull } from '../openlineage/place';
import type { WarningTally } from '../warningTally';
import { fileOfDataset } from './datasetFile';
import { catalogDataset, nodeJob, pipelineJob } from './names';
import { addToldDataset } from './toldDataset';

/** A graph is one record, with what stands about its nodes in the files beside it. */
export const kedroVizReader = documentReader({
  async records(text, path, place) {
    const value = parseDocumentJson(text);
    const root = new Placed(value);
    if (!root.at('pipeline').object) return [{ record: await graphRecord(root, path, place), place: '' }];
    const main = await siblingOf(path, 'main', place);
    return [{ record: { status: value, names: main ? jobNames(main) : {} }, place: '' }];
  },
  say(record, warnings) {
    const root = new Placed(record);
    return root.at('status').isAbsent ? graphStatement(root, warnings) : statusStatement(root, warnings);
  },
});

async function siblingOf(path: string, name: string, place: LineagePlace): Promise<Placed | null> {
  const folder = folderOf(path);
  const text = await place.readText(folder === '' ? name : `${folder}/${name}`);
  if (!text?.ok) return null;
  return new Placed(parseDocumentJson(text.value));
}

/** Full names of the tasks by their ids. */
function jobNames(main: Placed): Record<string, Json> {
  const tasks = (main.at('nodes').items() ?? []).filter((node) => node.at('type').text === 'task');
  return Object.fromEntries(
    tasks.flatMap((node) => {
      const [id, name] = [node.at('id').text, node.at('full_name').text ?? node.at('name').text];
      return id !== null && name !== null ? [[id, name] as const] : [];
    }),
  );
}

async function graphRecord(graph: Placed, path: string, place: LineagePlace): Promise<Json> {
  const apiFolder = /(?:^|\/)pipelines$/.test(folderOf(path)) ? folderOf(folderOf(path)) : folderOf(path);
  const details: Record<string, Json> = {};
  const files: Record<string, Json> = {};
  for (const node of graph.at('nodes').items() ?? []) {
    const id = node.at('id').text;
    if (id === null || !/^[0-9a-f]{8}$/.test(id)) continue;
    const about = await siblingOf(apiFolder === '' ? 'x' : `${apiFolder}/x`, `nodes/${id}`, place);
    if (!about?.object) continue;
    details[id] = about.object;
    const filePath = about.at('filepath').text;
    const file =
      node.at('type').text === 'data' && filePath ? await fileOfDataset(filePath, path, place) : null;
    if (file) files[id] = { name: file.name, versions: [...file.versions] };
  }
  const nodes = graph.at('nodes').value ?? null;
  return { nodes, edges: graph.at('edges').value ?? null, details, files };
}

function graphStatement(root: Placed, warnings: WarningTally): LineageStatement {
  const draft = new StatementDraft(null);
  const nodes = root.at('nodes').items();
  if (!nodes) throw root.at('nodes').refuse('a list is expected');
  const jobs = new Map<string, JobFact>();
  const datasets = new Map<string, string>();
  for (const node of nodes) {
    const [id, name] = [node.at('id').text, node.at('full_name').text ?? node.at('name').text];
    if (id === null || name === null) {
      warnings.add('a node without id or name was left out', node.pointer);
      continue;
    }
    const [type, details] = [node.at('type').text, root.at('details').at(id)];
    if (type === 'task') jobs.set(id, draft.job(jobOf(name, node, details)));
    else if (type === 'data' || type === 'parameters') {
      datasets.set(id, name);
      addDataset(name, node, details, root.at('files').at(id), draft);
    } else if (type !== 'modularPipeline') warnings.add('a node of another type was left out', node.pointer);
  }
  for (const edge of root.at('edges').items() ?? []) {
    const [source, target] = [edge.at('source').text ?? '', edge.at('target').text ?? ''];
    const [writer, reader] = [jobs.get(source), jobs.get(target)];
    const [read, written] = [datasets.get(source), datasets.get(target)];
    // Edges from and to modular pipelines say the same again.
    if (read !== undefined && reader) draft.link('input', reader, null, catalogDataset(read));
    if (writer && written !== undefined) draft.link('output', writer, null, catalogDataset(written));
  }
  return draft.end();
}

function tagsAt(node: Placed): { readonly key: string }[] {
  return (node.at('tags').items() ?? []).flatMap(({ text }) => (text === null ? [] : { key: text }));
}

function jobOf(name: string, node: Placed, details: Placed): JobFact {
  const [code, filePath] = [details.at('code').text, details.at('filepath').text];
  const claims: ClaimFact[] = [
    ...tagsOf(tagsAt(node)),
    ...(code === null ? [] : [{ about: 'code', body: { language: 'python', text: code } } as const]),
    ...(filePath === null ? [] : [{ about: 'codeLocation', body: { path: filePath } } as const]),
  ];
  return { ...nodeJob(name), claims };
}

function addDataset(name: string, node: Placed, details: Placed, file: Placed, draft: StatementDraft): void {
  const layer = node.at('layer').text;
  const stats = details.at('stats').object ? details.at('stats') : node.at('node_extras').at('stats');
  addToldDataset(
    {
      name,
      tags: [...tagsAt(node), ...(layer === null ? [] : [{ key: 'layer', value: layer }])],
      type: node.at('dataset_type').text ?? details.at('original_type').text,
      uri: details.at('filepath').text,
      rowCount: stats.at('rows').number,
      fileName: file.at('name').text,
      versions: (file.at('versions').items() ?? []).flatMap(({ text }) => text ?? []),
    },
    draft,
  );
}

/** How the last run went: a run of the project, and one of each node. */
function statusStatement(root: Placed, warnings: WarningTally): LineageStatement {
  const status = root.at('status');
  const pipeline = status.at('pipeline');
  const runId = pipeline.at('run_id').text ?? '';
  const [startedAt, endedAt] = [timeOrNull(pipeline.at('start_time')), timeOrNull(pipeline.at('end_time'))];
  const draft = new StatementDraft(endedAt ?? startedAt);
  const state = stateOf(pipeline.at('status').text);
  draft.run(runFact(runId, pipelineJob, { course: { state, startedAt, endedAt } }));
  for (const [id, node] of status.at('nodes').members() ?? []) {
    const name = root.at('names').at(id).text;
    if (name === null) {
      warnings.add('a node whose name is in no file beside it was left out', id);
      continue;
    }
    draft.run(nodeRun(`${runId}/${id}`, name, runId, node));
  }
  return draft.end();
}

function nodeRun(id: string, name: string, parentId: string, node: Placed): RunFact {
  const [message, seconds] = [node.at('error').text, node.at('duration').number];
  return runFact(id, nodeJob(name), {
    course: { state: stateOf(node.at('status').text), startedAt: null, endedAt: null },
    parent: { id: parentId, job: { namespace: pipelineJob.namespace, name: pipelineJob.name } },
    metrics: seconds === null ? {} : { durationSeconds: seconds },
    claims: message === null ? [] : [{ about: 'error', body: { message } }],
  });
}

function stateOf(status: string | null): 'completed' | 'failed' | 'unknown' {
  if (status === null) return 'unknown';
  return /^success/i.test(status) ? 'completed' : 'failed';
}
