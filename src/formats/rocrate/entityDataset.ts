import type { ClaimFact, Owner, Tag } from '../../lineage/claims';
import type { DatasetFact, VersionFact } from '../../lineage/facts';
import type { ArtifactKind } from '../../versioning/records';
import { idsAt, textAt, typesOf } from '../documents/jsonLd';
import { documentationOf, tagsOf, versionFact, versionOfBytes } from '../documents/statementDraft';
import type { Placed } from '../openlineage/place';
import type { Crate } from './crate';

/** A file, a folder or the crate as a dataset, with what it is based on and made of. */
export function entityDataset(entity: Placed, crate: Crate): readonly DatasetFact[] {
  const id = crate.idOf(entity)!;
  const bases = [...idsAt(entity, 'isBasedOn'), ...idsAt(entity, 'hasPart')];
  const sources = [...new Set(bases)].map((each) => crate.dataset(each)).filter(({ name }) => name !== '');
  const references = sources.map(({ namespace, name }) => ({ namespace, name }));
  const claims: ClaimFact[] = [
    ...documentationOf(textAt(entity, 'description')),
    ...ownersOf(entity, crate),
    ...tagsOf(tagsAt(entity)),
    ...(references.length === 0
      ? []
      : [{ about: 'derivation', body: { sources: references, columns: [] } } as const]),
  ];
  const version = versionOf(entity);
  const dataset = crate.dataset(id);
  // What it is made of is said of the dataset, whatever the version.
  const own: DatasetFact = { ...dataset, kind: kindOf(entity), claims };
  return [own, ...(version ? [{ ...dataset, version }] : []), ...sources];
}

/** By its bytes, by its version, or by both. */
function versionOf(entity: Placed): VersionFact | null {
  const name = textAt(entity, 'version');
  const size = textAt(entity, 'contentSize');
  const bytes = versionOfBytes({
    sha256: textAt(entity, 'sha256'),
    md5: textAt(entity, 'md5'),
    byteLength: size !== null && /^\d{1,15}$/.test(size) ? Number(size) : null,
  });
  if (name === null) return bytes;
  return bytes ? { ...bytes, name } : versionFact(name);
}

function kindOf(entity: Placed): ArtifactKind | null {
  const types = [...typesOf(entity), ...idsAt(entity, 'additionalType')];
  if (types.some((type) => /^(?:SoftwareSourceCode|ComputationalWorkflow)$/.test(type))) return 'code';
  return types.some((type) => /(?:^|[/#:])(?:ml)?model$/i.test(type)) ? 'model' : null;
}

function ownersOf(entity: Placed, crate: Crate): readonly ClaimFact[] {
  const owners = (['author', 'creator', 'publisher'] as const).flatMap((type) =>
    idsAt(entity, type).map((id): Owner => {
      const person = crate.entity(id);
      return { name: (person && textAt(person, 'name')) ?? id, type };
    }),
  );
  return owners.length === 0 ? [] : [{ about: 'owners', body: { owners } }];
}

const told = [
  'name',
  'alternateName',
  'encodingFormat',
  'license',
  'sha1',
  'dateModified',
  'dateCreated',
  'datePublished',
  'keywords',
] as const;

function tagsAt(entity: Placed): readonly Tag[] {
  const plain = told.flatMap((term) => idsAt(entity, term).map((value): Tag => ({ key: term, value })));
  return [...plain, ...idsAt(entity, 'conformsTo').map((value): Tag => ({ key: 'conformsTo', value }))];
}
