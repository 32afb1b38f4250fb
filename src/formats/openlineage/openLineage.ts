import type { ObjectShape } from '../jsonObjects';
import type { LineageFormat } from '../lineageFormat';

/** Events of OpenLineage as JSON: one, a list, lines, a log, or one behind the other. */
export const openLineage: LineageFormat = {
  name: 'openlineage',
  fileFormat: 'openlineage',
  recognition: { by: 'object', test: isEvent },
  reader: async () => (await import('./openLineageReader')).openLineageReader,
};

/** Whether an object is an event: it says when, and of what. A schema of events has neither as members of its own. */
function isEvent({ members }: ObjectShape): boolean {
  const isWhen = members.get('eventTime')?.startsWith('"') || members.get('eventType')?.startsWith('"');
  return isWhen === true && subjects.some((name) => /^[{[]/.test(members.get(name) ?? ''));
}

const subjects = ['run', 'job', 'dataset', 'inputs', 'outputs'];
