import type { Json } from '../../lib/json';
import type { ClaimFact, Owner, Tag } from '../../lineage/claims';
import type { DatasetFact, LineageStatement, VersionFact } from '../../lineage/facts';
import type { Reference } from '../../lineage/reference';
import { addressReference } from '../documents/addressReference';
import { idsAt, textAt, typesOf, valuesAt } from '../documents/jsonLd';
import {
  datasetFact,
  documentationOf,
  StatementDraft,
  tagsOf,
  versionFact,
  versionOfBytes,
} from '../documents/statementDraft';
import { licenceOfField } from '../licence/licenceNames';
import { Placed } from '../openlineage/place';
import type { WarningTally } from '../warningTally';
import { CroissantNames, croissantNamespace, idOf } from './croissantNames';
import { recordSetFacts } from './recordSets';

/** What a description says: files and sets of files, record sets made of them, and the dataset as a whole. */
export function croissantStatement(record: Json, warnings: WarningTally): LineageStatement {
  const all = new Placed(record);
  const root = all.at('description');
  const names = new CroissantNames(root, all.at('folder').text);
  const draft = new StatementDraft(null);
  const parts: Reference[] = [];
  for (const file of valuesAt(root, 'distribution')) {
    const dataset = fileFact(file, names, all.at('files'), warnings);
    if (dataset) parts.push(draft.dataset(dataset));
  }
  const sets = recordSetFacts(valuesAt(root, 'recordSet'), names, warnings);
  for (const set of sets) draft.dataset(set);
  const sources = (sets.length > 0 ? sets : parts).map(({ namespace, name }) => ({ namespace, name }));
  for (const dataset of wholeFacts(root, names, sources)) draft.dataset(dataset);
  return draft.end();
}

/** The dataset as a whole, and its version where it has one. */
function wholeFacts(
  root: Placed,
  names: CroissantNames,
  sources: readonly Reference[],
): readonly DatasetFact[] {
  const owners = (['creator', 'publisher'] as const).flatMap((type) =>
    valuesAt(root, type).flatMap((each): Owner[] => {
      const name = textAt(each, 'name') ?? each.text;
      return name === null ? [] : [{ name, type }];
    }),
  );
  const tags = [
    ...idsAt(root, 'license').map((value): Tag => ({ key: 'license', value })),
    ...idsAt(root, 'keywords').map((value): Tag => ({ key: 'keywords', value })),
    ...(root.members() ?? []).flatMap(([name, { text }]): Tag[] =>
      name.startsWith('rai:') && text !== null ? [{ key: name, value: text }] : [],
    ),
    ...(valuesAt(root, 'isLiveDataset')[0]?.value === true ? [{ key: 'isLiveDataset', value: 'true' }] : []),
  ];
  const url = textAt(root, 'url');
  const claims: ClaimFact[] = [
    ...documentationOf(textAt(root, 'description')),
    ...(owners.length > 0 ? [{ about: 'owners', body: { owners } } as const] : []),
    ...(url === null ? [] : [{ about: 'dataSource', body: { uri: url } } as const]),
    ...tagsOf(tags),
    ...licenceOf(idsAt(root, 'license')),
    ...(sources.length > 0 ? [{ about: 'derivation', body: { sources, columns: [] } } as const] : []),
  ];
  const version = textAt(root, 'version');
  const whole = datasetFact(names.dataset, { kind: 'dataset', claims });
  return version === null ? [whole] : [whole, datasetFact(names.dataset, { version: versionFact(version) })];
}

/** Several hold together; where one is not known, what holds is not. */
function licenceOf(said: readonly string[]): readonly ClaimFact[] {
  if (said.length === 0) return [];
  const known = said.map(licenceOfField);
  const isKnown = known.every((each) => each !== null);
  const parts = known.map((each) => (known.length > 1 && / OR /.test(each ?? '') ? `(${each})` : each));
  return [
    {
      about: 'licence',
      body: { expression: isKnown ? parts.join(' AND ') : null, said: said.join(', ') },
    },
  ];
}

function fileFact(
  file: Placed,
  names: CroissantNames,
  files: Placed,
  warnings: WarningTally,
): DatasetFact | null {
  const id = idOf(file);
  const own = id === null ? undefined : names.partOf(id);
  if (id === null || !own) {
    warnings.add('a file without an id was left out', file.pointer);
    return null;
  }
  const url = textAt(file, 'contentUrl');
  const isInside = valuesAt(file, 'containedIn').length > 0;
  const sources = idsAt(file, 'containedIn').flatMap((each) => {
    const container = names.partOf(each);
    if (!container) warnings.add('a file is in a container that is not described', file.pointer);
    return container ?? [];
  });
  const claims: ClaimFact[] = [
    ...documentationOf(textAt(file, 'description')),
    ...(url === null ? [] : [{ about: 'dataSource', body: { uri: url } } as const]),
    ...tagsOf(
      ['encodingFormat', 'includes', 'excludes'].flatMap((term) =>
        idsAt(file, term).map((value): Tag => ({ key: term, value })),
      ),
    ),
    ...(typesOf(file).includes('FileSet')
      ? [{ about: 'datasetType', body: { type: 'FileSet' } } as const]
      : []),
    ...(sources.length > 0 ? [{ about: 'derivation', body: { sources, columns: [] } } as const] : []),
  ];
  const placed = files.at(id).text;
  const isAddress = url !== null && !isInside && /^[a-z][a-z0-9+.-]*:\/\//i.test(url);
  const otherNames = [
    ...(placed === null ? [] : [{ namespace: 'file', name: placed }]),
    ...(isAddress ? [addressReference(url, croissantNamespace)] : []),
  ];
  return datasetFact(own, { otherNames, version: versionOf(file), claims });
}

function versionOf(file: Placed): VersionFact | null {
  const size = /^(\d{1,15})(?: ?B)?$/.exec(textAt(file, 'contentSize') ?? '')?.[1];
  const [format] = idsAt(file, 'encodingFormat');
  return versionOfBytes({
    sha256: textAt(file, 'sha256'),
    md5: textAt(file, 'md5'),
    byteLength: size === undefined ? null : Number(size),
    format: format ?? null,
  });
}
