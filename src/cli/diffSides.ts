import { partFilesOf } from '../formats/partitioned/partFiles';
import { err, ok, type Result } from '../lib/result';
import { type DiffableTable, diffableFile } from '../operations/comparing/diffTables';
import { partitionedSide } from '../operations/comparing/partitionedSide';
import type { OpenPart } from '../operations/bytes/readPart';
import { type ProfiledPiece, tableOfParts } from '../profile/partRuns';
import type { ReadFailure } from '../table/reading';
import type { ReadOptions } from '../table/schema';
import type { Digest } from '../versioning/digest';
import type { ManifestEntry } from '../versioning/records';
import { comparePaths, treeDigest } from '../versioning/tree';
import { type DiffFile, readDiffFile } from './diffInput';
import { nodeHashers, nodeIngestPorts, nodeText } from './nodePorts';

/** One side of a comparison that was read once. */
export interface ReadSide {
  readonly digest: Digest;
  /** Null where it is no table. */
  readonly table: DiffableTable | null;
  /** Why its table could not be read, where it looks like one. */
  readonly failure: ReadFailure | null;
}

/** A file, read as a table where it is one. */
export async function diffableFileOf(
  file: DiffFile,
  options: ReadOptions,
): Promise<Result<ReadSide, ReadFailure>> {
  const read = await readDiffFile(file, options);
  if (!read.ok) return read;
  const { digest, table, failure } = read.value;
  const opened = { path: file.name, open: file.open.bind(file) };
  const diffable = table && diffableFile(table, opened, nodeIngestPorts, new AbortController().signal);
  return ok({ digest, table: diffable, failure });
}

/** The files of a folder as one table in parts. Its digest is of these files alone. */
export async function diffableParts(
  files: ReadonlyMap<string, DiffFile>,
  options: ReadOptions,
): Promise<Result<ReadSide, ReadFailure>> {
  const parts: (OpenPart & ProfiledPiece)[] = [];
  const entries: ManifestEntry[] = [];
  for (const path of partFilesOf([...files.keys()].sort(comparePaths)).parts) {
    const file = files.get(path)!;
    const read = await readDiffFile(file, options);
    const failure = read.ok ? read.value.failure : read.error;
    if (failure) return err({ ...failure, message: `${path}: ${failure.message}` });
    if (!read.ok || !read.value.table) return err({ kind: 'unsupported', message: `${path} is no table` });
    const { digest, md5, byteLength, table } = read.value;
    entries.push({ path, digest, md5, byteLength });
    parts.push({ path, ...table, open: file.open.bind(file) });
  }
  const digest = treeDigest(entries, { hashers: nodeHashers, text: nodeText });
  const made = tableOfParts(parts, { digest, options, hashers: nodeHashers });
  if (!made.ok) return made;
  const { signal } = new AbortController();
  const side: DiffableTable['side'] = (names, comparedAsText) =>
    partitionedSide(parts, names, comparedAsText, nodeIngestPorts, signal);
  return ok({ digest, table: { ...made.value, side }, failure: null });
}
