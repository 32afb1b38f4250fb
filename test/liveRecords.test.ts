import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const operations = path.resolve(import.meta.dirname, '../src/operations');
const files = readdirSync(operations, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => ({ name, text: readFileSync(path.join(operations, name), 'utf8') }));

/** The files of which a text matches. */
function filesWith(pattern: RegExp): string[] {
  return files.flatMap(({ name, text }) => (pattern.test(text) ? name : [])).sort();
}

describe('What an undo took out of view', () => {
  it('is left out by the live view alone; the log tells of it, and a merge asks what another store withdrew', () => {
    expect(filesWith(/\b(?:readWithdrawn|foldWithdrawals)\b/)).toEqual([
      'audit/auditLog.ts',
      'audit/nameInUse.ts',
      'core/liveTransaction.ts',
      'core/withdrawals.ts',
      'workspaces/mergeBundle.ts',
    ]);
  });

  it('is asked for only where it comes back into view, or where its number or key stays taken', () => {
    expect(filesWith(/\bisHidden\(/)).toEqual([
      'audit/undo.ts',
      'core/joinedArtifact.ts',
      'core/liveTransaction.ts',
      'core/names.ts',
      'lineage/decidedNames.ts',
      'lineage/importLineage.ts',
      'lineage/importedRecords.ts',
      'lineage/importedRuns.ts',
      'lineage/importedSnapshots.ts',
      'workspaces/mergeBundle.ts',
    ]);
    expect(filesWith(/\braw\.(?:get|getMany|where|whereAny|all|knownKeys)\(/)).toEqual([
      'audit/undo.ts',
      'core/joinedArtifact.ts',
      'core/liveTransaction.ts',
      'core/names.ts',
      'core/readChanges.ts',
      'lineage/decidedNames.ts',
      'lineage/findOrAddJob.ts',
      'lineage/importLineage.ts',
      'lineage/importedRecords.ts',
      'lineage/importedSnapshots.ts',
      'lineage/refoldRuns.ts',
      'workspaces/mergeBundle.ts',
    ]);
  });
});

describe('The latest of several records', () => {
  it('is told by one order: nobody else compares changes', () => {
    expect(filesWith(/\bcompareChanges\b/)).toEqual(['core/identities.ts']);
  });
});
