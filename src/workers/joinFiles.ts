import { recognisedByteLength } from '../formats/recogniseLineage';

/** A file under its path, as a drop gives it. */
export interface FileAt {
  readonly path: string;
  readonly file: Blob;
}

/** Small files as one blob, one behind the other, or one large file: to ask the browser for a file takes longer than to read it. */
export interface JoinedFiles {
  readonly blob: Blob;
  readonly files: readonly { readonly path: string; readonly byteLength: number }[];
}

const joinedCount = 64;
/** So long the page may be busy with lengths before others have their turn. */
const busyMs = 8;

/**
 * Files in their order, joined, in batches of at most `batchCount` files. The browser looks at each file for its length, and keeps
 * the page waiting meanwhile: others have their turn in between.
 */
export async function* joinFiles<T extends FileAt>(
  files: readonly T[],
  batchCount: number,
): AsyncGenerator<{ readonly files: readonly T[]; readonly joined: readonly JoinedFiles[] }, void> {
  let pausedAtMs = performance.now();
  for (let start = 0; start < files.length; start += batchCount) {
    const batch = files.slice(start, start + batchCount);
    const joined: JoinedFiles[] = [];
    let open: { readonly path: string; readonly file: Blob; readonly byteLength: number }[] = [];
    const close = (): void => {
      if (open.length > 0) joined.push(joinedOf(open));
      open = [];
    };
    for (const { path, file } of batch) {
      const byteLength = file.size;
      if (byteLength > recognisedByteLength) {
        close();
        joined.push({ blob: file, files: [{ path, byteLength }] });
      } else {
        open.push({ path, file, byteLength });
        if (open.length === joinedCount) close();
      }
      if (performance.now() - pausedAtMs < busyMs) continue;
      await new Promise((resolve) => setTimeout(resolve));
      pausedAtMs = performance.now();
    }
    close();
    yield { files: batch, joined };
  }
}

function joinedOf(
  parts: readonly { readonly path: string; readonly file: Blob; readonly byteLength: number }[],
): JoinedFiles {
  const files = parts.map(({ path, byteLength }) => ({ path, byteLength }));
  const [only] = parts;
  return { blob: parts.length === 1 && only ? only.file : new Blob(parts.map(({ file }) => file)), files };
}
