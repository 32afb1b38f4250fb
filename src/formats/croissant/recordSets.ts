import type { ClaimFact, SchemaField } from '../../lineage/claims';
import type { DatasetFact } from '../../lineage/facts';
import type { ColumnSource, Reference } from '../../lineage/reference';
import { idsAt, textAt, valuesAt } from '../documents/jsonLd';
import { datasetFact, documentationOf } from '../documents/statementDraft';
import type { Placed } from '../openlineage/place';
import type { WarningTally } from '../warningTally';
import { type CroissantNames, idOf } from './croissantNames';

/** Record sets as datasets: their fields, and the files and fields that these come of. */
export function recordSetFacts(
  sets: readonly Placed[],
  names: CroissantNames,
  warnings: WarningTally,
): readonly DatasetFact[] {
  return sets.flatMap((set): DatasetFact[] => {
    const id = idOf(set);
    const own = id === null ? undefined : names.partOf(id);
    if (id === null || !own) {
      warnings.add('a record set without an id was left out', set.pointer);
      return [];
    }
    const fields = valuesAt(set, 'field');
    const reading = new FieldReading(own, names, warnings);
    for (const field of fields) reading.take(field, columnOf(field, id));
    const data = valuesAt(set, 'data');
    const claims: ClaimFact[] = [
      ...documentationOf(textAt(set, 'description')),
      { about: 'schema', body: { fields: fields.map((field) => schemaField(field, id)) } },
      ...(data.length > 0 ? [{ about: 'statistics', body: { rowCount: data.length } } as const] : []),
      ...reading.derivation(),
    ];
    return [datasetFact(own, { kind: 'dataset', claims })];
  });
}

/** The name of a field within its record set: `trips/id` is `id`. */
function columnOf(field: Placed, set: string): string {
  const id = idOf(field) ?? '';
  return id.startsWith(`${set}/`) ? id.slice(set.length + 1) : id;
}

function schemaField(field: Placed, set: string): SchemaField {
  const type = idsAt(field, 'dataType').join(', ');
  const description = textAt(field, 'description');
  const inner = valuesAt(field, 'subField').map((each) => schemaField(each, set));
  return {
    name: columnOf(field, set),
    ...(type !== '' && { type }),
    ...(description !== null && { description }),
    ...(inner.length > 0 && { fields: inner }),
  };
}

/** What the fields of one record set come of. */
class FieldReading {
  private readonly own: Reference;
  private readonly names: CroissantNames;
  private readonly warnings: WarningTally;
  private readonly columns: ColumnSource[] = [];
  private readonly sources = new Map<string, Reference>();

  constructor(own: Reference, names: CroissantNames, warnings: WarningTally) {
    this.own = own;
    this.names = names;
    this.warnings = warnings;
  }

  take(field: Placed, column: string): void {
    for (const source of valuesAt(field, 'source')) this.takeSource(source, column, field);
    // A reference joins: values of the one set are looked up in the other.
    for (const reference of valuesAt(field, 'references')) this.takeSource(reference, column, field);
    for (const inner of valuesAt(field, 'subField')) this.take(inner, column);
  }

  private takeSource(source: Placed, column: string, field: Placed): void {
    const [id] = [
      ...idsAt(source, 'fileObject'),
      ...idsAt(source, 'fileSet'),
      ...idsAt(source, 'distribution'),
      ...idsAt(source, 'recordSet'),
      ...idsAt(source, 'field'),
      ...idsAt(source, '@id'),
    ];
    if (id === undefined) return;
    const from = this.names.partOf(id);
    if (!from) return this.warnings.add('a field comes of a part that is not described', field.pointer);
    if (from.name === this.own.name) return;
    this.sources.set(from.name, from);
    const [extract] = valuesAt(source, 'extract');
    const read =
      extract &&
      (textAt(extract, 'column') ?? textAt(extract, 'jsonPath') ?? textAt(extract, 'fileProperty'));
    const fromColumn = read ?? (from.name.endsWith(`/${id}`) ? null : id.slice(id.lastIndexOf('/') + 1));
    if (fromColumn !== null) this.columns.push({ toColumn: column, from, fromColumn, transformations: [] });
  }

  derivation(): readonly ClaimFact[] {
    const body = { sources: [...this.sources.values()], columns: this.columns };
    return body.sources.length === 0 ? [] : [{ about: 'derivation', body }];
  }
}
