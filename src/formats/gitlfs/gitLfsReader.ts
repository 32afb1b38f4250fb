import type { Json, JsonObject } from '../../lib/json';
import { err, ok } from '../../lib/result';
import type { LineageStatement, LineageWarning } from '../../lineage/facts';
import type { Digest } from '../../versioning/digest';
import { ofRepositories } from '../repositoryNames';
import { pathInRepository, rootFinder } from '../repositoryRoot';
import { largeFileOf } from './largeFile';
import { readGitLfsPointer } from './readGitLfsPointer';

/** A pointer is a version of the file at its path in the repository; `.git` may be a file, as in a work tree. */
export const gitLfsReader = ofRepositories(
  {
    begin(place) {
      const rootOf = rootFinder(place, ['.git/HEAD', '.git']);
      return async (path, file) => {
        const source = await place.open(path);
        const read = readGitLfsPointer(source ? await source.read(0, source.byteLength) : new Uint8Array(0));
        if (!read.ok) return err({ place: `line ${read.error.line ?? 1}`, message: read.error.message });
        const { oid, size, others, isCanonical } = read.value;
        const name = pathInRepository(await rootOf(path), path);
        const record: JsonObject = { path: name, oid, size, ...(others.length > 0 && { others }) };
        file.add({ statement: statementOf(record), record, place: '' });
        const message = 'git-lfs takes it for a pointer, but would write it otherwise';
        const warnings: LineageWarning[] = isCanonical ? [] : [{ message, place: '', count: 1 }];
        return ok({ warnings, badEventCount: 0 });
      };
    },
    readKept: (record: Json) => statementOf(record as JsonObject),
  },
  ['.git/HEAD', '.git'],
);

function statementOf({ path, oid, size }: JsonObject): LineageStatement {
  const dataset = largeFileOf(path as string, { oid: oid as Digest, size: size as number });
  return { time: null, jobs: [], runs: [], datasets: [dataset], links: [] };
}
