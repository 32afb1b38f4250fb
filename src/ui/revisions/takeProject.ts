import type { OpenedRepository } from '../../state/openRepository';
import type { DroppedItem } from '../../state/services';
import type { ComparedManifests } from './ManifestChanges';

/** What was dropped to be compared. */
export type TakenProject =
  | { readonly kind: 'repository'; readonly name: string; readonly repository: OpenedRepository }
  | { readonly kind: 'manifests'; readonly manifests: ComparedManifests }
  | { readonly kind: 'fault'; readonly message: string };

/** Opens what was dropped: a folder is a repository, files are manifests. A single file is the one after that which is there. */
export async function takeProject(
  items: readonly DroppedItem[],
  known: ComparedManifests,
): Promise<TakenProject> {
  const folder = items.find((item) => item.kind === 'directory');
  if (folder) {
    const { openRepository } = await import('../../state/openRepository');
    const repository = await openRepository(folder.files);
    if (repository) return { kind: 'repository', name: folder.name, repository };
    return {
      kind: 'fault',
      message: `${folder.name} holds no repository with its .git folder. Drop the top folder of the repository.`,
    };
  }
  const files = items.flatMap((item) => (item.kind === 'file' ? item : [])).slice(0, 2);
  const texts = await Promise.all(files.map(async ({ path, file }) => ({ path, text: await file.text() })));
  const [first = null, second = null] = texts;
  if (second) return { kind: 'manifests', manifests: { before: first, after: second } };
  return {
    kind: 'manifests',
    manifests: known.before
      ? { before: known.after ?? known.before, after: first }
      : { before: first, after: null },
  };
}
