import { documentReader } from '../documents/documentReader';
import { parseDocumentYaml } from '../documents/parseDocumentYaml';
import { Fault, Placed } from '../openlineage/place';
import { cardStatement } from './cardStatement';
import { cachePath, lastFolder } from './hubNames';

/** The metadata of a card is one record, with where the card lies: it says nowhere what it is a card of. */
export const cardReader = documentReader({
  records(text, path, place) {
    const found = /^\s*---[\r\n]+([^]*?)[\r\n]+---(?:[\r\n]|$)/.exec(text);
    const matter = found?.[1] ?? '';
    const data = parseDocumentYaml(matter, 2);
    if (!new Placed(data).object) throw new Fault('line 2', 'the metadata of a card are names with values');
    const shown = place.shownName(path);
    const cached = cachePath(shown);
    const revision = /^snapshots\/([0-9a-f]{40})\//.exec(cached?.rest ?? '')?.[1] ?? null;
    const where = {
      id: cached?.id ?? null,
      kind: cached?.kind ?? null,
      revision,
      folder: lastFolder(path, place),
    };
    const title = /^#\s+(.+)$/m.exec(text.slice(found?.[0].length ?? 0))?.[1]?.trim() ?? null;
    return [{ record: { data, where, title }, place: '' }];
  },
  say: cardStatement,
});
