import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { unreadableIn } from '../../src/operations/core/unreadable';
import { importFile } from '../../src/operations/workspaces/importFile';
import { claimFactShape } from '../../src/records/shapes/claimShapes';
import type { RecordTables } from '../../src/records/tables';
import { emptyPorts } from '../operations/lineagePorts';
import { everything } from '../operations/testProject';
import { sharedFolder } from '../sharedFolder';

describe('the shape of what a source says', () => {
  it('is that of its kind, however deep', () => {
    const schema = (type: unknown) => ({
      about: 'schema',
      body: { fields: [{ name: 'a', fields: [{ name: 'b', type }] }] },
    });
    expect(claimFactShape(schema('INT'))).toBeNull();
    expect(claimFactShape(schema(1))?.path).toEqual(['body', 'fields', 0, 'fields', 0, 'type']);
    expect(claimFactShape({ about: 'derivation', body: { sources: [] } })?.path).toEqual(['body', 'columns']);
    expect(claimFactShape({ about: 'lifecycle', body: { change: 'RENAME', previous: 'x' } })?.path).toEqual([
      'body',
      'previous',
    ]);
  });

  it('is kept where it was taken back, and where only a newer program knows its kind', () => {
    expect(claimFactShape({ about: 'owners', body: null })).toBeNull();
    expect(claimFactShape({ about: 'colour', body: ['blue'] })).toBeNull();
    expect(claimFactShape({ about: 'toString', body: {} })).toBeNull();
    expect(claimFactShape({ about: 'colour', body: Number.NaN })?.path).toEqual(['body']);
  });
});

const files = sharedFolder
  ? [
      path.join(sharedFolder.made, 'openlineage'),
      path.join(sharedFolder.cases, 'lineage'),
      sharedFolder.corpus,
    ].flatMap((folder) =>
      readdirSync(folder, { recursive: true, withFileTypes: true }).flatMap((entry) =>
        entry.isFile() && /\.(json|jsonl|ndjson)$/.test(entry.name)
          ? path.join(entry.parentPath, entry.name)
          : [],
      ),
    )
  : [];

describe.skipIf(!sharedFolder)('every file of lineage', () => {
  it('makes only records that have the shape that a store and a bundle ask for', async () => {
    let claimCount = 0;
    const wrong: unknown[] = [];
    for (const file of files) {
      const ports = emptyPorts();
      const text = readFileSync(file, 'utf8');
      if (text.length > 2_000_000) continue;
      if (!(await importFile(ports, { path: path.basename(file), text })).ok) continue;
      const tables = (await everything(ports)) as RecordTables;
      wrong.push(...unreadableIn(tables).map((fault) => ({ file, ...fault })));
      claimCount += tables.claims.length + tables.runs.flatMap(({ claims }) => claims ?? []).length;
    }
    expect(wrong).toEqual([]);
    expect(claimCount).toBeGreaterThan(300);
  }, 120_000);
});
