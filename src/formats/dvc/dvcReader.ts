import type { Json } from '../../lib/json';
import { err, ok, type Result } from '../../lib/result';
import type { LineageFault, LineageWarning } from '../../lineage/facts';
import { dvcDirMd5 } from '../../versioning/tree';
import type { ReaderPorts, ReadFile } from '../lineageFormat';
import { folderOf, type LineagePlace, resolvePath } from '../lineagePlace';
import { pathInRepository, rootFinder } from '../repositoryRoot';
import { ofRepositories } from '../repositoryNames';
import { WarningTally } from '../warningTally';
import type { DvcFile, DvcOut } from './dvcFile';
import { dvcFileStatement, joined } from './dvcFileStatement';
import { compareBytes, missingOf } from './outBytes';
import { dvcRootMarks } from './repository';

/** Reads a repository of DVC; names of things are paths in it. */
export const dvcReader = ofRepositories(
  {
    begin(place, ports) {
      const rootOf = rootFinder(place, dvcRootMarks);
      return async (path, file) => {
        const read = await readPointer(place, path);
        if (!read.ok) return read;
        if (!/(?:[^/]\.dvc|(?:^|\/)Dvcfile)$/.test(path)) return ok(notOfDvc);
        const dvc = { ...read.value, outs: read.value.outs.map((out) => withListed(out, ports)) };
        const record: DvcFileRecord = { path: pathInRepository(await rootOf(path), path), dvc };
        file.add({ statement: statementOf(record), record: record as unknown as Json, place: '' });
        const warnings = await changedOuts(place, await rootOf(path), path, dvc, ports);
        return ok({ warnings, badEventCount: 0 });
      };
    },
    readKept: (record) => statementOf(record as unknown as DvcFileRecord),
  },
  dvcRootMarks,
);

const notOfDvc: ReadFile = {
  warnings: [{ message: 'DVC reads files that are called .dvc, and not this one', place: '', count: 1 }],
  badEventCount: 0,
};

/** Outs whose bytes lie there and are not what the pointer says. What is not there is nothing to say a word about: most clones have pointers alone. */
async function changedOuts(
  place: LineagePlace,
  root: string,
  path: string,
  { outs, workingFolder }: DvcFile,
  ports: ReaderPorts,
): Promise<readonly LineageWarning[]> {
  const warnings = new WarningTally();
  const folder = joined(folderOf(path), workingFolder ?? '');
  for (const out of outs) {
    const at = resolvePath(joined(folder, out.path));
    if (at === null || out.md5 === null) continue;
    // Before DVC 3 the MD5 of text was that of its lines without CR.
    const match = out.hash === 'md5' ? await compareBytes(place, at, out, ports) : 'unknown';
    if (match === 'differs') warnings.add('the file is not what its pointer says: it was changed since', at);
    const missing = out.md5.endsWith('.dir') ? await missingOf(place, root, at, out.md5) : null;
    if (missing && missing.missingCount > 0)
      warnings.add(`${missing.missingCount} of the ${missing.fileCount} files of a folder are not there`, at);
  }
  return warnings.list();
}

/** A folder that is told by its files has the digest that DVC makes of their list. */
export function withListed(out: DvcOut, ports: ReaderPorts): DvcOut {
  const files = out.files?.flatMap(({ path, md5 }) => (md5 === null ? [] : { path, md5 })) ?? [];
  if (out.md5 !== null || files.length === 0 || files.length < (out.files?.length ?? 0)) return out;
  return { ...out, md5: dvcDirMd5(files, ports) };
}

/** What is kept of a `.dvc` file. */
interface DvcFileRecord {
  /** In the repository. */
  readonly path: string;
  readonly dvc: DvcFile;
}

function statementOf({ path, dvc }: DvcFileRecord) {
  return dvcFileStatement(path, dvc);
}

async function readPointer(place: LineagePlace, path: string): Promise<Result<DvcFile, LineageFault>> {
  const text = await place.readText(path);
  if (!text?.ok) return text ?? err({ place: '', message: 'there is no such file' });
  // The YAML parser loads when the first such file comes.
  const { readDvcFile } = await import('./readDvcFile');
  const read = readDvcFile(text.value.replace(/^\uFEFF/, ''));
  if (read.ok) return read;
  const { line = 1, column = 1, message } = read.error;
  return err({ place: `line ${line}, column ${column}`, message });
}
