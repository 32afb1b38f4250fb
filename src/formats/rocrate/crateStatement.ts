import { openTable, ownValue } from '../../lib/ownValue';
import type { Json } from '../../lib/json';
import type { LineageStatement, RunFact } from '../../lineage/facts';
import type { RunState } from '../../lineage/records';
import { parseTimestamp, type Timestamp } from '../../versioning/timestamp';
import { idsAt, textAt, typesOf, valuesAt } from '../documents/jsonLd';
import { jobFact, runFact, shortText, StatementDraft } from '../documents/statementDraft';
import { Placed } from '../openlineage/place';
import type { WarningTally } from '../warningTally';
import { Crate } from './crate';
import { entityDataset } from './entityDataset';

/** Actions that did something to data; those that organise and control others are bookkeeping. */
const dataActions = new Set(['CreateAction', 'UpdateAction', 'ActivateAction', 'Action']);
const bookkeeping = new Set(['OrganizeAction', 'ControlAction']);

/** What a crate says: its files and folders, what it is made of, and its actions as runs of their instruments. */
export function crateStatement(record: Json, warnings: WarningTally): LineageStatement {
  const crate = new Crate(new Placed(record), warnings);
  const draft = new StatementDraft(null);
  for (const entity of crate.dataEntities()) {
    for (const dataset of entityDataset(entity, crate)) draft.dataset(dataset);
  }
  for (const action of crate.entities()) {
    const types = typesOf(action);
    if (types.some((type) => bookkeeping.has(type)))
      warnings.add('an action that organises others is kept, and is no run', action.pointer);
    else if (types.some((type) => dataActions.has(type))) addAction(action, crate, draft, warnings);
  }
  return draft.end();
}

function addAction(action: Placed, crate: Crate, draft: StatementDraft, warnings: WarningTally): void {
  const id = crate.idOf(action)!;
  const [instrument] = idsAt(action, 'instrument');
  if (instrument === undefined)
    warnings.add('an action without instrument is a run of itself', action.pointer);
  const name = crate.reference(instrument ?? id);
  const tool = instrument === undefined ? action : crate.entity(instrument);
  const job = jobFact(name, { description: tool ? textAt(tool, 'name') : null });
  const run = draft.run({
    ...runOf(action, id, crate, warnings),
    job,
    parameters: parametersOf(action, crate),
  });
  for (const [term, role] of [
    ['object', 'input'],
    ['result', 'output'],
  ] as const) {
    for (const other of idsAt(action, term)) {
      const entity = crate.entity(other);
      if (entity && typesOf(entity).includes('PropertyValue')) continue;
      if (!entity) warnings.add('an action names data that is not in the crate', action.pointer);
      draft.link(role, job, run.id, crate.dataset(other));
    }
  }
}

const states: Readonly<Record<string, RunState>> = {
  CompletedActionStatus: 'completed',
  FailedActionStatus: 'failed',
  ActiveActionStatus: 'running',
  PotentialActionStatus: 'scheduled',
};

function runOf(action: Placed, id: string, crate: Crate, warnings: WarningTally): RunFact {
  const [status] = idsAt(action, 'actionStatus');
  const state = ownValue(states, status?.replace(/^.*[/#:]/, '') ?? '') ?? 'unknown';
  const message = textAt(action, 'error');
  const agents = idsAt(action, 'agent').map((agent) => {
    const entity = crate.entity(agent);
    return (entity && textAt(entity, 'name')) ?? agent;
  });
  return runFact(crate.runId(id), null, {
    course: {
      state: state === 'unknown' && message !== null ? 'failed' : state,
      startedAt: timeOf(action, 'startTime', warnings),
      endedAt: timeOf(action, 'endTime', warnings),
    },
    actor: agents.length === 0 ? null : agents.join(', '),
    claims: message === null ? [] : [{ about: 'error', body: { message } }],
  });
}

function timeOf(action: Placed, term: string, warnings: WarningTally): Timestamp | null {
  const text = textAt(action, term);
  if (text === null) return null;
  const time = parseTimestamp(text);
  if (!time.ok) warnings.add('a time that is no ISO 8601 date was left out', action.pointer);
  return time.ok ? time.value : null;
}

/** Numbers and texts that an action took are entities of their own. */
function parametersOf(action: Placed, crate: Crate): Record<string, Json> {
  const found = openTable<Json>();
  for (const id of idsAt(action, 'object')) {
    const entity = crate.entity(id);
    if (!entity || !typesOf(entity).includes('PropertyValue')) continue;
    const values = valuesAt(entity, 'value').map((each) => shortText(each.value) ?? '');
    found[textAt(entity, 'name') ?? id] = values.length === 1 ? values[0]! : values;
  }
  return found;
}
