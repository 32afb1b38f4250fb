import type { SchemaField } from '../../lineage/claims';
import type { Placed } from '../openlineage/place';
import type { WarningTally } from '../warningTally';
import { entryOf, fieldOf, figureOf, membersOf, textOf } from './artifactShape';
import type { CatalogRecord, RelationParts } from './records';

/** What the database says of each relation. Throws a `Fault` where an entry is misshapen. */
export function readCatalog(root: Placed, warnings: WarningTally): readonly CatalogRecord[] {
  const time = textOf(root.at('metadata').at('generated_at'));
  for (const error of root.at('errors').items() ?? [])
    warnings.add(`dbt could not read all: ${(error.text ?? '').slice(0, 200)}`, error.pointer);
  return ['nodes', 'sources'].flatMap((section) =>
    membersOf(root.at(section)).map(([key, entry]): CatalogRecord => {
      const metadata = entryOf(entry).at('metadata');
      return {
        kind: 'catalog',
        id: textOf(entry.at('unique_id')) ?? key,
        time,
        type: textOf(metadata.at('type')),
        relation: relationOf(metadata),
        columns: columnsOf(entry.at('columns')),
        rowCount: statistic(entry.at('stats'), ['row_count', 'num_rows', 'rows']),
        byteLength: statistic(entry.at('stats'), ['bytes', 'num_bytes']),
      };
    }),
  );
}

function relationOf(metadata: Placed): RelationParts | null {
  const [database, schema, name] = ['database', 'schema', 'name'].map((key) => textOf(metadata.at(key)));
  return name === null || name === undefined
    ? null
    : { database: database ?? null, schema: schema ?? null, name };
}

/** In the database's order. */
function columnsOf(columns: Placed): readonly SchemaField[] {
  return membersOf(columns)
    .map(([key, column]) => ({ index: column.at('index').number ?? 0, key, column }))
    .sort((a, b) => a.index - b.index)
    .map(({ key, column }) =>
      fieldOf(textOf(column.at('name')) ?? key, textOf(column.at('type')), textOf(column.at('comment'))),
    );
}

/** Adapters name the same figure otherwise, and write it as a number or as text. */
function statistic(stats: Placed, names: readonly string[]): number | null {
  for (const name of names) {
    const figure = figureOf(stats.at(name).at('value'));
    if (figure !== null && figure >= 0) return figure;
  }
  return null;
}
