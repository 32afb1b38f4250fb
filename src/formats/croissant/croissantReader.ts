import { openTable } from '../../lib/ownValue';
import type { Json } from '../../lib/json';
import { documentReader, parseDocumentJson } from '../documents/documentReader';
import { decodedPath, textAt, typesOf, valuesAt } from '../documents/jsonLd';
import { placedName } from '../documents/placedName';
import { folderOf } from '../lineagePlace';
import { Placed } from '../openlineage/place';
import { croissantStatement } from './croissantStatement';

/** A description is one record, with what its files are called where they lie beside it. */
export const croissantReader = documentReader({
  async records(text, path, place) {
    const root = new Placed(parseDocumentJson(text));
    if (!typesOf(root).includes('Dataset')) throw root.at('@type').refuse('a dataset is expected');
    const files = openTable<Json>();
    for (const file of valuesAt(root, 'distribution')) {
      const [id, url] = [file.at('@id').text ?? textAt(file, 'name'), textAt(file, 'contentUrl')];
      const isInside = valuesAt(file, 'containedIn').length > 0;
      if (id === null || url === null || isInside || /^[a-z][a-z+.-]*:/i.test(url)) continue;
      const name = await placedName(place, path, decodedPath(url));
      if (name !== null) files[id] = name;
    }
    return [
      {
        record: {
          description: root.value ?? null,
          files,
          folder: folderOf(place.shownName(path)) || (place.title ?? ''),
        },
        place: '',
      },
    ];
  },
  say: croissantStatement,
});
