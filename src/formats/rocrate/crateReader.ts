import { openTable } from '../../lib/ownValue';
import type { Json } from '../../lib/json';
import { documentReader, parseDocumentJson } from '../documents/documentReader';
import { decodedPath } from '../documents/jsonLd';
import { placedName } from '../documents/placedName';
import { folderOf } from '../lineagePlace';
import { Placed } from '../openlineage/place';
import { crateStatement } from './crateStatement';

/** A crate is one record, with what its files are called where they lie beside it. */
export const roCrateReader = documentReader({
  async records(text, path, place) {
    const root = new Placed(parseDocumentJson(text));
    const graph = root.at('@graph').items();
    if (!graph) throw root.at('@graph').refuse('a list of entities is expected');
    const files = openTable<Json>();
    for (const entity of graph) {
      const id = entity.at('@id').text;
      if (id === null || /^(?:[a-z][a-z+.-]*:|#|\/)/i.test(id) || id.endsWith('/')) continue;
      const name = await placedName(place, path, decodedPath(id));
      if (name !== null) files[id] = name;
    }
    const folder = folderOf(place.shownName(path)) || (place.title ?? '');
    return [{ record: { graph: root.at('@graph').value ?? null, files, folder }, place: '' }];
  },
  say: crateStatement,
});
