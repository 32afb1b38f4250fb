import type { ObjectShape } from '../jsonObjects';
import type { LineageFormat } from '../lineageFormat';

/** Events of OpenLineage as JSON: one, a list, lines, a log, or one behind the other. */
export const openLineage: LineageFormat = {
  name: 'openlineage',
  fileFormat: 'openlineage',
  usualPaths: /(?:^|[/._-])(?:open-?)?(?:lineage|events?)(?:[/._-]|$)|\.(?:jsonl|ndjson)$/i,
  recognition: { by: 'object', test: isEvent },
  reader: async () => (await import('./openLineageReader')).openLineageReader,
};

/** Whether an object is an event: it says when, and of what. A schema of events has neither as members of its own. */
function isEvent({ members }: ObjectShape): boolean {
  const isWhen = members.get('eventTime')?.startsWith('"') || members.get('eventType')?.startsWith('"');
  if (isCloudEvent(members)) return true;
  return isWhen === true && subjects.some((name) => /^[{[]/.test(members.get(name) ?? ''));
}

/** Whether it is a CloudEvent with an event inside: its type says so, or how what is inside begins. */
function isCloudEvent(members: ObjectShape['members']): boolean {
  if (!members.get('specversion')?.startsWith('"')) return false;
  const isOpenLineage = /openlineage/i.test(members.get('type') ?? '');
  const data = members.get('data') ?? '';
  if (data.startsWith('{')) return isOpenLineage || /"event(?:Time|Type)"/.test(data);
  return isOpenLineage && members.get('data_base64')?.startsWith('"') === true;
}

const subjects = ['run', 'job', 'dataset', 'inputs', 'outputs'];
