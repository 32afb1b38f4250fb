import { noneFailing, type Outcome } from './contract/verdict';

/** A file as a lock has it. */
export interface LockedFile {
  /** JSON Pointer of its entry in the lock. */
  readonly pointer: string;
  /** Below the folder that was locked, with slashes; empty where the file itself was. */
  readonly path: string;
  readonly sha256: string;
  readonly byteLength: number;
  /** Null of what is no table. */
  readonly rowCount: number | null;
  readonly logicalDigest: string | null;
}

/** A file as it is now. */
export interface FoundFile {
  readonly sha256: string;
  readonly byteLength: number;
  /** Looked at only where the bytes changed: its rows, or why they cannot be read. */
  readonly table: { readonly rowCount: number; readonly logicalDigest: string } | string | null;
}

/** What one line of a lock says. */
export interface LockFinding {
  readonly clause: 'present' | 'digest' | 'rowCount' | 'extra';
  readonly outcome: Outcome;
}

/** What a lock says of one of its files; null stands for one that is gone, words for one that cannot be read. */
export function judgeLockedFile(
  locked: LockedFile,
  found: FoundFile | string | null,
): readonly LockFinding[] {
  if (found === null) return [finding('present', 'fail', 'the file is missing')];
  if (typeof found === 'string') return [finding('digest', 'unknown', found)];
  if (found.sha256 === locked.sha256)
    return [finding('digest', 'pass', 'the bytes are those of the lock', found.sha256)];
  const digest = finding('digest', 'fail', changedWords(locked, found), found.sha256);
  return locked.rowCount === null ? [digest] : [digest, judgeRowCount(locked.rowCount, found.table)];
}

/** What is said of a file that the lock does not have. */
export function extraFile(): LockFinding {
  return finding('extra', 'fail', 'the lock has no such file');
}

function changedWords(locked: LockedFile, { byteLength, table }: FoundFile): string {
  const size =
    byteLength === locked.byteLength
      ? `${byteLength} bytes, as before`
      : `${byteLength} bytes, ${locked.byteLength} before`;
  if (table === null || typeof table === 'string' || locked.logicalDigest === null)
    return `the bytes changed: ${size}`;
  const rows =
    table.logicalDigest === locked.logicalDigest ? 'the rows are the same' : 'the rows changed, too';
  return `the bytes changed: ${size}; ${rows}`;
}

function judgeRowCount(before: number, table: FoundFile['table']): LockFinding {
  if (table === null || typeof table === 'string')
    return finding('rowCount', 'unknown', table ?? 'it is no table any more');
  const { rowCount } = table;
  return rowCount === before
    ? finding('rowCount', 'pass', `${rowCount} rows, as before`, String(rowCount))
    : finding('rowCount', 'fail', `${rowCount} rows, ${before} before`, String(rowCount));
}

function finding(
  clause: LockFinding['clause'],
  verdict: Outcome['verdict'],
  message: string,
  value?: string,
): LockFinding {
  const evidence = { message, ...(value !== undefined && { value }) };
  return { clause, outcome: { verdict, evidence, failing: noneFailing } };
}
