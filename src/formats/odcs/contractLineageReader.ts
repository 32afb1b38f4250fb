import type { Json } from '../../lib/json';
import type { ClaimFact, Owner, SchemaField, Tag } from '../../lineage/claims';
import type { LineageStatement } from '../../lineage/facts';
import type { Reference } from '../../lineage/reference';
import { documentReader } from '../documents/documentReader';
import { parseDocumentYaml } from '../documents/parseDocumentYaml';
import { placedName } from '../documents/placedName';
import { datasetFact, documentationOf, shortText, StatementDraft, tagsOf } from '../documents/statementDraft';
import { Placed } from '../openlineage/place';
import type { WarningTally } from '../warningTally';
import { isOneFile, serverOf, tableAddress, tableName } from './tableNames';

const contractNamespace = 'odcs';

/** A contract is one record, with what the files of its objects are called that lie beside it. */
export const contractLineageReader = documentReader({
  async records(text, path, place) {
    const contract = parseDocumentYaml(text);
    const root = new Placed(contract);
    if (root.at('kind').text !== 'DataContract')
      throw root.at('kind').refuse('it is no data contract: kind must be DataContract');
    const files: Record<string, Json> = {};
    for (const object of root.at('schema').items() ?? []) {
      const name = object.at('name').text;
      const local = name === null ? null : tableAddress(serverOf(root), object);
      const file = local !== null && !local.includes('://') ? await placedName(place, path, local) : null;
      if (name !== null && file !== null) files[name] = file;
    }
    return [{ record: { contract, files }, place: '' }];
  },
  say: (record, warnings) => contractStatement(new Placed(record), warnings),
});

/** Each object is a dataset: under the contract's id, and under the name that its table has where the contract says where it is. */
function contractStatement(record: Placed, warnings: WarningTally): LineageStatement {
  const draft = new StatementDraft(null);
  const root = record.at('contract');
  const server = serverOf(root);
  const objectCount = root.at('schema').items()?.length ?? 0;
  const isShared = objectCount > 1 && isOneFile(server);
  if (!server && (root.at('servers').items() ?? []).length > 1)
    warnings.add(
      'of several servers none is said to be production: tables go by the contract alone',
      '/servers',
    );
  for (const object of root.at('schema').items() ?? []) {
    const name = object.at('name').text;
    if (name === null) {
      warnings.add('an object without a name was left out', object.pointer);
      continue;
    }
    const file = record.at('files').at(name).text;
    const elsewhere = isShared
      ? null
      : file === null
        ? tableName(server, object)
        : { namespace: 'file', name: file };
    const sources = sourcesOf(root, server, object);
    for (const source of sources) draft.dataset(datasetFact(source));
    draft.dataset(
      datasetFact(ownName(root, name), {
        kind: 'dataset',
        otherNames: elsewhere ? [elsewhere] : [],
        claims: [
          ...claimsOf(root, server, object),
          ...(sources.length > 0 ? [{ about: 'derivation', body: { sources, columns: [] } } as const] : []),
        ],
      }),
    );
  }
  return draft.end();
}

function ownName(root: Placed, object: string): Reference {
  const contract = root.at('id').text ?? root.at('name').text ?? root.at('dataProduct').text;
  return { namespace: contractNamespace, name: contract === null ? object : `${contract}/${object}` };
}

function claimsOf(root: Placed, server: Placed | null, object: Placed): readonly ClaimFact[] {
  const fields = (object.at('properties').items() ?? []).flatMap((property) => fieldOf(property, 0));
  const owners = ownersOf(root);
  const uri = tableAddress(server, object);
  const type = object.at('physicalType').text;
  return [
    ...(fields.length > 0 ? [{ about: 'schema', body: { fields } } as const] : []),
    ...documentationOf(object.at('description').text ?? object.at('businessName').text ?? purposeOf(root)),
    ...(owners.length > 0 ? [{ about: 'owners', body: { owners } } as const] : []),
    ...tagsOf(tagsFor(root, object)),
    ...(uri === null ? [] : [{ about: 'dataSource', body: { uri } } as const]),
    ...(type === null ? [] : [{ about: 'datasetType', body: { type } } as const]),
  ];
}

