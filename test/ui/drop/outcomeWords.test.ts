import { describe, expect, it } from 'vitest';

import type { SnapshotOutcome } from '../../../src/operations/core/outcome';
import { outcomeWords } from '../../../src/ui/drop/outcomeWords';
import type { ArtifactId, SnapshotId } from '../../../src/versioning/records';

const words = (what: SnapshotOutcome['what']) =>
  outcomeWords({ path: 'trips.csv', what, artifactId: 'a' as ArtifactId, snapshotId: 's' as SnapshotId });
const suggestion = { version: '2.1.0', step: 'minor', reasons: ['Only added to.'] } as const;

describe('outcomeWords', () => {
  it('says how many rows more or fewer a new version has, and not that so many came or went', () => {
    const newVersion = (rowCountChange: number | null) =>
      words({ kind: 'newVersion', sequence: 4, suggestion, rowCountChange });
    expect(newVersion(1204)).toBe('Version 4, suggested 2.1.0: 1,204 more rows');
    expect(newVersion(-1)).toBe('Version 4, suggested 2.1.0: 1 fewer row');
    expect(newVersion(0)).toBe('Version 4, suggested 2.1.0: Only added to');
    expect(words({ kind: 'newVersion', sequence: 2, suggestion: null, rowCountChange: null })).toBe(
      'Version 2',
    );
  });

  it('says that only a pointer is here, and that the bytes came', () => {
    const known = { path: 'a.csv', artifactId: 'a' as ArtifactId, snapshotId: 's' as SnapshotId };
    expect(outcomeWords({ ...known, what: { kind: 'newArtifact' }, isOnlyPointer: true })).toBe(
      'New artifact; only its pointer is here',
    );
    expect(words({ kind: 'bytesArrived', sequence: 3 })).toBe(
      'Bytes of version 3, known from its pointer, are here now',
    );
  });

  it('names what the bytes are the same as', () => {
    expect(words({ kind: 'newArtifact' })).toBe('New artifact');
    const outcome = { path: 'm', what: { kind: 'newArtifact' } } as never;
    expect(outcomeWords(outcome, 'model')).toBe('New artifact, a model');
    expect(outcomeWords(outcome, 'endpoint')).toBe('New artifact, an endpoint');
    expect(outcomeWords(outcome, 'code')).toBe('New artifact, code');
    expect(outcomeWords(outcome, 'dataset')).toBe('New artifact');
    expect(words({ kind: 'unchanged', sinceSequence: 3 })).toBe('Unchanged since version 3');
    expect(words({ kind: 'sameBytes', asPath: 'rides.csv', asSequence: 2 })).toBe(
      'Same bytes as rides.csv, version 2',
    );
    expect(words({ kind: 'moved', fromPath: 'old/trips.csv' })).toBe('Moved from old/trips.csv');
  });
});
