import Dexie from 'dexie';
import { afterEach, describe, expect, it } from 'vitest';

import { type DerivedKind, type DerivedResults, openDerivedResults } from '../../src/storage/derivedResults';

const figure: DerivedKind<number> = { name: 'figure', rule: 1 };
const names = new Set<string>();
const opened: DerivedResults[] = [];

function open(name: string, workspace = 'one', limit?: number): DerivedResults {
  names.add(name);
  const results = openDerivedResults(workspace, name, limit);
  opened.push(results);
  return results;
}

const fresh = (): string => `test-derived-${crypto.randomUUID()}`;

afterEach(async () => {
  for (const each of opened.splice(0)) each.close();
  for (const name of names) await Dexie.delete(name);
  names.clear();
});

describe('derived results in the browser', () => {
  it('are there for another tab, by their inputs', async () => {
    const name = fresh();
    await open(name).write(figure, 'a b', 0.25);
    expect(await open(name).read(figure, ['a b', 'b a'])).toEqual(new Map([['a b', 0.25]]));
  });

  it('are not those of another rule, kind or workspace', async () => {
    const name = fresh();
    const results = open(name);
    await results.write(figure, 'a', 1);
    expect(await results.read({ name: 'figure', rule: 2 }, ['a'])).toEqual(new Map());
    expect(await results.read({ name: 'other', rule: 1 }, ['a'])).toEqual(new Map());
    expect(await open(name, 'two').read(figure, ['a'])).toEqual(new Map());
  });

  it('are forgotten of one workspace, and stay of the others', async () => {
    const name = fresh();
    const [one, two] = [open(name), open(name, 'two')];
    await one.write(figure, 'a', 1);
    await two.write(figure, 'a', 2);
    await one.clear();
    expect(await one.read(figure, ['a'])).toEqual(new Map());
    expect(await two.read(figure, ['a'])).toEqual(new Map([['a', 2]]));
  });

  it('stay within their limit: the oldest go', async () => {
    const name = fresh();
    const results = open(name, 'one', 10);
    for (let at = 0; at < 30; at++) await results.write(figure, String(at), at);
    // The first write of a page looks at how many there are.
    const later = open(name, 'one', 10);
    await later.write(figure, 'new', 30);
    const inputs = Array.from({ length: 30 }, (_, at) => String(at));
    const left = await later.read(figure, [...inputs, 'new']);
    expect(left.size).toBe(8);
    expect(left.get('new')).toBe(30);
  });

  it('of a newer program are left alone: nothing is read or written, and nothing thrown', async () => {
    const name = fresh();
    names.add(name);
    const newer = new Dexie(name);
    newer.version(2).stores({ results: 'key' });
    await newer.open();
    newer.close();
    const results = open(name);
    await results.write(figure, 'a', 1);
    expect(await results.read(figure, ['a'])).toEqual(new Map());
  });
});
