import fc from 'fast-check';
import type { Json, JsonObject } from '../../src/lib/json';
import { place } from './mutateBytes';

/** What becomes of one value of a JSON document. */
export interface JsonChange {
  /** Which, as a share of all of them. */
  readonly where: number;
  readonly what: 'replace' | 'drop' | 'twice' | 'rename' | 'borrow';
  readonly value: Json;
  readonly from: number;
}

const strange: fc.Arbitrary<Json> = fc.oneof(
  fc.constantFrom<Json>(
    ...[null, true, '', '__proto__', 'constructor', -1, 0, 0.5, 1e308, -0, 2 ** 53, 2 ** 53 + 2],
    ...['9999-12-31T23:59:59.999999999Z', '0000-00-00T00:00:00.000000000Z', '2026-13-45T99:99:99.000000000Z'],
    ...[
      'x'.repeat(5000),
      '\u0000\uD800',
      '‮<img src=x onerror=alert(1)>',
      '../../etc/passwd',
      '0'.repeat(64),
    ],
    { $: 'Float64Array', base64: '////' },
    { $: 'number', value: 'NaN' },
    [],
    {},
    [[[[[]]]]],
    { a: { __proto__: null } },
  ),
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.string({ unit: 'binary', maxLength: 30 }),
);

export const jsonChanges: fc.Arbitrary<readonly JsonChange[]> = fc.array(
  fc.record({
    where: place,
    what: fc.constantFrom('replace', 'replace', 'drop', 'twice', 'rename', 'borrow'),
    value: strange,
    from: place,
  }),
  { minLength: 1, maxLength: 3 },
);

/** A document with one value changed: replaced, left out, told twice, under another name, or another value of the same document. */
export function withJsonChange(root: Json, { where, what, value, from }: JsonChange): Json {
  const all = valuesOf(root);
  const wanted = Math.floor(where * all.length);
  const other = what === 'borrow' ? (all[Math.floor(from * all.length)] ?? null) : value;
  let index = -1;
  const walk = (each: Json): Json[] => {
    index++;
    if (index === wanted) {
      if (what === 'drop') return [];
      return what === 'twice' ? [each, each] : [other];
    }
    if (Array.isArray(each)) return [(each as readonly Json[]).flatMap(walk)];
    if (typeof each !== 'object' || each === null) return [each];
    const isRenamed = what === 'rename' && index === wanted - 1;
    const members = Object.entries(each as JsonObject).flatMap(([name, member]) =>
      walk(member)
        .slice(0, 1)
        .map((inner): [string, Json] => [isRenamed ? newName(name, value) : name, inner]),
    );
    return [Object.fromEntries(members)];
  };
  return walk(root)[0] ?? null;
}

/** Another name; at times one that every object inherits. */
function newName(name: string, value: Json): string {
  return typeof value === 'string' ? value : `${name}x`;
}

function valuesOf(value: Json): Json[] {
  if (Array.isArray(value)) return [value, ...(value as readonly Json[]).flatMap(valuesOf)];
  if (typeof value !== 'object' || value === null) return [value];
  return [value, ...Object.values(value as JsonObject).flatMap(valuesOf)];
}
