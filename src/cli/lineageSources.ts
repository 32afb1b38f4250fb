import { basename, resolve } from 'node:path';
import { openArchive } from '../formats/archive/openArchive';
import { detectFormat, headByteLength } from '../formats/detectFormat';
import { notLineage } from '../formats/fileKinds/fileKind';
import { fileKindOf } from '../formats/fileKinds/fileKindOf';
import { readLineageText } from '../formats/lineageText';
import type { BadEvents } from '../formats/lineageFormat';
import { UnreadableBytes } from '../formats/pieces';
import type { LineageWarning } from '../lineage/facts';
import { archiveSource } from '../operations/lineage/archiveSource';
import { importLineage } from '../operations/lineage/importLineage';
import type { FileSummary } from '../operations/lineage/importSummary';
import { fallbackFormat, type LineageSource } from '../operations/lineage/lineageRequest';
import type { OperationFailure } from '../operations/core/outcome';
import type { OperationPorts } from '../operations/core/ports';
import { importFile } from '../operations/workspaces/importFile';
import { diskSource, placeOfFile } from './diskPlace';
import { type FolderScan, recogniseAt, scanFolder } from './lineageFiles';
import { nodeText, withFile } from './nodePorts';
import { kindOfPath } from './readFolder';

/** What `--json` prints of one file. */
export type SourceOutput =
  | {
      readonly path: string;
      readonly format: string;
      readonly warnings: readonly LineageWarning[];
      /** Bad events that were left out, as it was asked for. */
      readonly badEventCount?: number;
    }
  | { readonly path: string; readonly failure: SourceFailure };

/** Why a file was not read. */
export interface SourceFailure {
  readonly kind: string;
  readonly message: string;
  /** A JSON pointer, or a line and column in words. */
  readonly place?: string;
  readonly line?: number;
  readonly column?: number;
}

/** What became of all that was named. */
export interface ReadPaths {
  readonly sources: readonly SourceOutput[];
  readonly scans: readonly FolderScan[];
  /** Whether a file that was named was refused, or a folder of which nothing was read. */
  readonly isRefused: boolean;
}

/** What one path of the command line stands for. */
interface Given {
  readonly path: string;
  readonly scan: FolderScan | null;
  readonly lineage: readonly LineageSource[];
  readonly bundles: readonly string[];
  readonly failure: SourceFailure | null;
}

/** Reads all that the paths stand for, in order: the bundles by themselves, and all lineage as one import. */
export async function readPaths(
  ports: OperationPorts,
  paths: readonly string[],
  followed: readonly string[],
  badEvents: BadEvents,
): Promise<ReadPaths> {
  const given: Given[] = [];
  for (const each of paths) given.push(await lookAt(each, followed, folderNameOf(each, paths)));
  const files = await importAll(ports, given, badEvents);
  const outputs: SourceOutput[][] = [];
  for (const { path, lineage, bundles, failure } of given) {
    const read: SourceOutput[] = failure ? [{ path, failure }] : [];
    for (const at of bundles) read.push(await readBundle(ports, at));
    for (const { shownPath } of lineage.flatMap((source) => source.files)) read.push(files.get(shownPath)!);
    outputs.push(read);
  }
  return {
    sources: outputs.flat(),
    scans: given.flatMap(({ scan }) => scan ?? []),
    isRefused: outputs.some((read) => read.every((source) => 'failure' in source)),
  };
}

/** What stands before the names of a folder's files: nothing where it is the only path, its own name where no other path ends so, else the path. */
function folderNameOf(given: string, paths: readonly string[]): string {
  if (paths.length === 1) return '';
  const name = basename(resolve(given));
  return paths.filter((other) => basename(resolve(other)) === name).length === 1 ? name : given;
}

/** A file itself, whatever it holds; of a folder the files of lineage. */
async function lookAt(path: string, followed: readonly string[], folderName: string): Promise<Given> {
  const nothing = { path, scan: null, lineage: [], bundles: [], failure: null };
  const failed = (kind: string, message: string): Given => ({ ...nothing, failure: { kind, message } });
  const kind = await kindOfPath(path);
  if (!kind.ok) return failed('unreadableFile', kind.error.message);
  if (kind.value !== 'file') {
    const scan = await scanFolder(path, followed, folderName);
    if (!scan.ok) return failed('unreadableFile', scan.error);
    const { source, archives, bundles } = scan.value;
    const isEmpty = source.files.length + archives.length + bundles.length === 0;
    const failure = isEmpty ? noInput : null;
    return { path, scan: scan.value, lineage: [source, ...archives], bundles, failure };
  }
  const archive = await lookIntoArchive(path);
  if (archive) return { ...nothing, ...archive };
  const recognised = await recogniseAt(path);
  if (!recognised.ok) return failed('unreadableFile', recognised.error);
  if (recognised.value.kind === 'other') return failed('unsupported', notLineage(recognised.value.file));
  if (recognised.value.kind === 'bundle') return { ...nothing, bundles: [path] };
  const unlike = recognised.value.kind === 'none' ? await whatItIs(path) : null;
  if (unlike !== null) return failed('unsupported', unlike);
  const format = recognised.value.kind === 'lineage' ? recognised.value.format : fallbackFormat;
  const { place, path: inPlace } = await placeOfFile(path);
  return { ...nothing, lineage: [{ place, files: [{ path: inPlace, shownPath: path, format }] }] };
}

