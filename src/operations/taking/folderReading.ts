import { err, ok, type Result } from '../../lib/result';
import type { OperationFailure } from '../core/outcome';
import type { DroppedFile, ReadParts, ReadProgress } from './fileReaders';
import { failureOf, requestOf, unitFile } from './readDropped';
import { readParents, type ReadFile } from './readParents';
import { fileNamespace, type NextOf, pathInFolder, type Preparation, type UnitFile } from './snapshotUnit';
import { prepareSnapshot } from './takeSnapshot';

/** A file of a folder, and the whole names of what it holds the bytes of, where it is an object of a cache. */
interface FileToRead<F> {
  readonly path: string;
  readonly file: F;
  readonly standsFor: readonly string[];
}

/** The reading of one folder's files, in as many calls as its order needs. */
export class FolderReading<F extends DroppedFile> {
  readonly #folder: string;
  readonly #parts: ReadParts<F>;
  readonly #progress: ReadProgress;
  readonly #nextOf: NextOf | undefined;
  readonly #prepared = new Map<string, Preparation>();
  readonly #files: ReadFile<F>[] = [];
  #bytesDone = 0;

  constructor(folder: string, parts: ReadParts<F>, progress: ReadProgress, nextOf?: NextOf) {
    this.#folder = folder;
    this.#parts = parts;
    this.#progress = progress;
    this.#nextOf = nextOf;
  }

  /** Reads files, each under the name of what it stands for, and gives them; one that cannot be read fails all. */
  async read(files: readonly FileToRead<F>[]): Promise<Result<readonly UnitFile[], OperationFailure>> {
    if (files.length === 0) return ok([]);
    const nameOf = ({ path, standsFor }: FileToRead<F>): string =>
      standsFor[0] ?? pathInFolder(this.#folder, path);
    const names = files.map(nameOf);
    const prepared = await prepareSnapshot(this.#parts.ports, names, fileNamespace, this.#nextOf);
    if (!prepared.ok) return prepared;
    for (const [name, preparation] of prepared.value) this.#prepared.set(name, preparation);
    const before = await this.#parts.keeping?.before(names);
    const read: ReadFile<F>[] = [];
    let failure: OperationFailure | null = null;
    await this.#parts.readers.ingestAll(
      files,
      (each) => {
        const name = nameOf(each);
        return requestOf(name, each.file, prepared.value.get(name)?.prefix, before?.get(name), this.#parts);
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
      (bytes) => this.countBytes(bytes),
    );
    if (failure) return err(failure);
    this.#files.push(...read);
    return ok(read.map(({ unit }) => unit));
  }

  /** Counts bytes that were read beside. */
  countBytes(byteLength: number): void {
    this.#progress.onBytes((this.#bytesDone += byteLength));
  }

  /** All files that were read, with their parents read again where that is needed. */
  finish(): Promise<readonly UnitFile[]> {
    return readParents(this.#files, this.#prepared, this.#parts, this.#progress);
  }
}
