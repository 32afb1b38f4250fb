import { openTable } from '../../lib/ownValue';
import type { Json, JsonObject } from '../../lib/json';
import { type DocumentRecord, documentReader, parseDocumentJson } from '../documents/documentReader';
import { parseDocumentYaml } from '../documents/parseDocumentYaml';
import { placedName } from '../documents/placedName';
import { folderOf, type LineagePlace, pathBeside } from '../lineagePlace';
import { Placed } from '../openlineage/place';
import { pathsOf } from './packagePaths';
import { packageStatement } from './packageStatement';

/** Reads a descriptor as JSON. */
export const dataPackageReader = documentReader({
  records: async (text, path, place) => [await packageRecord(parseDocumentJson(text), path, place)],
  say: packageStatement,
});

/** Reads a descriptor as YAML. */
export const dataPackageYamlReader = documentReader({
  records: async (text, path, place) => [await packageRecord(parseDocumentYaml(text), path, place)],
  say: packageStatement,
});

/** A package is one record, with the schemas that lie in files of their own, and what its files are called. */
async function packageRecord(value: Json, path: string, place: LineagePlace): Promise<DocumentRecord> {
  const root = new Placed(value);
  const resources = root.at('resources').items();
  if (!resources) throw root.at('resources').refuse('a list of resources is expected');
  const [files, schemas] = [openTable<Json>(), openTable<Json>()];
  for (const resource of resources) {
    if (!resource.object) throw resource.refuse('a resource is an object');
    for (const each of pathsOf(resource)) {
      const name = /^[a-z][a-z+.-]*:\/\//i.test(each) ? null : await placedName(place, path, each);
      if (name !== null) files[each] = name;
    }
    const schema = resource.at('schema').text;
    const found = schema === null ? null : await schemaAt(schema, path, place);
    if (schema !== null && found) schemas[schema] = found;
  }
  const record: JsonObject = {
    package: value,
    files,
    schemas,
    folder: folderOf(place.shownName(path)) || (place.title ?? ''),
  };
  return { record, place: '' };
}

async function schemaAt(schema: string, path: string, place: LineagePlace): Promise<Json | null> {
  const at = pathBeside(path, schema);
  const text = at === null ? null : await place.readText(at);
  if (!text?.ok) return null;
  return /\.ya?ml$/i.test(schema) ? parseDocumentYaml(text.value) : parseDocumentJson(text.value);
}
