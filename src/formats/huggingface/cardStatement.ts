import type { Json } from '../../lib/json';
import type { ClaimFact, Tag } from '../../lineage/claims';
import type { LineageStatement } from '../../lineage/facts';
import type { Reference } from '../../lineage/reference';
import {
  datasetFact,
  documentationOf,
  shortText,
  StatementDraft,
  tagsOf,
  versionFact,
} from '../documents/statementDraft';
import { Placed } from '../openlineage/place';
import type { WarningTally } from '../warningTally';
import { featureFields } from './features';
import { hubReference } from './hubNames';

/** Members that become something else than a tag. */
const ownMembers = new Set([
  'base_model',
  'datasets',
  'dataset_info',
  'configs',
  'model-index',
  'source_datasets',
]);
const datasetMembers = [
  'dataset_info',
  'configs',
  'task_categories',
  'size_categories',
  'source_datasets',
  'pretty_name',
];

/** A card is of a model or of a dataset: what it is licensed under, has in it, and came of. */
export function cardStatement(record: Json, warnings: WarningTally): LineageStatement {
  const root = new Placed(record);
  const [data, where] = [root.at('data'), root.at('where')];
  const isDataset =
    where.at('kind').text === null
      ? datasetMembers.some((name) => !data.at(name).isAbsent)
      : where.at('kind').text === 'dataset';
  const kind = isDataset ? 'dataset' : 'model';
  const own = hubReference(kind, nameOf(data, where));
  const draft = new StatementDraft(null);
  const sources = [
    ...textsAt(data.at('base_model')).map((id) => hubReference('model', id)),
    ...textsAt(data.at('datasets')).map((id) => hubReference('dataset', id)),
    ...textsAt(data.at('source_datasets')).flatMap(extendedOf),
    ...configFacts(data, own, draft),
  ];
  for (const source of sources) {
    const isModel = source.namespace === own.namespace && !source.name.startsWith('datasets/');
    draft.dataset(datasetFact(source, { kind: isModel ? 'model' : 'dataset' }));
  }
  const claims: ClaimFact[] = [
    ...documentationOf(root.at('title').text),
    ...tagsOf([...plainTags(data), ...resultTags(data, warnings)]),
    ...(sources.length > 0 ? [{ about: 'derivation', body: { sources, columns: [] } } as const] : []),
    ...schemaOf(data),
  ];
  draft.dataset(datasetFact(own, { kind, claims }));
  const revision = where.at('revision').text;
  if (revision !== null) draft.dataset(datasetFact(own, { kind, version: versionFact(revision) }));
  return draft.end();
}

function nameOf(data: Placed, where: Placed): string {
  const [first] = data.at('model-index').items() ?? [];
  return (
    where.at('id').text ??
    first?.at('name').text ??
    data.at('model_name').text ??
    where.at('folder').text ??
    'card'
  );
}

/** A text, or the texts of a list. */
function textsAt(placed: Placed): readonly string[] {
  return (placed.items() ?? [placed]).flatMap(({ text }) => (text === null || text === '' ? [] : text));
}

/** `extended|org/name` names the dataset that this one extends; `original` none. */
function extendedOf(text: string): readonly Reference[] {
  const id = /^extended(?:\||$)(.*)$/.exec(text)?.[1] ?? (text.includes('/') ? text : '');
  return id === '' ? [] : [hubReference('dataset', id)];
}

/** Of several configurations each is a dataset of its own, with its features and rows. */
function configFacts(data: Placed, own: Reference, draft: StatementDraft): readonly Reference[] {
  const infos = data.at('dataset_info').items() ?? [];
  return infos.flatMap((info): Reference[] => {
    const config = info.at('config_name').text;
    if (config === null) return [];
    const reference = { namespace: own.namespace, name: `${own.name}/${config}` };
    draft.dataset(datasetFact(reference, { kind: 'dataset', claims: infoClaims(info) }));
    return [reference];
  });
}

function schemaOf(data: Placed): readonly ClaimFact[] {
  return data.at('dataset_info').object ? infoClaims(data.at('dataset_info')) : [];
}

function infoClaims(info: Placed): readonly ClaimFact[] {
  const fields = featureFields(info.at('features'));
  const counts = (info.at('splits').items() ?? []).flatMap((split) => split.at('num_examples').number ?? []);
  const rowCount = counts.reduce((sum, count) => sum + count, 0);
  return [
    ...(fields.length > 0 ? [{ about: 'schema', body: { fields } } as const] : []),
    ...(counts.length > 0 ? [{ about: 'statistics', body: { rowCount } } as const] : []),
  ];
}

function plainTags(data: Placed): readonly Tag[] {
  return (data.members() ?? []).flatMap(([key, placed]): Tag[] => {
    if (ownMembers.has(key)) return [];
    return (placed.items() ?? [placed]).flatMap(({ value }) => {
      const text = shortText(value);
      return text === null ? [] : [{ key, value: text }];
    });
  });
}

/** What a model reached, by task, dataset and metric. */
function resultTags(data: Placed, warnings: WarningTally): readonly Tag[] {
  const index = data.at('model-index');
  if (index.isAbsent) return [];
  const models = index.items();
  if (!models) {
    warnings.add('model-index is no list: its results were left out', index.pointer);
    return [];
  }
  return models.flatMap((model) =>
    (model.at('results').items() ?? []).flatMap((result) => {
      const dataset = result.at('dataset');
      const on = [dataset.at('type'), dataset.at('config'), dataset.at('split')].flatMap(
        ({ text }) => text ?? [],
      );
      const task = result.at('task').at('type').text ?? 'task';
      return (result.at('metrics').items() ?? []).flatMap((metric): Tag[] => {
        const [type, value] = [metric.at('type').text, shortText(metric.at('value').value)];
        return type === null || value === null
          ? []
          : [{ key: `result: ${type} of ${task} on ${on.join(' ')}`, value }];
      });
    }),
  );
}
