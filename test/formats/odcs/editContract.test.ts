import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { editContract } from '../../../src/formats/odcs/editContract';
import { parseYaml, plainOf, treeOf } from '../../../src/formats/odcs/tree';
import { sharedFolder } from '../../sharedFolder';

function edited(text: string, ...edits: Parameters<typeof editContract>[1]): string {
  const result = editContract(text, edits);
  if (!result.ok) throw new Error(`${result.error.place}: ${result.error.message}`);
  return result.value;
}

/** The values of a text, keys in their order. */
function valuesOf(text: string): string {
  const parsed = parseYaml(text);
  const tree = parsed.ok ? treeOf(parsed.value.document) : parsed;
  if (!tree.ok) throw new Error(tree.error.message);
  return JSON.stringify(plainOf(tree.value), (_key, value: unknown) =>
    typeof value === 'bigint' ? String(value) : value,
  );
}

function commentsOf(text: string): readonly string[] {
  return [...text.matchAll(/(?:^|\s)(#.*?)\s*$/gm)].map(([, comment]) => comment!);
}

const text = `# What orders promise.
version: 1.0.0
schema:
- name: orders   # one row each
  properties: [{name: id}]

  # The rules.
  quality:
  - metric: rowCount
    mustBeGreaterThan: 0
tags: ['a', "b"]
`;

describe('a contract that is changed', () => {
  it('is the same text where nothing changes', () => {
    expect(edited(text)).toBe(text);
  });

  it('keeps the comment of a value that is set, and makes the maps that lead to a new one', () => {
    const commented = 'a:\n  required: true # by the law\n  name: "id" # quoted\n';
    const changed = edited(
      commented,
      { kind: 'set', pointer: '/a/required', value: false },
      { kind: 'set', pointer: '/a/name', value: 'key' },
      { kind: 'set', pointer: '/a/options/minimum', value: 1 },
    );
    expect(changed).toBe(
      'a:\n  required: false # by the law\n  name: "key" # quoted\n  options:\n    minimum: 1\n',
    );
  });

  it('takes a value away, and a map that is empty then', () => {
    const options = 'a:\n  name: id # kept\n  options:\n    minimum: 1\nb: [x, y]\n';
    expect(edited(options, { kind: 'remove', pointer: '/a/options/minimum' })).toBe(
      'a:\n  name: id # kept\nb: [x, y]\n',
    );
    expect(edited(options, { kind: 'remove', pointer: '/b/0' })).toContain('b: [y]');
    expect(editContract(options, [{ kind: 'remove', pointer: '/c' }])).toMatchObject({ ok: false });
  });

  it('writes the first item of an empty list on a line of its own', () => {
    expect(edited('schema: []\n', { kind: 'add', pointer: '/schema', value: { name: 'a' } })).toBe(
      'schema:\n  - name: a\n',
    );
  });

  it('keeps comments, quotes, and the way that lists are written', () => {
    const changed = edited(
      text,
      { kind: 'set', pointer: '/version', value: '1.1.0' },
      { kind: 'add', pointer: '/schema/0/quality', value: { metric: 'nullValues', mustBe: 0 } },
      { kind: 'add', pointer: '/schema/0/customProperties', value: { property: 'x', value: 1 } },
    );
    expect(changed).toBe(
      text
        .replace('1.0.0', '1.1.0')
        .replace(
          'mustBeGreaterThan: 0\n',
          'mustBeGreaterThan: 0\n  - metric: nullValues\n    mustBe: 0\n  customProperties:\n  - property: x\n    value: 1\n',
        )
        .replace('orders   #', 'orders #'),
    );
  });

  it('is refused where a pointer leads to nothing, or the text is no YAML', () => {
    const refused = (pointer: string, kind: 'set' | 'add' = 'set') => {
      const result = editContract(text, [{ kind, pointer, value: 1 }]);
      return result.ok ? null : result.error;
    };
    expect(refused('/schema/7/name')).toEqual({
      place: '/schema/7/name',
      message: 'there is nothing that could hold it',
    });
    expect(refused('/version', 'add')?.message).toBe('it is no list');
    expect(editContract('a: [', []).ok).toBe(false);
  });
});

const files = sharedFolder === null ? [] : contractsBelow(sharedFolder.contracts, sharedFolder.corpus);

function contractsBelow(...folders: readonly string[]): readonly string[] {
  return folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.odcs\.ya?ml$/.test(name))
      .map((name) => path.join(folder, name)),
  );
}

describe.skipIf(files.length === 0)('every example of the standard', () => {
  it('is read and written without losing a key or a comment', () => {
    let written = 0;
    for (const file of files) {
      const given = readFileSync(file, 'utf8');
      const parsed = parseYaml(given);
      if (!parsed.ok || !treeOf(parsed.value.document).ok) continue;
      const changed = edited(given, { kind: 'set', pointer: '/throughlineTest', value: 'x' });
      const back = valuesOf(changed).replace(/,"throughlineTest":"x"\}$/, '}');
      expect([file, back]).toEqual([file, valuesOf(given)]);
      expect([file, commentsOf(changed)]).toEqual([file, commentsOf(given)]);
      written += 1;
    }
    expect(written).toBeGreaterThan(100);
  });
});
