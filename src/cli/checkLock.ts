import { stat } from 'node:fs/promises';
import path from 'node:path';
import { readLock, type LockedPath } from '../formats/lock/readLock';
import { UnreadableBytes } from '../formats/pieces';
import type { CheckRecord } from '../gates/contract/checkRecord';
import { extraFile, judgeLockedFile, type FoundFile, type LockedFile, type LockFinding } from '../gates/lock';
import type { ReadOptions } from '../table/schema';
import type { CheckPart } from './checkPart';
import { readFile } from './readFile';
import { kindOfPath } from './readFolder';
import { readText } from './readText';
import { linesOfPointers } from './readContractFile';
import { namesOfFolder } from './snapshotFiles';

/** What files are held against. */
interface LockSettings {
  readonly options: ReadOptions;
  readonly followed: readonly string[];
}

/** Holds paths against the lock at `lockPath`: changed, missing and extra files and other row counts. Without paths, those of the lock. */
export async function checkLock(
  lockPath: string,
  paths: readonly string[],
  settings: LockSettings,
): Promise<CheckPart> {
  const text = await readText(lockPath);
  if (!text.ok) throw new UnreadableBytes(`${lockPath}: ${text.error.message}`);
  const lock = readLock(text.value);
  if (!lock.ok) throw new UnreadableBytes(`${lockPath}: ${lock.error}`);
  const lineOf = linesOfPointers(text.value);
  const records: CheckRecord[] = [];
  const problems: { path: string; message: string }[] = [];
  for (const { given, locked } of pairs(lock.value, paths)) {
    if (locked === null) problems.push({ path: given, message: `the lock ${lockPath} has no entry for it` });
    else records.push(...(await checkPath(lockPath, given, locked, settings)));
  }
  return {
    records,
    problems,
    changed: records.flatMap(({ path: at, clause, verdict, evidence }) =>
      verdict === 'pass' || clause === 'rowCount' ? [] : `${at}: ${evidence.message}`,
    ),
    lineOf: ({ pointer }) => lineOf(pointer),
  };
}

/** Which entry each path is held against: that of its own place; of a lock with one entry, that one. */
function pairs(lock: readonly LockedPath[], paths: readonly string[]) {
  if (paths.length === 0) return lock.map((locked) => ({ given: locked.path, locked }));
  const [only] = lock.length === 1 && paths.length === 1 ? lock : [];
  return paths.map((given) => ({
    given,
    locked: lock.find((each) => path.resolve(each.path) === path.resolve(given)) ?? only ?? null,
  }));
}

async function checkPath(
  lockPath: string,
  given: string,
  locked: LockedPath,
  settings: LockSettings,
): Promise<readonly CheckRecord[]> {
  const own = await identityOf(lockPath);
  const left = new Map(locked.files.map((each) => [each.path, each]));
  const judged: CheckRecord[] = [];
  for (const name of await namesThere(given, locked, settings)) {
    const at = path.join(given, name);
    const known = left.get(name);
    left.delete(name);
    // A lock that lies in the folder was not there when it was made, or was empty.
    if (own !== null && (await identityOf(at)) === own) continue;
    const findings =
      known === undefined ? [extraFile()] : judgeLockedFile(known, await readFound(at, known, settings));
    const pointer = known?.pointer ?? `${locked.pointer}/files`;
    judged.push(...findings.map(recordOf(lockPath, at, pointer)));
  }
  for (const gone of left.values()) {
    const at = path.join(given, gone.path);
    if (own === null || (await identityOf(at)) !== own)
      judged.push(...judgeLockedFile(gone, null).map(recordOf(lockPath, at, gone.pointer)));
  }
  return judged;
}

/** The files that are there in the place of what was locked; the empty name is the path itself. */
async function namesThere(
  given: string,
  { kind }: LockedPath,
  { followed }: LockSettings,
): Promise<readonly string[]> {
  const found = await kindOfPath(given);
  const wanted = kind === 'file' ? 'file' : 'directory';
  if (!found.ok || found.value !== wanted) return [];
  if (kind === 'file') return [''];
  const names = await namesOfFolder(given, followed);
  if (!names.ok) throw new UnreadableBytes(`${given}: ${names.error}`);
  return names.value;
}

async function identityOf(at: string): Promise<string | null> {
  const found = await stat(at, { bigint: true }).catch(() => null);
  return found === null ? null : `${found.dev} ${found.ino}`;
}

/** The digest of a file; its rows, too, where it is not the locked one. Words where it cannot be read. */
async function readFound(
  at: string,
  { sha256, rowCount }: LockedFile,
  { options }: LockSettings,
): Promise<FoundFile | string> {
  const digested = await readFile(at, options, { digestOnly: true });
  if (!digested.ok) return digested.error.message;
  const { digest, byteLength } = digested.value;
  if (digest === sha256 || rowCount === null) return { sha256: digest, byteLength, table: null };
  const read = await readFile(at, options);
  if (!read.ok) return read.error.message;
  const { table, failure } = read.value;
  return { sha256: digest, byteLength, table: table?.reading ?? failure?.message ?? null };
}

function recordOf(lockPath: string, at: string, pointer: string) {
  return ({ clause, outcome }: LockFinding): CheckRecord => ({
    path: at,
    contract: lockPath,
    version: null,
    object: null,
    pointer,
    clause,
    column: null,
    verdict: outcome.verdict,
    severity: null,
    evidence: outcome.evidence,
    failing: { count: 0, rows: [] },
  });
}
