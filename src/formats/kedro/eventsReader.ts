import type { RunReference, RunState } from '../../lineage/records';
import { documentReader, parseDocumentJson } from '../documents/documentReader';
import { runFact, StatementDraft } from '../documents/statementDraft';
import { Placed, timeOrNull } from '../openlineage/place';
import { catalogDataset, nodeJob, pipelineJob } from './names';

/**
 * The events of one run, in their order. A node's events stand after those of what it loaded and before those of what it saved, as long as nodes
 * run one after the other; no event says which node loads: these links are inferred.
 */
export const kedroEventsReader = documentReader({
  records(text) {
    const value = parseDocumentJson(text);
    if (!Array.isArray(value)) throw new Placed(value).refuse('a list of events is expected');
    return [{ record: value, place: '' }];
  },
  say(record, warnings) {
    const events = new Placed(record).items() ?? [];
    const begin = events.find((event) => event.at('event').text === 'before_pipeline_run');
    const startedAt = begin ? timeOrNull(begin.at('timestamp')) : null;
    const end = events.find((event) =>
      /^(?:after_pipeline_run|on_pipeline_error)$/.test(event.at('event').text ?? ''),
    );
    const endedAt = end ? timeOrNull(end.at('timestamp')) : null;
    const runId = `kedro run ${startedAt ?? 'without a time'}`;
    const draft = new StatementDraft(endedAt ?? startedAt);
    draft.run(runFact(runId, pipelineJob, { course: { state: endOf(end), startedAt, endedAt } }));
    const parent: RunReference = {
      id: runId,
      job: { namespace: pipelineJob.namespace, name: pipelineJob.name },
    };
    let loaded: Placed[] = [];
    let last: string | null = null;
    for (const event of events) {
      const kind = event.at('event').text;
      if (kind === 'after_dataset_loaded') loaded.push(event);
      else if (kind === 'after_node_run' || kind === 'on_node_error') {
        last = addNode(event, kind === 'on_node_error', parent, loaded, draft);
        loaded = [];
      } else if (kind === 'after_dataset_saved') {
        if (last !== null) addLink('output', event, last, parent, draft);
      } else if (!/^(?:before|after)_pipeline_run$|^on_pipeline_error$/.test(kind ?? ''))
        warnings.add('an event of another kind was left out', event.pointer);
    }
    return draft.end();
  },
});

function endOf(end: Placed | undefined): RunState {
  if (!end) return 'unknown';
  return end.at('event').text === 'on_pipeline_error' ? 'failed' : 'completed';
}

/** The name of the node; null where the event has none. */
function addNode(
  event: Placed,
  isError: boolean,
  parent: RunReference,
  loaded: readonly Placed[],
  draft: StatementDraft,
): string | null {
  const name = event.at('node').text;
  if (name === null) return null;
  const seconds = event.at('duration').number;
  const message = event.at('error').text;
  draft.run(
    runFact(runIdOf(parent, name), nodeJob(name), {
      course: {
        state: isError || event.at('status').text === 'failed' ? 'failed' : 'completed',
        startedAt: null,
        endedAt: null,
      },
      parent,
      metrics: seconds === null ? {} : { durationSeconds: seconds },
      claims: message === null ? [] : [{ about: 'error', body: { message } }],
    }),
  );
  for (const each of loaded) addLink('input', each, name, parent, draft);
  return name;
}

function addLink(
  role: 'input' | 'output',
  event: Placed,
  node: string,
  parent: RunReference,
  draft: StatementDraft,
): void {
  const [name, byteLength] = [event.at('dataset').text, event.at('size').number];
  if (name === null) return;
  draft.link(role, nodeJob(node), runIdOf(parent, node), catalogDataset(name), {
    origin: 'inferred',
    claims: byteLength === null || byteLength === 0 ? [] : [{ about: 'statistics', body: { byteLength } }],
  });
}

function runIdOf(parent: RunReference, node: string): string {
  return `${parent.id}/${node}`;
}
