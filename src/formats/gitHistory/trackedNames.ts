import type { ByteSource } from '../../lib/ports';
import { asciiOf } from '../git/gitFolder';
import { UnreadableBytes } from '../pieces';

/** Whether a file is one that a history is told by, by its name: a pointer, a pipeline, a lock, a usual file of parameters or metrics. */
export function isTrackedName(name: string): boolean {
  return /^(?:.+\.dvc|Dvcfile|dvc\.(?:yaml|lock)|params\.(?:ya?ml|json|toml)|metrics\.(?:ya?ml|json|toml))$/.test(
    name,
  );
}

/** Whether a path leads to a repository: its `HEAD` in a folder that is not searched, or a `.git` file. */
export function leadsToHistory(path: string): boolean {
  return /(?:^|\/)\.git(?:\/HEAD)?$/.test(path);
}

type OpenFile = (path: string) => Promise<ByteSource | null>;

/** A file of attributes that is larger is not looked into. */
const largestAttributes = 1024 * 1024;

/** Whether the history of the repositories among some files may tell anything: one of code alone is not read. */
export async function mayTellHistory(paths: readonly string[], open: OpenFile): Promise<boolean> {
  if (!paths.some(leadsToHistory)) return false;
  if (paths.some((path) => isTrackedName(nameOf(path)))) return true;
  for (const path of paths) {
    const text = nameOf(path) === '.gitattributes' ? await attributesAt(path, open) : null;
    if (text !== null && namesLargeFiles(text)) return true;
  }
  return false;
}

async function attributesAt(path: string, open: OpenFile): Promise<string | null> {
  try {
    const source = await open(path);
    if (!source || source.byteLength > largestAttributes) return null;
    return asciiOf(await source.read(0, source.byteLength));
  } catch (error) {
    if (error instanceof UnreadableBytes) return null;
    throw error;
  }
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** Whether the text of a `.gitattributes` gives files to git-lfs. */
export function namesLargeFiles(attributes: string): boolean {
  return /^[ \t]*[^#\s].*\sfilter=lfs(?:\s|$)/m.test(attributes);
}
