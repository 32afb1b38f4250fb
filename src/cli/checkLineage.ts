import { UnreadableBytes } from '../formats/pieces';
import type { Workspace } from '../operations/core/workspace';
import { recogniseAt, scanFolder } from './lineageFiles';
import { readPaths } from './lineageSources';
import { memoryPorts, workspaceOf } from './memoryWorkspace';
import { kindOfPath } from './readFolder';

/** The graph of the paths that hold lineage, and which they are. */
export interface CheckedLineage {
  readonly workspace: Workspace;
  readonly files: ReadonlySet<string>;
  readonly folders: ReadonlySet<string>;
}

/**
 * Reads what holds lineage among some paths, folders searched, into one graph. Throws `UnreadableBytes` where lineage cannot be read: nothing
 * is said of a graph that lacks a part.
 */
export async function readLineagePaths(
  paths: readonly string[],
  followed: readonly string[],
): Promise<CheckedLineage> {
  const [files, folders] = [new Set<string>(), new Set<string>()];
  for (const given of paths) {
    const held = await lineageOf(given, followed);
    if (held !== null) (held === 'file' ? files : folders).add(given);
  }
  const ports = memoryPorts();
  const { sources } = await readPaths(ports, [...files, ...folders], followed, 'refuse');
  for (const source of sources)
    if ('failure' in source) throw new UnreadableBytes(`${source.path}: ${source.failure.message}`);
  return { workspace: await workspaceOf(ports), files, folders };
}

/** Whether a path is a file of lineage, or a folder with some in it; null where neither. */
async function lineageOf(given: string, followed: readonly string[]): Promise<'file' | 'folder' | null> {
  const kind = await kindOfPath(given);
  if (kind.ok && kind.value === 'directory') {
    const scan = await scanFolder(given, followed);
    if (!scan.ok) return null;
    const { source, archives, bundles } = scan.value;
    return source.files.length + archives.length + bundles.length > 0 ? 'folder' : null;
  }
  const found = await recogniseAt(given);
  return found.ok && (found.value.kind === 'lineage' || found.value.kind === 'bundle') ? 'file' : null;
}