/** What a file without lineage is, and the way on; null for JSON of no known kind, of which the reader of events says what is missing. */
async function whatItIs(path: string): Promise<string | null> {
  const head = await withFile(path, (source) => source.read(0, Math.min(headByteLength, source.byteLength)));
  const { name, table } = detectFormat(path, head);
  const isJson = /^(?:json|jsonl|gzip)$/.test(name);
  const kind = fileKindOf(path, name, head);
  if (kind !== null && !(isJson && kind.kind.startsWith('format:'))) return notLineage(kind);
  if (table === null || isJson) return null;
  return `a table (${name}), which tells no lineage. \`throughline profile\` reads it.`;
}

/** A `.zip`, `.tar` or `.tar.gz` as the folder that it holds; null for any other file. */
async function lookIntoArchive(path: string): Promise<Partial<Given> | null> {
  const disk = diskSource(path);
  try {
    const opened = disk && (await openArchive(disk, nodeText));
    if (!opened) return null;
    if (!opened.ok) return { failure: { kind: 'malformedArchive', ...opened.error } };
    const { source, tally } = await archiveSource(path, opened.value, nodeText);
    const links = { leaving: [], circling: [], broken: [] };
    const leftOut = { ...tally.leftOut, links };
    const scan: FolderScan = { path, source, archives: [], bundles: [], fileCount: tally.fileCount, leftOut };
    return { scan, lineage: [source], failure: source.files.length === 0 ? noInput : null };
  } catch (error) {
    if (error instanceof UnreadableBytes)
      return { failure: { kind: 'unreadableFile', message: error.message } };
    throw error;
  }
}

const noInput: SourceFailure = { kind: 'noInput', message: 'there is no file of lineage in it' };

/** What became of each file of lineage, by its path as it was named. */
async function importAll(
  ports: OperationPorts,
  given: readonly Given[],
  badEvents: BadEvents,
): Promise<ReadonlyMap<string, SourceOutput>> {
  const sources = given.flatMap(({ lineage }) => lineage);
  const path = given.map((each) => each.path).join(', ');
  const imported = await importLineage(ports, { path, sources, badEvents });
  if (imported.ok) return new Map(imported.value.value.files.map((file) => [file.path, outputOf(file)]));
  const failure = failureOf(imported.error);
  return new Map(
    sources.flatMap(({ files }) => files.map(({ shownPath }) => [shownPath, { path: shownPath, failure }])),
  );
}

function outputOf(file: FileSummary): SourceOutput {
  const { path } = file;
  if ('failure' in file) return { path, failure: failureOf({ ...file.failure, path }) };
  const { format, warnings, badEventCount } = file;
  return { path, format, warnings, ...(badEventCount > 0 && { badEventCount }) };
}

async function readBundle(ports: OperationPorts, path: string): Promise<SourceOutput> {
  try {
    const text = await withFile(path, (source) => readLineageText(source, nodeText));
    if (!text.ok) return { path, failure: { kind: 'malformedBundle', message: text.error.message } };
    const imported = await importFile(ports, { path, text: text.value });
    if (!imported.ok) return { path, failure: failureOf(imported.error) };
    return { path, format: 'throughline', warnings: [] };
  } catch (error) {
    if (error instanceof UnreadableBytes)
      return { path, failure: { kind: 'unreadableFile', message: error.message } };
    throw error;
  }
}

function failureOf(failure: OperationFailure): SourceFailure {
  const message = 'message' in failure ? failure.message : failure.kind;
  if (!('place' in failure) || failure.place === '') return { kind: failure.kind, message };
  const { kind, place } = failure;
  const [, line, column] = /^line (\d+)(?:, column (\d+))?/.exec(place) ?? [];
  return {
    kind,
    message,
    place,
    ...(line !== undefined && { line: Number(line) }),
    ...(column !== undefined && { column: Number(column) }),
  };
}
