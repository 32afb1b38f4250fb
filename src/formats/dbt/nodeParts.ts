import type { Owner, SchemaField, Tag } from '../../lineage/claims';
import type { Placed } from '../openlineage/place';
import { fieldOf, membersOf, textOf } from './artifactShape';
import { isTable } from './nodeKinds';
import type { NodeCode, RelationParts } from './records';
import { parseRelation } from './relationNames';

/** Where a node's table is, by the name that dbt gives the relation; old versions of dbt leave that out. */
export function relationOf(placed: Placed, type: string): RelationParts | null {
  const written = placed.at('relation_name');
  if (written.text !== null) return parseRelation(written.text);
  if (Object.hasOwn(placed.object!, 'relation_name') || !isTable(type)) return null;
  if (placed.at('config').at('materialized').text === 'ephemeral') return null;
  const [database, schema] = [textOf(placed.at('database')), textOf(placed.at('schema'))];
  const name = ['identifier', 'alias', 'name']
    .map((key) => textOf(placed.at(key)))
    .find((each) => each !== null);
  return !name || schema === null ? null : { database, schema, name };
}

/** The columns that are declared, which need not be all. */
export function columnsOf(placed: Placed): readonly SchemaField[] {
  return membersOf(placed.at('columns')).map(([key, column]) =>
    fieldOf(
      textOf(column.at('name')) ?? key,
      textOf(column.at('data_type')),
      textOf(column.at('description')),
    ),
  );
}

/** Compiled where it is, else as it was written. */
export function codeOf(placed: Placed, dialect: string | null): NodeCode | null {
  const text = ['compiled_code', 'compiled_sql', 'raw_code', 'raw_sql']
    .map((key) => textOf(placed.at(key)))
    .find((each) => each !== null);
  return text ? { text, language: textOf(placed.at('language')) ?? 'sql', dialect } : null;
}

/** Tags of a node and of its columns; group, access and maturity are tags with a value. */
export function tagsOf(placed: Placed): readonly Tag[] {
  const own = texts(placed.at('tags')).map((key): Tag => ({ key, source: 'dbt' }));
  const said = ['group', 'access', 'maturity'].flatMap((key): Tag[] => {
    const value = textOf(placed.at(key));
    return value === null ? [] : [{ key, value, source: 'dbt' }];
  });
  const ofColumns = membersOf(placed.at('columns')).flatMap(([key, column]) => {
    const field = textOf(column.at('name')) ?? key;
    return texts(column.at('tags')).map((tag): Tag => ({ key: tag, source: 'dbt', field }));
  });
  return [...own, ...said, ...ofColumns];
}

/** A tag may stand alone, without a list. */
function texts(placed: Placed): readonly string[] {
  if (placed.text !== null) return placed.text === '' ? [] : [placed.text];
  return [...new Set((placed.items() ?? []).flatMap((item) => textOf(item) ?? []))];
}

/** Its own owner, as an exposure has one, and that of its group. */
export function ownersOf(placed: Placed, groups: ReadonlyMap<string, Placed>): readonly Owner[] {
  const group = groups.get(textOf(placed.at('group')) ?? '');
  return [placed.at('owner'), ...(group ? [group] : [])].flatMap((owner): Owner[] => {
    const names = [textOf(owner.at('name')), ...texts(owner.at('email'))].filter((each) => each !== null);
    return names.length === 0 ? [] : [{ name: names.join(', ') }];
  });
}
