import { makeZip } from 'client-zip';

import type { ByteSink } from '../operations/restore';

/** A file on its way into an archive. */
export interface ZippedFile {
  /** With `/`. */
  readonly name: string;
  readonly byteLength: number;
  /** Writes it into the archive, and closes or aborts; an abort ends the archive by an error. */
  readonly write: (into: ByteSink) => Promise<void>;
}

export type Zipped = (files: readonly ZippedFile[]) => AsyncIterable<Uint8Array<ArrayBuffer>>;

/** A ZIP archive as a stream, stored and not deflated, with ZIP64 records where it has to. One file is open at a time. */
export const zipped: Zipped = async function* zipped(files) {
  const reader = makeZip(entriesOf(files)).getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value as Uint8Array<ArrayBuffer>;
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
};

/** Asked for one after another, so that a file is begun only when the one before is in. */
function* entriesOf(files: readonly ZippedFile[]) {
  for (const { name, byteLength, write } of files) {
    yield { name: safeName(name), size: byteLength, lastModified: 0, input: streamOf(write) };
  }
}

/** Without what would lead an unpacker out of its folder: a manifest that came with a bundle may name anything. */
export function safeName(name: string): string {
  return name
    .replaceAll('\\', '_')
    .replace(/\p{Cc}/gu, '_')
    .split('/')
    .map((part) => (part === '' || part === '.' || part === '..' ? '_' : part))
    .join('/')
    .replace(/^[a-z]:/i, '_');
}

class EntryAborted extends Error {
  override readonly name = 'EntryAborted';
}

function streamOf(write: ZippedFile['write']): ReadableStream<Uint8Array<ArrayBuffer>> {
  const { readable, writable } = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>();
  const writer = writable.getWriter();
  // Whoever reads hears of an abort; here it would be an unhandled rejection.
  writer.closed.catch(() => undefined);
  const abort = (): Promise<void> => writer.abort(new EntryAborted('The file could not be written whole.'));
  write({
    write: (bytes) => writer.write(bytes),
    close: () => writer.close(),
    abort,
  }).catch(() => void abort().catch(() => undefined));
  return readable;
}
