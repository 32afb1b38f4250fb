import { ownValue } from '../../lib/ownValue';
import type { ClaimFact, Owner, SchemaField, Tag } from '../../lineage/claims';
import type { ColumnSource, Reference } from '../../lineage/reference';
import type { ArtifactKind } from '../../versioning/records';
import {
  datasetFact,
  documentationOf,
  jobFact,
  runFact,
  shortText,
  type StatementDraft,
  tagsOf,
  versionFact,
} from '../documents/statementDraft';
import type { Placed } from '../openlineage/place';
import { columnOfPath, columnOfUrn, otherNamesOf, shortName, urnParts, urnReference } from './urns';

/** Gives the aspects of a name, in the order of the file. */
export type AspectsNamed = (name: string) => readonly Placed[];

const kinds: Readonly<Record<string, ArtifactKind>> = {
  dataset: 'dataset',
  mlModel: 'model',
  mlModelGroup: 'model',
  mlFeature: 'features',
  mlFeatureTable: 'features',
  chart: 'report',
  dashboard: 'report',
};

/** Adds a dataset, model, feature, chart or dashboard with all that is said of it. */
export function addDataset(urn: string, aspects: AspectsNamed, jobs: Placed, draft: StatementDraft): void {
  const kind = ownValue(kinds, urnParts(urn)?.type ?? '') ?? null;
  const own = urnReference(urn);
  const [sources, columns] = upstreamOf(urn, aspects);
  for (const source of sources) draft.dataset(datasetFact(source, { otherNames: otherNamesOf(source.name) }));
  const isRemoved = aspects('status').at(-1)?.at('removed').value === true;
  const claims: ClaimFact[] = [
    ...descriptionOf(aspects),
    ...schemaOf(aspects),
    ...ownersOf(aspects),
    ...tagsOf(tagsAt(aspects)),
    ...typeOf(aspects),
    ...(isRemoved ? [{ about: 'lifecycle', body: { change: 'DROP' } } as const] : []),
    ...(sources.length > 0 ? [{ about: 'derivation', body: { sources, columns } } as const] : []),
  ];
  draft.dataset(datasetFact(own, { kind, otherNames: otherNamesOf(urn), claims }));
  const model = aspects('mlModelProperties').at(-1);
  const version = model?.at('version').at('versionTag').text ?? null;
  const fact = datasetFact(own, { kind, version: version === null ? null : versionFact(version) });
  if (version !== null) draft.dataset(fact);
  for (const { text: run } of model?.at('trainingJobs').items() ?? []) {
    const job = run === null ? null : jobs.at(run).text;
    if (run === null || job === null) continue;
    const trained = jobFact(urnReference(job));
    draft.run(runFact(run, trained));
    draft.link('output', trained, run, fact);
  }
}

/** What it came of: datasets, features, charts; and columns of columns. */
function upstreamOf(
  urn: string,
  aspects: AspectsNamed,
): readonly [sources: readonly Reference[], columns: readonly ColumnSource[]] {
  const found = new Set<string>();
  const columns: ColumnSource[] = [];
  for (const lineage of aspects('upstreamLineage')) {
    for (const upstream of lineage.at('upstreams').items() ?? []) addUrn(upstream.at('dataset'), found);
    for (const fine of lineage.at('fineGrainedLineages').items() ?? []) {
      columns.push(...columnSources(fine));
      for (const upstream of fine.at('upstreams').items() ?? []) {
        const dataset = columnOfUrn(upstream.text ?? '')?.dataset ?? upstream.text;
        if (dataset !== null) found.add(dataset);
      }
    }
  }
  const lists: readonly (readonly [aspect: string, member: string])[] = [
    ['mlFeatureProperties', 'sources'],
    ['mlModelProperties', 'mlFeatures'],
    ['chartInfo', 'inputs'],
    ['chartInfo', 'inputEdges'],
    ['dashboardInfo', 'charts'],
    ['dashboardInfo', 'chartEdges'],
    ['dashboardInfo', 'datasets'],
    ['dashboardInfo', 'datasetEdges'],
  ];
  for (const [aspect, member] of lists) {
    for (const body of aspects(aspect)) for (const each of body.at(member).items() ?? []) addUrn(each, found);
  }
  found.delete(urn);
  return [[...found].map(urnReference), columns];
}

