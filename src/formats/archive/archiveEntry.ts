import type { ByteSource } from '../../lib/ports';

/** A file in an archive. */
export interface ArchiveEntry {
  /** As the archive has it. */
  readonly path: string;
  /** Throws `UnreadableBytes` where it is broken. */
  open(): Promise<ByteSource>;
}

/** Why an archive cannot be read. */
export interface ArchiveFault {
  readonly place: string;
  readonly message: string;
}

/** More files of one archive are not read. */
export const mostEntries = 200_000;
