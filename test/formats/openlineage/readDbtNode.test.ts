import { expect, it } from 'vitest';
import { readKeptEvent } from '../../../src/formats/openlineage/readOpenLineage';
import { smallEvents } from '../dbt/smallProject';
import type { JsonObject } from '../../../src/lib/json';

const [built, tested] = smallEvents as unknown as readonly JsonObject[];
const namesIn = (event: JsonObject) =>
  readKeptEvent(event).datasets.map(({ name, otherNames }) => [
    name,
    otherNames.map((other) => `${other.namespace} ${other.name}`),
  ]);

it('what a node of dbt writes goes by its unique id, and every dataset by its relation in the project', () => {
  expect(namesIn(built!)).toEqual([
    ['db.raw.laid', ['dbt://farm db.raw.laid']],
    ['db.main.Eggs', ['dbt model.farm.eggs', 'dbt://farm db.main.Eggs']],
  ]);
});

it('what the tests of a node read is the node', () => {
  expect(namesIn(tested!)).toEqual([['db.main.Eggs', ['dbt model.farm.eggs', 'dbt://farm db.main.Eggs']]]);
});

it('of several outputs none is the node; without the project there is no name of a relation', () => {
  const { outputs, run } = built! as { outputs: readonly JsonObject[]; run: JsonObject };
  const twice = { ...built, run: { ...run, facets: {} }, outputs: [...outputs, ...outputs] } as JsonObject;
  expect(namesIn(twice).flatMap(([, names]) => names)).toEqual([]);
});
