import type { Json } from '../../lib/json';
import { type DocumentRecord, documentReader, parseDocumentJson } from '../documents/documentReader';
import { Placed } from '../openlineage/place';
import { readProvN } from './readProvN';
import { recordsOf } from './provRecords';
import { provStatement } from './provStatement';

/** A document is one record, and each of its bundles one more: a bundle's names are those of the document, and so is what they are versions of. */
function provRecords(value: Json): readonly DocumentRecord[] {
  const root = new Placed(value);
  if (!root.object) throw root.refuse('a document of PROV is an object');
  const { bundle, ...own } = root.object;
  const { specializationOf = {} } = own;
  const $document = { specializationOf };
  const bundles = new Placed(bundle ?? {}, 'bundle', root).members() ?? [];
  return [
    { record: own, place: '' },
    ...bundles.map(([id, placed]): DocumentRecord => {
      if (!placed.object) throw placed.refuse('a bundle is an object');
      if (!placed.at('bundle').isAbsent)
        throw placed.at('bundle').refuse('a bundle stands in a document, and in no bundle');
      recordsOf(placed);
      const prefix = { ...root.at('prefix').object, ...placed.at('prefix').object };
      return { record: { ...placed.object, prefix, $bundle: id, $document }, place: placed.pointer };
    }),
  ];
}

/** Reads PROV-JSON. */
export const provJsonReader = documentReader({
  records: (text) => provRecords(parseDocumentJson(text)),
  say: provStatement,
});

/** Reads PROV-N, which says the same as PROV-JSON. */
export const provNReader = documentReader({
  records: (text) => provRecords(readProvN(text)),
  say: provStatement,
});
