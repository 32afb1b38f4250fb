import { describe, expect, it } from 'vitest';

import { describeFailure } from '../../../src/operations/core/describeFailure';
import type { OperationFailure } from '../../../src/operations/core/outcome';
import type { ReadFailure } from '../../../src/table/reading';

function unreadable(failure: ReadFailure): OperationFailure {
  return { kind: 'unreadableTable', path: 'trips.csv', failure };
}

describe('a failure in words', () => {
  it('names the file, the line, what is wrong and what to do', () => {
    const words = describeFailure(
      unreadable({ kind: 'raggedRow', message: 'row 812 has 9 fields, 7 expected', line: 813 }),
    );
    expect(words).toBe(
      'trips.csv could not be read: row 812 has 9 fields, 7 expected. Correct the row and drop the file again, or leave bad rows out.',
    );
    expect(
      describeFailure(
        unreadable({ kind: 'malformedJson', message: 'a comma is missing', line: 3, column: 9 }),
      ),
    ).toContain('line 3, column 9: a comma is missing.');
    expect(
      describeFailure(unreadable({ kind: 'malformedParquet', message: 'no footer', byteOffset: 1234 })),
    ).toContain('byte 1,234: no footer.');
  });

  it('names every node of a cycle', () => {
    expect(describeFailure({ kind: 'versionCycle', names: ['a v1', 'run of x', 'a v1'] })).toContain(
      'a v1 → run of x → a v1',
    );
  });

  it('is one or more whole sentences for every kind, and says whether anything was changed where that matters', () => {
    const failures: OperationFailure[] = [
      { kind: 'storeFull', message: 'm' },
      { kind: 'storeNewer', storedVersion: 2, knownVersion: 1 },
      { kind: 'storeUnavailable', message: 'm' },
      unreadable({ kind: 'tooLarge', message: 'm' }),
      { kind: 'unreadableFile', path: 'p', message: 'm' },
      { kind: 'versionCycle', names: ['a', 'a'] },
      { kind: 'malformedLineage', path: 'p', place: '/3/run', message: 'm' },
      { kind: 'malformedBundle', path: 'p', place: '', message: 'm' },
      { kind: 'bundleConflict', conflicts: [], message: 'm' },
      { kind: 'malformedWorkspace', path: 'p', place: 'byte 3', message: 'm' },
      { kind: 'damagedBytes', message: 'm' },
      { kind: 'workspaceInUse', message: 'm' },
      { kind: 'invalidRun', field: 'seed', message: 'm' },
      { kind: 'nameInUse', message: 'm' },
      { kind: 'notLinkable', message: 'm' },
      { kind: 'invalidAnnotation', message: 'm' },
      { kind: 'notFound', message: 'm' },
      { kind: 'cannotUndo', message: 'm' },
    ];
    for (const failure of failures) {
      const words = describeFailure(failure);
      expect(words).toMatch(/[.!?]$/);
      expect(words).not.toMatch(/undefined|\.\.|: \.|at ,/);
    }
    expect(describeFailure(failures[0]!)).toContain('nothing of this was stored');
    expect(describeFailure(failures[1]!)).toContain('Nothing was touched');
    expect(describeFailure(failures[6]!)).toContain('at /3/run');
  });
});
