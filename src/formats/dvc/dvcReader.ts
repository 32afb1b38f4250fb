import type { Json } from '../../lib/json';
import { err, ok, type Result } from '../../lib/result';
import type { LineageFault } from '../../lineage/facts';
import { dvcDirMd5 } from '../../versioning/tree';
import type { LineageReader, ReaderPorts, ReadFile } from '../lineageFormat';
import type { LineagePlace } from '../lineagePlace';
import { pathInRepository, rootFinder } from '../repositoryRoot';
import type { DvcFile, DvcOut } from './dvcFile';
import { dvcFileStatement } from './dvcFileStatement';

/** Reads a repository of DVC; names of things are paths in it. */
export const dvcReader: LineageReader = {
  begin(place, ports) {
    const rootOf = rootFinder(place, ['.dvc/config', '.dvc/.gitignore']);
    return async (path, file) => {
      const read = await readPointer(place, path);
      if (!read.ok) return read;
      if (!/(?:[^/]\.dvc|(?:^|\/)Dvcfile)$/.test(path)) return ok(notOfDvc);
      const dvc = { ...read.value, outs: read.value.outs.map((out) => withListed(out, ports)) };
      const record: DvcFileRecord = { path: pathInRepository(await rootOf(path), path), dvc };
      file.add({ statement: statementOf(record), record: record as unknown as Json, place: '' });
      return ok(withoutWarnings);
    };
  },
  readKept: (record) => statementOf(record as unknown as DvcFileRecord),
};

const withoutWarnings: ReadFile = { warnings: [], badEventCount: 0 };

const notOfDvc: ReadFile = {
  warnings: [{ message: 'DVC reads files that are called .dvc, and not this one', place: '', count: 1 }],
  badEventCount: 0,
};

/** A folder that is told by its files has the digest that DVC makes of their list. */
function withListed(out: DvcOut, ports: ReaderPorts): DvcOut {
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