/** A urn by itself, within an edge, or as a union writes it. */
function addUrn(placed: Placed, into: Set<string>): void {
  const urn = placed.text ?? placed.at('destinationUrn').text ?? placed.at('string').text;
  if (urn !== null && urn.startsWith('urn:li:')) into.add(urn);
}

/** The columns of one entry of fine-grained lineage: each upstream column to each downstream one. */
export function columnSources(fine: Placed): readonly ColumnSource[] {
  const operation = fine.at('transformOperation').text;
  const isIdentity = operation !== null && /^identity$/i.test(operation);
  const transformations =
    operation === null
      ? []
      : [[isIdentity ? 'DIRECT' : null, isIdentity ? 'IDENTITY' : operation, false] as const];
  const ends = (member: string): readonly { dataset: string; column: string }[] =>
    (fine.at(member).items() ?? []).flatMap(({ text }) => columnOfUrn(text ?? '') ?? []);
  return ends('downstreams').flatMap((to) =>
    ends('upstreams').map((from) => ({
      toColumn: to.column,
      from: urnReference(from.dataset),
      fromColumn: from.column,
      transformations,
    })),
  );
}

const described = [
  'editableDatasetProperties',
  'datasetProperties',
  'mlModelProperties',
  'mlModelGroupProperties',
  'mlFeatureProperties',
  'chartInfo',
  'dashboardInfo',
] as const;

function descriptionOf(aspects: AspectsNamed): readonly ClaimFact[] {
  for (const name of described) {
    const text = aspects(name).at(-1)?.at('description').text;
    if (text) return documentationOf(text);
  }
  return [];
}

function schemaOf(aspects: AspectsNamed): readonly ClaimFact[] {
  const schema = aspects('schemaMetadata').at(-1);
  const fields = (schema?.at('fields').items() ?? []).flatMap((field): SchemaField[] => {
    const path = field.at('fieldPath').text;
    const [type, description] = [field.at('nativeDataType').text, field.at('description').text];
    return path === null
      ? []
      : [{ name: columnOfPath(path), ...(type && { type }), ...(description && { description }) }];
  });
  return fields.length === 0 ? [] : [{ about: 'schema', body: { fields } }];
}

function ownersOf(aspects: AspectsNamed): readonly ClaimFact[] {
  const owners = (aspects('ownership').at(-1)?.at('owners').items() ?? []).flatMap((each): Owner[] => {
    const urn = each.at('owner').text;
    const type = each.at('typeUrn').text ?? each.at('type').text;
    return urn === null ? [] : [{ name: shortName(urn), ...(type && { type: shortName(type) }) }];
  });
  return owners.length === 0 ? [] : [{ about: 'owners', body: { owners } }];
}

function typeOf(aspects: AspectsNamed): readonly ClaimFact[] {
  const type = aspects('subTypes').at(-1)?.at('typeNames').items()?.[0]?.text;
  return type ? [{ about: 'datasetType', body: { type } }] : [];
}

function tagsAt(aspects: AspectsNamed): readonly Tag[] {
  const of = (name: string, list: string, member: string | null, key: string): readonly Tag[] =>
    (aspects(name).at(-1)?.at(list).items() ?? []).flatMap((each): Tag[] => {
      const urn = member === null ? each.text : each.at(member).text;
      return urn === null ? [] : [{ key, value: shortName(urn) }];
    });
  const properties = ['datasetProperties', 'mlModelProperties'].flatMap((name) =>
    (aspects(name).at(-1)?.at('customProperties').members() ?? []).map(([key, placed]): Tag => ({
      key,
      value: shortText(placed.value) ?? '',
    })),
  );
  const figures = ['hyperParams', 'trainingMetrics'].flatMap((list) =>
    (aspects('mlModelProperties').at(-1)?.at(list).items() ?? []).flatMap((each): Tag[] => {
      const [name, value] = [each.at('name').text, each.at('value').text];
      return name === null || value === null ? [] : [{ key: name, value }];
    }),
  );
  return [
    ...of('globalTags', 'tags', 'tag', 'tag'),
    ...of('glossaryTerms', 'terms', 'urn', 'term'),
    ...of('domains', 'domains', null, 'domain'),
    ...properties,
    ...figures,
  ];
}
