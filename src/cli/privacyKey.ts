import path from 'node:path';
import { readRows } from '../formats/readRows';
import { err, ok, type Result } from '../lib/result';
import { keyInFile, type KeyInFile, type KeyInFilePorts } from '../operations/bytes/keyInFile';
import type { ReadOptions } from '../table/schema';
import { nodeIngestPorts, nodeText, withFile } from './nodePorts';
import { kindOfPath } from './readFolder';
import { namesOfFolder } from './snapshotFiles';

/** A file that has a key. */
export interface KeyedFile {
  readonly path: string;
  readonly count: KeyInFile['count'];
  readonly columns: KeyInFile['columns'];
}

/** What a search through files gave. */
export interface KeyedFiles {
  readonly files: readonly KeyedFile[];
  readonly problems: readonly string[];
}

/** The files at some paths, folders searched, that have a key: as a cell of a table or a word in one, or as a word in what is none. */
export async function filesWithKey(
  paths: readonly string[],
  query: { readonly key: string; readonly columns: readonly string[] },
  options: ReadOptions,
  followed: readonly string[],
): Promise<KeyedFiles> {
  const files: KeyedFile[] = [];
  const problems: string[] = [];
  for (const given of paths) {
    const listed = await filesAt(given, followed);
    if (!listed.ok) problems.push(`${given}: ${listed.error}`);
    for (const file of listed.ok ? listed.value : []) {
      try {
        const { unread, ...found } = await searchFile(file, query, options);
        if (found.count > 0) files.push(found);
        for (const { path: inside, why } of unread)
          problems.push(inside === '' ? `${file}: ${why}` : `${file}: ${inside}: ${why}`);
      } catch (error) {
        problems.push(`${file}: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
  }
  return { files, problems };
}

async function filesAt(
  given: string,
  followed: readonly string[],
): Promise<Result<readonly string[], string>> {
  const kind = await kindOfPath(given);
  if (!kind.ok) return err(kind.error.message);
  if (kind.value !== 'directory') return ok([given]);
  const names = await namesOfFolder(given, followed);
  return names.ok ? ok(names.value.map((name) => path.join(given, name))) : names;
}

const never = { aborted: false, throwIfAborted: () => undefined };

async function searchFile(
  file: string,
  { key, columns }: { readonly key: string; readonly columns: readonly string[] },
  options: ReadOptions,
): Promise<KeyedFile & Pick<KeyInFile, 'unread'>> {
  const sought = { bytes: nodeText.encode(key), columns };
  const found = await withFile(file, (source) =>
    keyInFile(ports, { source, path: file, options, isTable: true }, sought, never, () => undefined),
  );
  return { path: file, ...found };
}

const ports: KeyInFilePorts = {
  text: nodeText,
  readRows: (source, file, rows) =>
    readRows(source, { ...file, textColumns: [] }, rows, nodeIngestPorts, never),
};

/** The files in words, a line each. */
export function describeKeyed(files: readonly KeyedFile[]): readonly string[] {
  if (files.length === 0) return ['no file has the key'];
  return files.map(({ path: file, count, columns }) =>
    columns === null
      ? `${file}: ${count} ${count === 1 ? 'place' : 'places'}`
      : `${file}: ${count} ${count === 1 ? 'row' : 'rows'} in ${columns.map(({ name }) => name).join(', ')}`,
  );
}
