import { expect, it } from 'vitest';
import { parseRelation, relationNames } from '../../../src/formats/dbt/relationNames';
import { WarningTally } from '../../../src/formats/warningTally';

it.each([
  ['"shop"."main"."Daily ""x"""', { database: 'shop', schema: 'main', name: 'Daily "x"' }],
  ['`project-1`.`set`.`t.1`', { database: 'project-1', schema: 'set', name: 't.1' }],
  ['[db].[dbo].[t]', { database: 'db', schema: 'dbo', name: 't' }],
  ['main.t', { database: null, schema: 'main', name: 't' }],
  ['t', { database: null, schema: null, name: 't' }],
])('the parts of %s', (text, parts) => {
  expect(parseRelation(text)).toEqual(parts);
});

it.each(["read_csv('a.csv')", "'a.csv'", '', '.', 'a.', '"a', 'a.b.c.d', 'a b'])(
  '%j is no name of a relation',
  (text) => {
    expect(parseRelation(text)).toBeNull();
  },
);

it('what BigQuery holds has the name that OpenLineage gives it', () => {
  const relation = { database: 'p', schema: 's', name: 't' };
  const names = relationNames(
    [{ id: 'model.a.t', eventName: relation, relation }],
    null,
    'bigquery',
    new WarningTally(),
  );
  expect(names.get('model.a.t')).toEqual([{ namespace: 'bigquery', name: 'p.s.t' }]);
});
