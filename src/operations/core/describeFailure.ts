import { assertNever } from '../../lib/assertNever';
import type { ReadFailure } from '../../table/reading';
import type { OperationFailure } from './outcome';

/** A failure in words for people: what happened, where, what to do next. */
export function describeFailure(failure: OperationFailure): string {
  switch (failure.kind) {
    case 'storeFull':
      return 'The browser has no room left, so nothing of this was stored; what was there before is intact. Free some space on this device, or export and wipe the workspace, and try again.';
    case 'storeNewer':
      return `This workspace was written by a newer version of Throughline (store version ${failure.storedVersion}; this one knows ${failure.knownVersion}). Nothing was touched. Reload the page to get the newer version.`;
    case 'storeUnavailable':
      return `The browser's store cannot be used: ${sentence(failure.message)} Nothing was changed. Close other tabs of Throughline and reload this one.`;
    case 'bytesNotHere':
      return `The bytes of ${failure.title} are not kept on this device, so its rows are not known. Drop that file again: it is recognised, and its bytes are kept then.`;
    case 'unreadableTable':
      return `${failure.path} could not be read: ${describeReadFailure(failure.failure)}`;
    case 'unreadableFile':
      return `${failure.path} could not be read from this device: ${sentence(failure.message)} If it was moved or changed meanwhile, drop it again.`;
    case 'unwritableFile':
      return `${failure.path} could not be written: ${sentence(failure.message)} What was written before it is whole. Choose another place, or put what is in the way aside, and try again.`;
    case 'nothingToFree':
      return 'There is nothing to free any more: it was freed in another tab, or put back. Look again at what there is.';
    case 'bytesNotKept':
      return notKept(failure);
    case 'versionCycle':
      return `This would put a version before itself: ${failure.names.join(' → ')}. Link another version, or record the run the other way round.`;
    case 'malformedLineage':
      return malformed('lineage', failure, 'Correct the file and drop it again.');
    case 'malformedBundle':
      return malformed('bundle', failure, 'Export it anew where it came from.');
    case 'malformedWorkspace':
      return malformed('workspace file', failure, 'Export it anew where it came from.');
    case 'damagedBytes':
      return `${sentence(failure.message)} No file was written. Verify the store under Storage to see which versions it is of, and drop their files again.`;
    case 'bundleConflict':
      return `The bundle does not fit this workspace: ${sentence(failure.message)}${moreConflicts(failure.conflicts.length - 1)} Nothing of it was imported. Import it as a workspace of its own, or merge what fits, under Workspaces.`;
    case 'invalidRun':
      return `${sentence(failure.message)} Correct the field “${failure.field}” and record the run again.`;
    case 'nameInUse':
      return `${sentence(failure.message)} Choose another name.`;
    case 'invalidIdentity':
    case 'workspaceInUse':
    case 'notLinkable':
    case 'invalidAnnotation':
    case 'invalidRelease':
    case 'invalidGuardrail':
    case 'invalidBaseline':
      return sentence(failure.message);
    case 'invalidContract':
      return `This is no contract that can be judged by: ${at(failure.place)}${sentence(failure.message)} Nothing was changed.`;
    case 'invalidMeasurement':
      return `${sentence(failure.message)} Nothing was added. Correct it and add the measurements again.`;
    case 'aliasMoved':
      return `The alias was moved meanwhile, so nothing was changed. ${sentence(failure.message)} See which version it points to now, and decide again.`;
    case 'needsReason':
      return `${sentence(failure.message)} Give a reason for the override; it is stored with the move.`;
    case 'notFound':
      return `${sentence(failure.message)} It may have been undone in another tab: reload to see what is there.`;
    case 'cannotUndo':
      return `This cannot be undone. ${sentence(failure.message)}`;
    default:
      return assertNever(failure);
  }
}

function notKept({ path, reason, message }: Extract<OperationFailure, { kind: 'bytesNotKept' }>): string {
  return reason === 'full'
    ? `The browser has no room left for the bytes of ${path}, so nothing of it was stored; everything else is intact. Free old versions under Storage, or take it without its bytes.`
    : `The bytes of ${path} cannot be kept: ${sentence(message)} Nothing of it was taken. Close other tabs of Throughline and reload this one, or take it without its bytes.`;
}

function malformed(
  what: string,
  { path, place, message }: { readonly path: string; readonly place: string; readonly message: string },
  next: string,
): string {
  return `${path} is no ${what} that can be imported: ${at(place)}${sentence(message)} Nothing of it was imported. ${next}`;
}

/** A table's fault with its place, and what can be done about it. */
export function describeReadFailure(failure: ReadFailure): string {
  return `${sentence(faultWords(failure))} ${adviceFor(failure.kind)}`;
}

/** A table's fault with its place, without a full stop: `line 3, column 9: a comma is missing`. */
export function faultWords(failure: ReadFailure): string {
  return `${placeOf(failure)}${failure.message}`;
}

function adviceFor(kind: ReadFailure['kind']): string {
  switch (kind) {
    case 'raggedRow':
      return 'Correct the row and drop the file again, or leave bad rows out.';
    case 'undecodableText':
      return 'Save the file as UTF-8 and drop it again, or leave bad rows out.';
    case 'nulByte':
      return 'Take the NUL byte out and drop the file again, or leave bad rows out.';
    case 'unclosedQuote':
      return 'Close the quote and drop the file again, or leave bad rows out.';
    case 'tooManyBadRows':
      return 'It may be read otherwise than it was written: choose how, or allow more rows to be left out.';
    case 'malformedProfile':
      return 'Compute it anew with the statement that `throughline sql` writes, and drop it again.';
    case 'malformedPointer':
      return 'Write the pointer anew where it came from, and drop it again.';
    case 'malformedJson':
      return 'Correct the JSON there and drop the file again.';
    case 'malformedParquet':
    case 'malformedArrow':
    case 'malformedAvro':
    case 'malformedSqlite':
    case 'malformedXlsx':
    case 'malformedGzip':
    case 'malformedZstd':
    case 'malformedZip':
      return 'It may be cut off or damaged: write or copy it anew, and drop it again.';
    case 'unsupported':
      return 'Write it in another encoding or format, and drop it again.';
    case 'tooLarge':
      return 'Split it, and drop the parts.';
    case 'unreadable':
      return 'Drop it again.';
    default:
      return assertNever(kind);
  }
}

function placeOf({ message, line, column, byteOffset }: ReadFailure): string {
  const isSaid = /^(line|row|byte) \d/i.test(message);
  if (line !== undefined && !isSaid)
    return column === undefined ? `line ${line}: ` : `line ${line}, column ${column}: `;
  if (byteOffset !== undefined && line === undefined && !isSaid)
    return `byte ${byteOffset.toLocaleString('en-US')}: `;
  return '';
}

function moreConflicts(count: number): string {
  if (count <= 0) return '';
  return ` There ${count === 1 ? 'is 1 more conflict' : `are ${count.toLocaleString('en-US')} more conflicts`}.`;
}

function at(place: string): string {
  return place === '' ? '' : `at ${place}, `;
}

function sentence(message: string): string {
  return /[.!?]$/.test(message) ? message : `${message}.`;
}
