import path from 'node:path';
import { type PartFiles, partFilesOf } from '../formats/partitioned/partFiles';
import { err, ok, type Result } from '../lib/result';
import { partByPatterns } from '../operations/taking/partByPatterns';
import { type ProfiledPiece, tableOfParts } from '../profile/partRuns';
import type { FinishedTable } from '../profile/tablePart';
import type { ReadFailure } from '../table/reading';
import { defaultReadOptions, type ReadOptions } from '../table/schema';
import type { ManifestEntry } from '../versioning/records';
import { buildManifest, comparePaths, isLeftOut } from '../versioning/tree';
import { nodeHashers, nodeText } from './nodePorts';
import { readFile, readTableFile } from './readFile';
import { emptyEntry, kindOfPath, linksOf, type ReadFolder } from './readFolder';
import type { TrustedTimes } from './trustedTimes';
import { walkFolder } from './walkFolder';

/** A folder whose files were read as the parts of one table. */
export interface ReadPartitioned extends ReadFolder {
  /** Why it is none, where that is so. */
  readonly table: Result<FinishedTable, ReadFailure>;
}

/** Reads every file of a folder once: its manifest, and the table that its parts make together. */
export async function readPartitioned(
  folder: string,
  options: ReadOptions,
  followed: readonly string[] = [],
  leaveOut: readonly string[] = [],
  trusted: TrustedTimes | null = null,
): Promise<Result<ReadPartitioned, ReadFailure>> {
  const walked = await walkFolder(folder, followed);
  if (!walked.ok) return err({ kind: 'unreadable', message: walked.error });
  const { linked, links } = walked.value;
  const { kept, leftOut } = partByPatterns(
    walked.value.files.map((name) => ({ path: name })),
    leaveOut,
  );
  const names = kept.map(({ path: name }) => name).sort(comparePaths);
  const read = await readParts(folder, names, options, trusted);
  if (!read.ok) return read;
  const { entries, pieces, failure } = read.value;
  const manifest = buildManifest(entries, { hashers: nodeHashers, text: nodeText }, leftOut);
  const input = { digest: manifest.digest, options, hashers: nodeHashers };
  const table = failure ? err(failure) : tableOfParts(pieces, input);
  return ok({ manifest, linked, links: linksOf(links, leaveOut), table });
}

interface ReadParts {
  readonly entries: readonly ManifestEntry[];
  readonly pieces: readonly ProfiledPiece[];
  /** Of the first part that could not be read as a table. */
  readonly failure: ReadFailure | null;
}

async function readParts(
  folder: string,
  names: readonly string[],
  options: ReadOptions,
  trusted: TrustedTimes | null,
): Promise<Result<ReadParts, ReadFailure>> {
  const { parts }: PartFiles = partFilesOf(names.filter((name) => !isLeftOut(name)));
  const isPart = new Set(parts);
  const entries: ManifestEntry[] = [];
  const pieces: ProfiledPiece[] = [];
  let failure: ReadFailure | null = null;
  for (const name of names) {
    if (isLeftOut(name)) {
      entries.push(emptyEntry(name));
      continue;
    }
    const known = await trusted?.find(folder, name);
    if (known && (known.table !== null || !isPart.has(name))) {
      entries.push(known.entry);
      if (known.table) pieces.push({ path: name, ...known.table });
      continue;
    }
    const own = isPart.has(name) ? options : defaultReadOptions;
    const read = await readFile(path.join(folder, name), own, { digestOnly: !isPart.has(name) });
    if (!read.ok) return err({ ...read.error, message: `${name}: ${read.error.message}` });
    const { digest, md5, byteLength, table } = read.value;
    const entry = { path: name, digest, md5, byteLength };
    entries.push(entry);
    if (table || !isPart.has(name)) await trusted?.note(folder, { entry, table });
    if (table) pieces.push({ path: name, ...table });
    else if (isPart.has(name) && !failure) {
      const { message, ...fault } = read.value.failure ?? { kind: 'unsupported', message: 'is no table' };
      failure = { ...fault, message: `${name}: ${message}` };
    }
  }
  return ok({ entries, pieces, failure });
}

/** A file as a table, or a folder as one in parts; `unsupported` where it is none. */
export async function readTableAt(
  given: string,
  options: ReadOptions,
): Promise<Result<FinishedTable, ReadFailure>> {
  const kind = await kindOfPath(given);
  if (!kind.ok || kind.value === 'file') return readTableFile(given, options);
  const read = await readPartitioned(given, options);
  return read.ok ? read.value.table : read;
}
