import type { ObjectShape } from '../jsonObjects';
import type { LineageFormat, TextHead } from '../lineageFormat';

/** Cards of models and datasets: Markdown with metadata before it. */
export const card: LineageFormat = {
  name: 'huggingface-card',
  fileFormat: 'text',
  recognition: { by: 'text', test: isCard },
  reader: async () => (await import('./cardReader')).cardReader,
};

/** Where a branch or tag stands, in the cache of a hub. */
export const hubRef: LineageFormat = {
  name: 'huggingface-ref',
  fileFormat: 'text',
  recognition: {
    by: 'text',
    test: ({ path, text }) =>
      /(?:^|\/)(?:models|datasets|spaces)--[^/]+\/refs\/.+$/.test(path) && /^[0-9a-f]{40}\s*$/.test(text),
  },
  reader: async () => (await import('./cacheReader')).hubRefReader,
};

/** The files of a revision with their digests, in the cache of a hub. */
export const hubTree: LineageFormat = {
  name: 'huggingface-tree',
  fileFormat: 'json',
  recognition: { by: 'object', test: isTree },
  reader: async () => (await import('./cacheReader')).hubTreeReader,
};

/** What `save_to_disk` of the library datasets leaves: features, and the files of its shards beside them. */
export const savedDataset: LineageFormat = {
  name: 'huggingface-dataset',
  fileFormat: 'json',
  usualPaths: /(?:^|\/)dataset_info\.json$/,
  recognition: {
    by: 'object',
    test: ({ members }, path) =>
      members.get('features')?.startsWith('{') === true &&
      (/(?:^|\/)dataset_info\.json$/.test(path) || members.has('citation')),
  },
  reader: async () => (await import('./savedReader')).savedDatasetReader,
};

const strongKeys =
  /^(?:dataset_info|task_categories|configs|size_categories|source_datasets|library_name|pipeline_tag|base_model|base_model_relation|model-index|model_name|datasets)[ \t]*:/m;
const weakKeys = /^(?:license|language|tags|metrics)[ \t]*:/m;

function isCard({ path, text }: TextHead): boolean {
  if (!/\.(?:md|markdown)$/i.test(path)) return false;
  const [, matter] = /^\s*---[\r\n]+([^]*?)[\r\n]+---(?:[\r\n]|$)/.exec(text) ?? [];
  if (matter === undefined) return false;
  return strongKeys.test(matter) || (/(?:^|\/)readme\.md$/i.test(path) && weakKeys.test(matter));
}

function isTree({ members }: ObjectShape, path: string): boolean {
  if (!/--[^/]+\/trees\/[0-9a-f]{40}\.json$/.test(path) && !members.has('format_version')) return false;
  return /^\{"[^"]*":\{"size":\d+,"blob_id":"/.test(members.get('files') ?? '');
}
