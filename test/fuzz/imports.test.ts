import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bundleFormat } from '../../src/formats/bundle/looksLikeBundle';

import { bundleDigest, bundleVersion, recordLine } from '../../src/formats/bundle/writeBundle';
import type { Json, JsonObject } from '../../src/lib/json';
import { tableNames } from '../../src/records/tables';
import { exportBundle } from '../../src/operations/workspaces/bundle';
import { importFile } from '../../src/operations/workspaces/importFile';
import { smallCatalog, smallFreshness, smallManifest, smallResults } from '../formats/dbt/smallProject';
import { filledPorts } from '../operations/sampleStore';
import { auditOf, testPorts, valueOf, workspaceOf } from '../operations/testProject';
import { hashPorts } from '../versioning/hashPorts';
import { Budget, ofEngine, inputCount } from './budget';
import { ofBytes } from './mutateBytes';
import { type JsonChange, jsonChanges, withJsonChange } from './mutateJson';

const bundle = valueOf(await exportBundle(await filledPorts(), null));

/** A bundle whose records were changed and whose digest is right all the same. */
function forged(changes: readonly JsonChange[]): string {
  const whole = (JSON.parse(bundle) as JsonObject)['tables'] ?? null;
  const tables = changes.reduce<Json>(withJsonChange, whole);
  const lines = tableNames.map((name) => {
    const records = isObject(tables) ? tables[name] : undefined;
    return [name, Array.isArray(records) ? records.map((record) => recordLine(record as Json)) : []] as const;
  });
  const digest = bundleDigest(bundleVersion, 'all', lines, hashPorts);
  return JSON.stringify({ format: bundleFormat, version: bundleVersion, scope: 'all', digest, tables });
}

function isObject(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const event: Json = {
  eventType: 'COMPLETE',
  eventTime: '2026-03-02T00:00:00Z',
  producer: 'https://example.com',
  run: { runId: '22222222-2222-4222-8222-222222222222', facets: { parent: { run: { runId: 'x' } } } },
  job: { namespace: 'ml', name: 'train', facets: { documentation: { description: 'd' } } },
  inputs: [
    {
      namespace: 'db',
      name: 'features',
      facets: {
        version: { datasetVersion: '9' },
        symlinks: { identifiers: [{ namespace: 'file', name: '/f', type: 'TABLE' }] },
      },
    },
  ],
  outputs: [
    {
      namespace: 'db',
      name: 'model',
      facets: {
        columnLineage: {
          fields: {
            y: {
              inputFields: [
                {
                  namespace: 'db',
                  name: 'features',
                  field: 'x',
                  transformations: [{ type: 'DIRECT', subtype: 'IDENTITY', masking: false }],
                },
              ],
            },
          },
        },
      },
    },
  ],
};
/** What was drawn, which is printed, and the file that it makes. */
interface DrawnFile {
  readonly drawn: unknown;
  readonly text: string;
}

const drawn = <T>(arbitrary: fc.Arbitrary<T>, make: (value: T) => string): fc.Arbitrary<DrawnFile> =>
  arbitrary.map((value) => ({
    drawn: value,
    text: make(value),
    [fc.toStringMethod]: () => fc.stringify(value).slice(0, 3000),
  }));

const forgedBundles = drawn(jsonChanges, forged);
const damagedBundles = drawn(ofBytes, (mutate) => Buffer.from(mutate(Buffer.from(bundle))).toString('utf8'));
const eventFiles = drawn(fc.array(jsonChanges, { minLength: 1, maxLength: 4 }), (lines) =>
  lines.map((changes) => JSON.stringify(changes.reduce<Json>(withJsonChange, event))).join('\n'),
);
/** What recognises them stays, so that what follows is read. */
const artifacts = [smallManifest, smallResults, smallFreshness, smallCatalog];
const artifactFiles = drawn(
  fc.tuple(fc.constantFrom(...artifacts), jsonChanges),
  ([{ metadata, ...parts }, changes]) => {
    const changed = changes.reduce<Json>(withJsonChange, parts as Json);
    const members = isObject(changed) ? changed : { nodes: changed, results: changed };
    return JSON.stringify({ metadata, ...members });
  },
);

describe('a forged or damaged file of records', () => {
  it.each([
    ['forged bundles', forgedBundles, 0.15],
    ['damaged bundles', damagedBundles, 0.05],
    ['events', eventFiles, 0.1],
    ['artifacts of dbt', artifactFiles, 0.1],
  ] as const)(
    'is taken whole or not at all, and leaves a store that can be read: %s',
    async (what, files, share) => {
      const budget = new Budget();
      await fc.assert(
        fc.asyncProperty(files, ({ text }) =>
          budget.spend(async () => {
            const ports = testPorts();
            const imported = await importFile(ports, { path: 'given.json', text });
            if (!imported.ok) {
              if ('message' in imported.error) expect(ofEngine(imported.error.message)).toBeNull();
              expect(await auditOf(ports)).toEqual([]);
            }
            const workspace = await workspaceOf(ports);
            workspace.graph('definition');
            workspace.graph('version');
            valueOf(await exportBundle(ports, null));
            return { isRefused: !imported.ok, rowCount: 0 };
          }),
        ),
        { numRuns: inputCount(share) },
      );
      console.info(budget.describe(what));
    },
  );
});
