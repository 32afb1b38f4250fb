/** Files that stay with the page until a worker opens them: to hand thousands over, the browser looks at each of them first. */
export interface FilesOnDemand {
  readonly paths: readonly string[];
  /** Hears a path, and answers with its file. */
  readonly port: MessagePort;
}

interface Answer {
  readonly path: string;
  readonly file: Blob | null;
}

/** The side of the page: gives files until it is closed. */
export function giveOnDemand(files: ReadonlyMap<string, Blob>): {
  readonly files: FilesOnDemand;
  close(): void;
} {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = ({ data: path }: MessageEvent<string>) =>
    port1.postMessage({ path, file: files.get(path) ?? null } satisfies Answer);
  return { files: { paths: [...files.keys()], port: port2 }, close: () => port1.close() };
}

/** The side of a worker: opens a file by its path; null where there is none. */
export function openOnDemand({ paths, port }: FilesOnDemand): (path: string) => Promise<Blob | null> {
  const known = new Set(paths);
  const asked = new Map<string, Promise<Blob | null>>();
  const answered = new Map<string, (file: Blob | null) => void>();
  port.onmessage = ({ data: { path, file } }: MessageEvent<Answer>) => answered.get(path)?.(file);
  return (path) => {
    if (!known.has(path)) return Promise.resolve(null);
    const before = asked.get(path);
    if (before) return before;
    const answer = new Promise<Blob | null>((resolve) => {
      answered.set(path, resolve);
      port.postMessage(path);
    });
    asked.set(path, answer);
    return answer;
  };
}
