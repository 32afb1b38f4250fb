import type { Json } from '../../lib/json';
import type { ClaimFact, Owner, SchemaField, Tag } from '../../lineage/claims';
import type { DatasetFact, LineageStatement } from '../../lineage/facts';
import type { Reference } from '../../lineage/reference';
import { addressReference } from '../documents/addressReference';
import {
  datasetFact,
  documentationOf,
  StatementDraft,
  tagsOf,
  versionFact,
  versionOfBytes,
} from '../documents/statementDraft';
import { Placed } from '../openlineage/place';
import type { WarningTally } from '../warningTally';
import { pathsOf } from './packagePaths';

const packageNamespace = 'datapackage';

/** A package is derived of its resources; each is a dataset with a schema, at the version of its bytes. */
export function packageStatement(record: Json, warnings: WarningTally): LineageStatement {
  const root = new Placed(record);
  const described = root.at('package');
  const folder = root.at('folder').text;
  const key = described.at('name').text ?? (folder || 'package');
  const draft = new StatementDraft(null);
  const parts: Reference[] = [];
  for (const [index, resource] of (described.at('resources').items() ?? []).entries()) {
    const fact = resourceFact(resource, `${key}/${resource.at('name').text ?? index}`, root, warnings);
    draft.dataset(fact);
    parts.push({ namespace: fact.namespace, name: fact.name });
    for (const other of partFacts(resource, root)) draft.dataset(other);
  }
  const own = { namespace: packageNamespace, name: key };
  const sources = [...parts, ...sourcesOf(described)];
  const owners = (described.at('contributors').items() ?? []).flatMap((each): Owner[] => {
    const name = each.at('title').text ?? each.at('email').text;
    const type = each.at('role').text ?? each.at('roles').items()?.[0]?.text;
    return name === null ? [] : [{ name, ...(type && { type }) }];
  });
  const claims: ClaimFact[] = [
    ...documentationOf(described.at('description').text ?? described.at('title').text),
    ...tagsOf(tagsAt(described)),
    ...(owners.length > 0 ? [{ about: 'owners', body: { owners } } as const] : []),
    ...(sources.length > 0 ? [{ about: 'derivation', body: { sources, columns: [] } } as const] : []),
  ];
  draft.dataset(datasetFact(own, { kind: 'dataset', claims }));
  const version = described.at('version').text;
  if (version !== null) draft.dataset(datasetFact(own, { version: versionFact(version) }));
  return draft.end();
}

function sourcesOf(described: Placed): readonly Reference[] {
  return (described.at('sources').items() ?? []).flatMap((source) => {
    const path = source.at('path').text;
    return path === null ? [] : [addressReference(path, packageNamespace)];
  });
}

function resourceFact(resource: Placed, name: string, root: Placed, warnings: WarningTally): DatasetFact {
  const paths = pathsOf(resource);
  const schema = resource.at('schema').text;
  const table = schema === null ? resource.at('schema') : root.at('schemas').at(schema);
  if (schema !== null && !table.object)
    warnings.add('a schema in a file of its own is not there', resource.pointer);
  for (const member of ['primaryKey', 'foreignKeys', 'uniqueKeys'])
    if (!table.at(member).isAbsent) warnings.add('keys are kept, and not shown', table.pointer);
  const fields = fieldsOf(table);
  const rowCount = resource.at('rows').number ?? resource.at('data').items()?.length ?? null;
  const byteLength = resource.at('bytes').number;
  const claims: ClaimFact[] = [
    ...documentationOf(resource.at('description').text ?? resource.at('title').text),
    ...(fields.length > 0 ? [{ about: 'schema', body: { fields } } as const] : []),
    ...(rowCount === null ? [] : [{ about: 'statistics', body: { rowCount } } as const]),
    ...(paths.length === 1 ? [{ about: 'dataSource', body: { uri: paths[0]! } } as const] : []),
    ...tagsOf(tagsAt(resource)),
    ...(paths.length > 1
      ? [
          {
            about: 'derivation',
            body: { sources: paths.map((path) => pathName(path, root)), columns: [] },
          } as const,
        ]
      : []),
  ];
  const hash = resource.at('hash').text ?? '';
  const [, algorithm, digest] = /^(?:(sha256|md5|sha1|sha512):)?([0-9a-f]+)$/i.exec(hash) ?? [];
  const version = versionOfBytes({
    sha256: algorithm?.toLowerCase() === 'sha256' ? (digest ?? null) : null,
    md5: algorithm === undefined || algorithm.toLowerCase() === 'md5' ? (digest ?? null) : null,
    byteLength,
    format: resource.at('format').text,
  });
  const reference = { namespace: packageNamespace, name };
  const only = paths.length === 1 ? pathName(paths[0]!, root) : null;
  const isKnown = only !== null && only.namespace !== packageNamespace;
  return datasetFact(reference, { kind: 'dataset', version, claims, otherNames: isKnown ? [only] : [] });
}

/** The files of a table in several. */
function partFacts(resource: Placed, root: Placed): readonly DatasetFact[] {
  const paths = pathsOf(resource);
  return paths.length > 1 ? paths.map((path) => datasetFact(pathName(path, root))) : [];
}

/** A file that lies there, an address, or the path below the package's folder. */
function pathName(path: string, root: Placed): Reference {
  const file = root.at('files').at(path).text;
  if (file !== null) return { namespace: 'file', name: file };
  return addressReference(path, packageNamespace);
}

function fieldsOf(table: Placed): readonly SchemaField[] {
  return (table.at('fields').items() ?? []).flatMap((field): SchemaField[] => {
    const [name, type, description] = ['name', 'type', 'description'].map((each) => field.at(each).text);
    return name ? [{ name, ...(type && { type }), ...(description && { description }) }] : [];
  });
}

function tagsAt(placed: Placed): readonly Tag[] {
  const licences = (placed.at('licenses').items() ?? []).flatMap((each): Tag[] => {
    const value = each.at('name').text ?? each.at('path').text ?? each.at('title').text;
    return value === null ? [] : [{ key: 'license', value }];
  });
  const plain = ['id', 'homepage', 'created', 'profile', '$schema', 'mediatype', 'encoding'].flatMap(
    (key): Tag[] => {
      const value = placed.at(key).text;
      return value === null ? [] : [{ key, value }];
    },
  );
  return [...licences, ...plain];
}
