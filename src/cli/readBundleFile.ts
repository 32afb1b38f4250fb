import { looksLikeBundle } from '../formats/bundle/looksLikeBundle';
import { readLineageText } from '../formats/lineageText';
import { UnreadableBytes } from '../formats/pieces';
import type { Workspace } from '../operations/core/workspace';
import { importFile } from '../operations/workspaces/importFile';
import { memoryPorts, workspaceOf } from './memoryWorkspace';
import { nodeText, withFile } from './nodePorts';

/** The workspace that a bundle holds. Throws `UnreadableBytes` with the path and the reason. */
export async function readBundleFile(path: string): Promise<Workspace> {
  const text = await withFile(path, (source) => readLineageText(source, nodeText));
  if (!text.ok) throw new UnreadableBytes(`${path}: ${text.error.message}`);
  if (!looksLikeBundle(text.value)) throw new UnreadableBytes(`${path}: it is no bundle of Throughline`);
  const ports = memoryPorts();
  const imported = await importFile(ports, { path, text: text.value });
  if (!imported.ok) {
    const { error } = imported;
    throw new UnreadableBytes(`${path}: ${'message' in error ? error.message : error.kind}`);
  }
  return workspaceOf(ports);
}
