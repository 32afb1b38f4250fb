import type { Json } from '../lib/json';
import type { ByteSource, Hashers, TextCodec } from '../lib/ports';
import type { Result } from '../lib/result';
import type { LineageFault, LineageStatement, LineageWarning, ReadStatement } from '../lineage/facts';
import type { ObjectShape } from './jsonObjects';
import type { LineagePlace } from './lineagePlace';

/**
 * A format of lineage: a folder of `formats/` with one object of this type, and one line in `lineageFormats.ts`. The page, the
 * scan of folders and the command line know formats by that list alone.
 *
 * 1. **Recognise.** A scan looks at every file of a drop; the first format whose `recognition` fits has the file. It loads
 *    with the page, so it reads nothing itself.
 * 2. **Read.** One command is one import, a dropped folder one or two (`usualPaths`). What is dropped or named is a *place* each: a folder, an archive, or a single
 *    file. `reader` is loaded when the first file of the format is found, and `begin` is called once for each place. The function
 *    that it gives is called for each recognised file, in byte order of their paths. It makes statements of that file (`lineage/facts.ts`).
 *    It may open any other file of the place by its path, and remember what it found there for the files that follow: a
 *    manifest that several results refer to, the parameters beside a pipeline, the cache below `.dvc/`.
 * 3. **Whole or not.** A file is the unit of refusal: where it gives a fault, none of its statements are taken. In a folder that is a
 *    warning, and the other files go on; a single file is refused. All that is taken is one transaction, one audit entry, one undo.
 *
 * A reader that keeps to this fits every order and split of files: a statement says all that it means, names things by the tool's own
 * identifiers under the tool's own namespace, and never depends on which file was read before. Its `record` is kept under
 * the digest of its canonical form, so a record that means another thing elsewhere holds its path. Runs are folded from kept records
 * whenever one comes or goes: `readKept` gives what `read` gave, from the record alone.
 */
export interface LineageFormat {
  /** As records, output and `--json` name it. */
  readonly name: string;
  /** What a snapshot of such a file is called among the formats of files. */
  readonly fileFormat: string;
  /** Whether such a file, dropped by itself, is a version of what it stands for: where that lies in a repository is not known then. */
  readonly isPointer?: true;
  /** Whether such a file says all that is declared now, so that what it no longer declares has gone; a log of events does not. */
  readonly tellsState?: true;
  /** The paths that such files usually have, without `.gz`: of a large folder these are looked into first. They decide nothing else. */
  readonly usualPaths?: RegExp;
  readonly recognition: Recognition;
  /** Loads the reader. What is heavy in it (a parser, a database) it loads itself, when a file is read. */
  readonly reader: () => Promise<LineageReader>;
}

/** How a format is told from others: by its first bytes, by an object of JSON, or by the beginning of its text. The content comes first, the name second. */
export type Recognition =
  | {
      readonly by: 'bytes';
      readonly test: (head: BytesHead) => boolean;
      /** Looks further into a file that passed the test: a database says anywhere what tables it has. Throws `UnreadableBytes`. */
      readonly confirm?: (source: ByteSource) => Promise<boolean>;
    }
  | { readonly by: 'object'; readonly test: (shape: ObjectShape, path: string) => boolean }
  | { readonly by: 'text'; readonly test: (head: TextHead) => boolean };

/** The beginning of a file that may be lineage, as it is: 16 KiB of it, or all of a smaller one. */
export interface BytesHead {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** The beginning of a file of text that may be lineage. */
export interface TextHead {
  /** Where it lies; only its last part and ending say something. */
  readonly path: string;
  /** Its first bytes, UTF-8 or UTF-16, with a character for each of ASCII; other characters are not told apart. */
  readonly text: string;
}

/** The part of a format that makes statements. */
export interface LineageReader {
  /** Begins to read a place; what it gives reads one recognised file of it, and is called for one after the other. */
  readonly begin: (place: LineagePlace, ports: ReaderPorts) => ReadOneFile;
  /** One record that was kept as it came; what was a fault when it was first read would be a bug now. */
  readonly readKept: (record: Json) => LineageStatement;
}

/** Reads one file of a place into `file`. Throws `UnreadableBytes` where its bytes cannot be had. */
export type ReadOneFile = (path: string, file: FileInto) => Promise<Result<ReadFile, LineageFault>>;

/** Where the statements of one file go. */
export interface FileInto {
  add(read: ReadStatement): void;
  /** Lets a cancel be heard; `share` of the file is read, 0 to 1. To be awaited now and then where a file may be long. */
  pause(share: number): Promise<void>;
}

/** What is said of a file beside its statements. */
export interface ReadFile {
  readonly warnings: readonly LineageWarning[];
  /** Bad events that were left out, as it was asked for; 0 where the format knows none. */
  readonly badEventCount: number;
}

/** What readers need from outside. */
export interface ReaderPorts {
  readonly hashers: Hashers;
  readonly text: TextCodec;
  readonly badEvents: BadEvents;
}

/** What a bad event does: it refuses its file, or is left out, counted and warned of. */
export type BadEvents = 'refuse' | 'leaveOut';