function purposeOf(root: Placed): string | null {
  return root.at('description').text ?? root.at('description').at('purpose').text;
}

/** Fields that are nested deeper are left out. */
const deepestField = 32;

function fieldOf(property: Placed, depth: number): SchemaField[] {
  const name = property.at('name').text;
  if (name === null || depth > deepestField) return [];
  const [type, description] = [
    property.at('physicalType').text ?? property.at('logicalType').text,
    property.at('description').text,
  ];
  const fields = (property.at('properties').items() ?? []).flatMap((each) => fieldOf(each, depth + 1));
  return [
    {
      name,
      ...(type !== null && { type }),
      ...(description !== null && { description }),
      ...(fields.length > 0 && { fields }),
    },
  ];
}

/** The team and those of it who have not left; before 3.1 a team was the list of its members. */
function ownersOf(root: Placed): readonly Owner[] {
  const team = root.at('team');
  const members = team.items() ?? team.at('members').items() ?? [];
  const people = members.flatMap((member): Owner[] => {
    const [name, type] = [member.at('username').text ?? member.at('name').text, member.at('role').text];
    const hasLeft = !member.at('dateOut').isAbsent;
    return name === null || hasLeft ? [] : [{ name, ...(type !== null && { type }) }];
  });
  const name = team.at('name').text;
  return name === null ? people : [{ name, type: 'team' }, ...people];
}

function tagsFor(root: Placed, object: Placed): readonly Tag[] {
  const plain = [...(root.at('tags').items() ?? []), ...(object.at('tags').items() ?? [])].flatMap(
    ({ text }) => (text === null ? [] : [{ key: text }]),
  );
  const named = ['domain', 'dataProduct', 'tenant', 'status', 'version'].flatMap((key) => {
    const value = shortText(root.at(key).value);
    return value === null ? [] : [{ key: key === 'version' ? 'contractVersion' : key, value }];
  });
  const ofFields = (object.at('properties').items() ?? []).flatMap((property): Tag[] => {
    const field = property.at('name').text;
    if (field === null) return [];
    const keyed = ['classification', 'criticalDataElement'].flatMap((key): Tag[] => {
      const { value } = property.at(key);
      return value === undefined || value === null || value === false
        ? []
        : [{ key, ...(value !== true && { value: shortText(value)! }), field }];
    });
    const own = (property.at('tags').items() ?? []).flatMap(({ text }) =>
      text === null ? [] : [{ key: text, field }],
    );
    const references = (property.at('relationships').items() ?? []).flatMap((each) => {
      const to = each.at('to').text;
      return to === null ? [] : [{ key: 'references', value: to, field }];
    });
    return [...own, ...keyed, ...references];
  });
  return [...new Map([...plain, ...named, ...ofFields].map((tag) => [JSON.stringify(tag), tag])).values()];
}

/** What its columns are made of, by `transformSourceObjects`: objects of the contract, or tables beside its own. */
function sourcesOf(root: Placed, server: Placed | null, object: Placed): readonly Reference[] {
  const named = (object.at('properties').items() ?? []).flatMap((property) =>
    (property.at('transformSourceObjects').items() ?? []).flatMap(({ text }) => text ?? []),
  );
  const objects = root.at('schema').items() ?? [];
  return [...new Set(named)].map((name) => {
    const own = objects.find(
      (each) => each.at('name').text === name || each.at('physicalName').text === name,
    );
    const ownText = own?.at('name').text;
    if (ownText) return ownName(root, ownText);
    return tableName(server, null, name) ?? { namespace: contractNamespace, name };
  });
}
