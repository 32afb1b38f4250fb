import type { Json, JsonObject } from '../../lib/json';
import type { LineageStatement } from '../../lineage/facts';
import { type DocumentRecord, documentReader } from '../documents/documentReader';
import { parseDocumentYaml } from '../documents/parseDocumentYaml';
import { StatementDraft } from '../documents/statementDraft';
import type { LineagePlace } from '../lineagePlace';
import { Placed } from '../openlineage/place';
import type { WarningTally } from '../warningTally';
import { fileOfDataset } from './datasetFile';
import { addToldDataset } from './toldDataset';

/**
 * A catalog is one record: its datasets by their names, with what `${…}` stands for filled in, and the file of each that lies in the
 * place. Keys that begin with `_` are templates, names with braces stand for many datasets.
 */
export const kedroCatalogReader = documentReader({
  async records(text, path, place): Promise<readonly DocumentRecord[]> {
    const root = new Placed(parseDocumentYaml(text));
    if (!root.object) throw root.refuse('a catalog is a mapping of names to datasets');
    const entries: JsonObject[] = [];
    const fill = fillerOf(root);
    for (const [name, entry] of root.members() ?? [])
      if (!name.startsWith('_') && entry.object) entries.push(await entryOf(name, entry, fill, path, place));
    return [{ record: { environment: environmentOf(path), entries }, place: '' }];
  },
  say(record, warnings) {
    return catalogStatement(new Placed(record), warnings);
  },
});

/** `base` and `local` say what the project has; any other environment stands in for them when it is asked for. */
function environmentOf(path: string): string | null {
  const found = /(?:^|\/)conf\/([^/]+)\//.exec(path)?.[1] ?? null;
  return found === 'base' || found === 'local' ? null : found;
}

async function entryOf(
  name: string,
  entry: Placed,
  fill: (text: string | null) => string | null,
  path: string,
  place: LineagePlace,
): Promise<JsonObject> {
  const at = (member: string): string | null => fill(entry.at(member).text);
  const filePath = at('filepath') ?? at('path') ?? at('filename');
  const isHere = filePath !== null && !/[{}]|:\/\//.test(filePath);
  const file = isHere ? await fileOfDataset(filePath, path, place) : null;
  const told: Readonly<Record<string, Json>> = {
    name,
    type: at('type') ?? entry.at('type').at('type').text,
    filepath: filePath,
    table: at('table_name'),
    layer: entry.at('metadata').at('kedro-viz').at('layer').text ?? at('layer'),
    versioned: entry.at('versioned').value === true ? true : null,
    file: file && { name: file.name, versions: [...file.versions] },
  };
  return Object.fromEntries(Object.entries(told).filter(([, value]) => value !== null));
}

/** Longer values of a catalog are left as they are written. */
const longestFilled = 4096;

/** Fills in texts of one catalog: `${_raw}/a.csv` with what `_raw` has in the same file; anything else between braces stays. */
function fillerOf(root: Placed): (text: string | null) => string | null {
  const known = new Map<string, string | null>();
  const fill = (text: string): string => {
    if (text.length > longestFilled) return text;
    const filled = text.replaceAll(/\$\{([\w.-]+)\}/g, (written, key: string) => valueOf(key) ?? written);
    return filled.length > longestFilled ? text : filled;
  };
  const valueOf = (key: string): string | null => {
    const found = known.get(key);
    if (found !== undefined) return found;
    // What refers to itself stays as it is written.
    known.set(key, null);
    const node = key.split('.').reduce((each, step) => each.at(step), root);
    const value = node.text ?? (node.number === null ? null : String(node.number));
    known.set(key, value && fill(value));
    return known.get(key)!;
  };
  return (text) => text && fill(text);
}

function catalogStatement(root: Placed, warnings: WarningTally): LineageStatement {
  const draft = new StatementDraft(null);
  const environment = root.at('environment').text;
  for (const entry of root.at('entries').items() ?? []) {
    const name = entry.at('name').text ?? '';
    if (/[{}]/.test(name)) warnings.add('a pattern stands for datasets that only a run names', name);
    else if (environment !== null)
      warnings.add(`a dataset of the environment ${environment} is kept, and not shown`, name);
    else addEntry(name, entry, draft);
  }
  return draft.end();
}

function addEntry(name: string, entry: Placed, draft: StatementDraft): void {
  const [layer, table, isVersioned] = [
    entry.at('layer').text,
    entry.at('table').text,
    entry.at('versioned').value === true,
  ];
  const file = entry.at('file');
  addToldDataset(
    {
      name,
      tags: [
        ...(layer === null ? [] : [{ key: 'layer', value: layer }]),
        ...(isVersioned ? [{ key: 'versioned' }] : []),
      ],
      type: entry.at('type').text,
      uri: entry.at('filepath').text ?? table,
      rowCount: null,
      fileName: file.at('name').text,
      versions: (file.at('versions').items() ?? []).flatMap(({ text }) => text ?? []),
    },
    draft,
  );
}
