import { readFile as readText, stat } from 'node:fs/promises';
import path from 'node:path';
import { fromLossless, toLossless } from '../formats/bundle/lossless';
import type { Json } from '../lib/json';
import { err, ok, type Result } from '../lib/result';
import { readerVersion } from '../profile/readerVersion';
import type { FinishedTable } from '../profile/tablePart';
import { profileShape } from '../records/shapes/profileShape';
import { readingShape } from '../records/shapes/readingShapes';
import type { ReadOptions } from '../table/schema';
import type { ManifestEntry } from '../versioning/records';
import { fileFault } from './fileFault';
import { writeWholeFile } from './writeFile';

/** What an earlier snapshot found of a file; `table` is null where it is no part. */
export interface TrustedFile {
  readonly entry: ManifestEntry;
  readonly table: FinishedTable | null;
}

interface NotedFile extends TrustedFile {
  readonly modifiedMs: number;
}

interface NotedFolder {
  readonly takenAtMs: number;
  readonly files: readonly NotedFile[];
}

/** A file that changed so shortly before a snapshot may have changed again in the same tick of the clock. */
const settlingMs = 2000;
const isDigest = (text: unknown, length: number): boolean =>
  typeof text === 'string' && text.length === length && /^[0-9a-f]+$/.test(text);

/** What earlier snapshots of a folder found, by its files' lengths and times of change, kept in one file beside. */
export class TrustedTimes {
  /** How many files were not read, because length and time agree. */
  trustedCount = 0;
  readonly #place: string;
  readonly #optionsKey: string;
  readonly #before: ReadonlyMap<string, NotedFile>;
  readonly #takenAtMs: number;
  readonly #now: NotedFile[] = [];
  readonly #startedAtMs = Date.now();

  private constructor(place: string, optionsKey: string, { takenAtMs, files }: NotedFolder) {
    this.#place = place;
    this.#optionsKey = optionsKey;
    this.#takenAtMs = takenAtMs;
    this.#before = new Map(files.map((file) => [file.entry.path, file]));
  }

  /** Of the file at `place`; nothing is trusted where there is none, or where other readers or options made it. */
  static async open(place: string, options: ReadOptions): Promise<Result<TrustedTimes, string>> {
    const optionsKey = JSON.stringify([readerVersion, options]);
    const nothing: NotedFolder = { takenAtMs: 0, files: [] };
    try {
      const noted = notedIn(await readText(place, 'utf8'), optionsKey);
      if (noted === null) return err('it is no file that --trust-times wrote; name another');
      return ok(new TrustedTimes(place, optionsKey, noted));
    } catch (error) {
      const isNew = error instanceof Error && 'code' in error && error.code === 'ENOENT';
      return isNew ? ok(new TrustedTimes(place, optionsKey, nothing)) : err(fileFault(error));
    }
  }

  /** What was found of a file, where its length and time of change are what they were. */
  async find(folder: string, name: string): Promise<TrustedFile | null> {
    const known = this.#before.get(name);
    if (!known) return null;
    const { size, mtimeMs } = await stat(path.join(folder, name));
    const isSame = size === known.entry.byteLength && mtimeMs === known.modifiedMs;
    if (!isSame || mtimeMs > this.#takenAtMs - settlingMs) return null;
    this.trustedCount += 1;
    this.#now.push(known);
    return known;
  }

  /** Keeps what was found of a file that was read. */
  async note(folder: string, found: TrustedFile): Promise<void> {
    const { mtimeMs } = await stat(path.join(folder, found.entry.path));
    this.#now.push({ ...found, modifiedMs: mtimeMs });
  }

  /** Writes what this snapshot found, for the next. */
  save(): Promise<Result<void, string>> {
    const noted = { trustedTimes: 1, key: this.#optionsKey, takenAtMs: this.#startedAtMs, files: this.#now };
    return writeWholeFile(this.#place, JSON.stringify(toLossless(noted)), []);
  }
}

/** Null where it is another kind of file; empty where other readers or options made it. */
function notedIn(text: string, key: string): NotedFolder | null {
  const noted = parsed(text) as Partial<NotedFolder & { trustedTimes: unknown; key: unknown }> | null;
  if (noted?.trustedTimes !== 1 || !Array.isArray(noted.files) || typeof noted.takenAtMs !== 'number')
    return null;
  if (noted.key !== key) return { takenAtMs: 0, files: [] };
  return { takenAtMs: noted.takenAtMs, files: noted.files.filter(isNoted) };
}

function parsed(text: string): unknown {
  try {
    return fromLossless(JSON.parse(text) as Json)?.value ?? null;
  } catch {
    return null;
  }
}

function isNoted(file: unknown): file is NotedFile {
  const { entry, modifiedMs, table } = (file ?? {}) as Partial<NotedFile>;
  if (!entry || typeof modifiedMs !== 'number' || typeof entry.path !== 'string') return false;
  if (!isDigest(entry.digest, 64) || !isDigest(entry.md5, 32)) return false;
  if (!Number.isSafeInteger(entry.byteLength) || table === undefined) return false;
  if (table === null) return true;
  const { reading, profile } = table;
  return readingShape(reading) === null && profileShape({ key: reading.key, profile }) === null;
}
