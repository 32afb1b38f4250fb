import type { ArtifactKind } from '../../versioning/records';
import type { SnapshotOutcome } from '../../operations/core/outcome';
import { leftOutWords } from '../../operations/taking/leaveOut';
import { codeWords } from '../shared/codeWords';
import { formatCounted } from '../shared/format';

/** What happened to a file, as a result's line says it. */
export function outcomeWords(
  {
    what,
    isOnlyPointer,
    bytesKnownAs,
    alsoBytesOf,
    code,
    leftOut,
    partCount,
  }: Omit<SnapshotOutcome, 'failure'>,
  kind: ArtifactKind | null = null,
): string {
  const [outermost] = code ?? [];
  return [
    what.kind === 'newArtifact' ? `New artifact${kindWords(kind)}` : whatWords(what),
    ...(partCount === undefined ? [] : [`${formatCounted(partCount, 'file')} as one table`]),
    ...(isOnlyPointer ? ['only its pointer is here'] : []),
    ...(bytesKnownAs ? [`its bytes are here as ${versionWords(bytesKnownAs)}`] : []),
    ...(alsoBytesOf
      ? [`also the bytes of ${alsoBytesOf.map(versionWords).join(', ')}, known from a pointer`]
      : []),
    ...(leftOut ? [leftOutWords(leftOut)] : []),
    ...(outermost ? [`code at ${codeWords(outermost)}`] : []),
  ].join('; ');
}

function versionWords({ path, sequence }: NonNullable<SnapshotOutcome['bytesKnownAs']>): string {
  return `${path}, version ${sequence}`;
}

/** What it was taken for, where that is not plain: a dropped table is a dataset. */
function kindWords(kind: ArtifactKind | null): string {
  if (kind === null || kind === 'dataset' || kind === 'other') return '';
  return kind === 'features' || kind === 'code'
    ? `, ${kind}`
    : `, a ${kind}`.replace('a endpoint', 'an endpoint');
}

function whatWords(what: SnapshotOutcome['what']): string {
  switch (what.kind) {
    case 'newArtifact':
      return 'New artifact';
    case 'newVersion': {
      const version = what.suggestion
        ? `Version ${what.sequence}, suggested ${what.suggestion.version}`
        : `Version ${what.sequence}`;
      const change = rowChangeWords(what.rowCountChange) ?? what.suggestion?.reasons[0]?.replace(/\.$/, '');
      return change === undefined ? version : `${version}: ${change}`;
    }
    case 'bytesArrived':
      return `Bytes of version ${what.sequence}, known from its pointer, are here now`;
    case 'unchanged':
      return `Unchanged since version ${what.sinceSequence}`;
    case 'readAgain':
      return `Version ${what.sequence}, its bytes unchanged and read again`;
    case 'sameBytes':
      return `Same bytes as ${what.asPath}, version ${what.asSequence}`;
    case 'moved':
      return `Moved from ${what.fromPath}`;
  }
}

/** How many rows more or fewer: how many came and went only a comparison of the rows can tell. */
function rowChangeWords(rowCountChange: number | null): string | undefined {
  if (rowCountChange === null || rowCountChange === 0) return undefined;
  return formatCounted(Math.abs(rowCountChange), rowCountChange > 0 ? 'more row' : 'fewer row');
}
