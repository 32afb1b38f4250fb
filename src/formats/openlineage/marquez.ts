import type { ObjectShape } from '../jsonObjects';
import type { LineageFormat } from '../lineageFormat';

/** An answer of Marquez to a question for lineage or column lineage, or one node of it. */
export const marquez: LineageFormat = {
  name: 'marquez',
  fileFormat: 'json',
  recognition: { by: 'object', test: isAnswer },
  reader: async () => (await import('./marquezReader')).marquezReader,
};

function isAnswer({ members }: ObjectShape): boolean {
  const graph = members.get('graph') ?? '';
  if (
    /^\[\{(?:"id":"(?:job|dataset|run|datasetField):|"type":"(?:JOB|DATASET|RUN|DATASET_FIELD)")/.test(graph)
  )
    return true;
  const isNode = /^"(?:job|dataset|datasetField):/.test(members.get('id') ?? '');
  return isNode && ['inEdges', 'outEdges'].every((name) => members.get(name)?.startsWith('['));
}
