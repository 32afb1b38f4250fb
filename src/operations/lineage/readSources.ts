import type { LineageReaders } from '../../formats/lineageFormats';
import type { FileInto, ReadFile, ReadOneFile } from '../../formats/lineageFormat';
import { UnreadableBytes } from '../../formats/pieces';
import { err, ok, type Result } from '../../lib/result';
import { canonicalJson } from '../../versioning/canonicalJson';
import { type ImportWatch, stopIfCancelled } from '../core/importWatch';
import type { OperationPorts } from '../core/ports';
import { TextDigests } from '../core/textDigests';
import type { FileFailure, FileSummary } from './importSummary';
import type { DigestedStatement } from './lineagePlan';
import type { FoundFile, LineageRequest, LineageSource } from './lineageRequest';

/** What the files of a request say, and what became of each. */
export interface ReadSources {
  readonly statements: readonly DigestedStatement[];
  /** Every file, in order. */
  readonly files: readonly FileSummary[];
}

/** Reads every file of a request; of one that is refused no statement is kept. Throws `CancelledImport`. */
export async function readSources(
  ports: OperationPorts,
  request: LineageRequest,
  readers: LineageReaders,
  watch: ImportWatch,
): Promise<ReadSources> {
  const reading = new Reading(ports, request, readers, watch);
  for (const source of request.sources) await reading.take(source);
  return reading.end();
}

type Kept = Omit<DigestedStatement, 'digest' | 'text'>;

/** Files between which a cancel is heard. */
const filesPerPause = 64;

class Reading {
  private readonly texts: TextDigests;
  /** As many as texts; null for those of a file that was refused. */
  private readonly kept: (Kept | null)[] = [];
  private readonly files: FileSummary[] = [];
  private readonly fileCount: number;
  private readonly ports: OperationPorts;
  private readonly badEvents: NonNullable<LineageRequest['badEvents']>;
  private readonly readers: LineageReaders;
  private readonly watch: ImportWatch;

  constructor(ports: OperationPorts, request: LineageRequest, readers: LineageReaders, watch: ImportWatch) {
    this.texts = new TextDigests(ports);
    this.fileCount = request.sources.reduce((sum, { files }) => sum + files.length, 0);
    this.ports = ports;
    this.badEvents = request.badEvents ?? 'refuse';
    this.readers = readers;
    this.watch = watch;
  }

  async take({ place, files }: LineageSource): Promise<void> {
    const { hashers, text } = this.ports;
    const begun = new Map<string, ReadOneFile>();
    for (const file of files) {
      const reader = this.readers.get(file.format);
      if (!reader) throw new Error(`There is no lineage format ${file.format}.`);
      const readOne =
        begun.get(file.format) ?? reader.begin(place, { hashers, text, badEvents: this.badEvents });
      begun.set(file.format, readOne);
      await this.takeFile(file, readOne);
      if (this.files.length % filesPerPause === 0) await this.pause(0);
    }
  }

  private async takeFile(file: FoundFile, readOne: ReadOneFile): Promise<void> {
    const { shownPath: path, format } = file;
    const start = this.kept.length;
    const read = await orUnreadable(readOne(file.path, this.into(file)));
    if (read.ok) this.files.push({ path, format, ...read.value });
    else {
      this.kept.fill(null, start);
      this.files.push({ path, format, failure: read.error });
    }
  }

  private into({ shownPath: path, format }: FoundFile): FileInto {
    return {
      add: ({ statement, record, place }) => {
        this.texts.add(canonicalJson(record));
        this.kept.push({ statement, place, path, format });
      },
      pause: (share) => this.pause(share),
    };
  }

  private async pause(share: number): Promise<void> {
    this.watch.report((this.files.length + share) / this.fileCount);
    await this.watch.pause();
    stopIfCancelled(this.watch);
  }

  async end(): Promise<ReadSources> {
    const digested = await this.texts.all();
    stopIfCancelled(this.watch);
    const statements = this.kept.flatMap((kept, index) => (kept ? [{ ...kept, ...digested[index]! }] : []));
    return { statements, files: this.files };
  }
}

async function orUnreadable(read: ReturnType<ReadOneFile>): Promise<Result<ReadFile, FileFailure>> {
  try {
    const done = await read;
    return done.ok ? ok(done.value) : err({ kind: 'malformedLineage', ...done.error });
  } catch (error) {
    if (error instanceof UnreadableBytes) return err({ kind: 'unreadableFile', message: error.message });
    throw error;
  }
}
