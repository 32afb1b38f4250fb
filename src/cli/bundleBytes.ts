import { looksLikeBundle } from '../formats/bundle/looksLikeBundle';
import { readLineageText } from '../formats/lineageText';
import { UnreadableBytes } from '../formats/pieces';
import { describeFailure } from '../operations/core/describeFailure';
import type { MergeConflict } from '../operations/core/mergeConflicts';
import { joinBundles } from '../operations/sharing/joinBundles';
import type { Join } from '../operations/sharing/pushFile';
import { readCheckedBundle } from '../operations/workspaces/bundle';
import { memoryPorts } from './memoryWorkspace';
import { nodeHashers, nodeText, withFile } from './nodePorts';

/** Why two bundles are not joined. */
export interface BundleConflict {
  readonly message: string;
  readonly conflicts: readonly MergeConflict[];
}

/** The text of a bundle whose records, digest and log hold, as UTF-8. Throws `UnreadableBytes`. */
export async function bundleBytes(path: string): Promise<Uint8Array<ArrayBuffer>> {
  const text = await withFile(path, (source) => readLineageText(source, nodeText));
  if (!text.ok) throw new UnreadableBytes(`${path}: ${text.error.message}`);
  if (!looksLikeBundle(text.value)) throw new UnreadableBytes(`${path}: it is no bundle of Throughline`);
  const checked = readCheckedBundle(path, text.value, { hashers: nodeHashers, text: nodeText });
  if (!checked.ok) throw new UnreadableBytes(describeFailure(checked.error));
  return nodeText.encode(text.value);
}

/** Joins what a shared store holds with the bundle at a path. Throws `UnreadableBytes` where the store's is none. */
export function joinOf(remote: string, path: string): Join<BundleConflict> {
  return async (theirs, own) => {
    const joined = await joinBundles(
      { path: remote, text: textOf(remote, theirs) },
      { path, text: textOf(path, own) },
      () => memoryPorts('sealed'),
    );
    if (joined.ok)
      return joined.value.kind === 'merged'
        ? { kind: 'merged', bytes: nodeText.encode(joined.value.text) }
        : { kind: joined.value.kind };
    const { error } = joined;
    if (error.kind !== 'bundleConflict') throw new UnreadableBytes(describeFailure(error));
    return { kind: 'conflict', conflict: { message: error.message, conflicts: error.conflicts } };
  };
}

function textOf(path: string, bytes: Uint8Array<ArrayBuffer>): string {
  const text = nodeText.decode(bytes, 'utf-8');
  if (text === null) throw new UnreadableBytes(`${path}: it is not valid UTF-8`);
  return text;
}

/** Why both stay as they are, and the way on. */
export function describeBundleConflict({ message, conflicts }: BundleConflict): readonly string[] {
  const more = conflicts.length > 1 ? ` (and ${conflicts.length - 1} more)` : '';
  return [
    `They do not fit together: ${message}${more}`,
    'Nothing was changed. Open one of the two in the page, merge what fits of the other under Workspaces, and export a bundle.',
  ];
}
