import type { ObjectShape } from '../jsonObjects';
import type { LineageFormat } from '../lineageFormat';

/** Reports of `frictionless validate --json`. */
export const frictionlessReport: LineageFormat = {
  name: 'frictionless',
  fileFormat: 'json',
  recognition: { by: 'object', test: isReport },
  reader: async () => (await import('./reportReader')).frictionlessReportReader,
};

function isReport({ members }: ObjectShape): boolean {
  return (
    /^(?:true|false)$/.test(members.get('valid') ?? '') &&
    members.get('tasks')?.startsWith('[') === true &&
    members.get('stats')?.startsWith('{') === true
  );
}
