import type { SnapshotView } from '../../operations/core/workspace';

/** Why a version has nothing to show and what to do about it; null where its bytes are kept. */
export function noteOfKeptBytes({
  bytes,
  snapshot,
}: Pick<SnapshotView, 'bytes' | 'snapshot'>): { readonly title: string; readonly hint: string } | null {
  const file = snapshot.source.kind === 'drop' ? snapshot.source.path : 'the file';
  const title = 'Its bytes are not on this device';
  switch (bytes.kind) {
    case 'here':
    case 'freed':
      return null;
    case 'partly':
      return {
        title: `${bytes.fileCount} of ${bytes.ofFiles} files are kept`,
        hint: `Drop ${file} again: it is recognised, and all its files are kept then.`,
      };
    case 'pointer':
      return {
        title,
        hint: 'Only a pointer to them was dropped. Get them with the tool that wrote it, and drop the file itself.',
      };
    case 'nowhere':
      return {
        title,
        hint: `Only their digest is known. Drop ${file} again: it is recognised, and its bytes are kept then.`,
      };
  }
}
