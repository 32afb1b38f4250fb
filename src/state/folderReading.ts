import { err, ok, type Result } from '../lib/result';
import type { OperationFailure } from '../operations/core/outcome';
import { pathInFolder, type Preparation, type UnitFile } from '../operations/taking/snapshotUnit';
import { prepareSnapshot } from '../operations/taking/takeSnapshot';
import type { DropParts, ReadProgress } from './dropParts';
import { ingestInGroups } from './ingestGroups';
import { readParents, type ReadUnitFile } from './readParents';
import { failureOf, inputOf, unitFile } from './readUnit';

/** A file of a folder, and the whole names of what it holds the bytes of, where it is an object of a cache. */
interface FileToRead {
  readonly path: string;
  readonly file: File;
  readonly standsFor: readonly string[];
}

/** The reading of one folder's files, in as many calls as its order needs. */
export class FolderReading {
  readonly #folder: string;
  readonly #parts: DropParts;
  readonly #signal: AbortSignal;
  readonly #progress: ReadProgress;
  readonly #prepared = new Map<string, Preparation>();
  readonly #files: ReadUnitFile[] = [];
  #bytesDone = 0;

  constructor(folder: string, parts: DropParts, signal: AbortSignal, progress: ReadProgress) {
    this.#folder = folder;
    this.#parts = parts;
    this.#signal = signal;
    this.#progress = progress;
  }

  /** Reads files, each under the name of what it stands for, and gives them; one that cannot be read fails all. */
  async read(files: readonly FileToRead[]): Promise<Result<readonly UnitFile[], OperationFailure>> {
    if (files.length === 0) return ok([]);
    const nameOf = ({ path, standsFor }: FileToRead): string =>
      standsFor[0] ?? pathInFolder(this.#folder, path);
    const names = files.map(nameOf);
    const prepared = await prepareSnapshot(this.#parts.ports, names);
    if (!prepared.ok) return prepared;
    for (const [name, preparation] of prepared.value) this.#prepared.set(name, preparation);
    const before = await this.#parts.keeping?.before(names);
    const read: ReadUnitFile[] = [];
    let failure: OperationFailure | null = null;
    await ingestInGroups(
      this.#parts.pool,
      files,
      (each) => {
        const name = nameOf(each);
        return inputOf(name, each.file, prepared.value.get(name)?.prefix, before?.get(name), this.#parts);
      },
      (each, output) => {
        const { path, file, standsFor } = each;
        const name = nameOf(each);
        if (!output.ok) failure = failureOf(pathInFolder(this.#folder, path), output.error);
        else {
          const unit = unitFile(path, file, output.value);
          read.push({ unit: standsFor.length === 0 ? unit : { ...unit, standsFor }, name, file });
        }
        return output.ok ? 'goOn' : 'end';
      },
      (bytes) => this.#progress.onBytes((this.#bytesDone += bytes)),
      this.#signal,
    );
    if (failure) return err(failure);
    this.#files.push(...read);
    return ok(read.map(({ unit }) => unit));
  }

  /** All files that were read, with their parents read again where that is needed. */
  finish(): Promise<readonly UnitFile[]> {
    return readParents(this.#files, this.#prepared, this.#parts, this.#signal, this.#progress);
  }
}
