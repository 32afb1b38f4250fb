import { findRepositories } from '../formats/git/findRepositories';
import { readReferences } from '../formats/git/readReferences';
import { resolveRevision } from '../formats/git/resolveRevision';
import { compareRevisions, type RevisionComparison } from '../formats/gitHistory/compareRevisions';
import { err, ok, type Result } from '../lib/result';
import { browserText } from '../workers/browserText';
import { loadHashers } from '../workers/hashers';
import { folderAt, gitPorts } from '../workers/readRepositories';

/** A repository of a dropped folder, for as long as its page is open. */
export interface OpenedRepository {
  /** Branches and tags, as people write them, in the order of their names. */
  readonly revisions: readonly string[];
  /** What two revisions have otherwise; fails in words. */
  readonly compare: (before: string, after: string) => Promise<Result<RevisionComparison, string>>;
}

/** Opens the outermost repository among the files of a folder; null where there is none with its `.git`. */
export async function openRepository(
  files: readonly { readonly path: string; readonly file: File }[],
): Promise<OpenedRepository | null> {
  const byPath = new Map(files.map((each) => [each.path, each]));
  const found = await findRepositories(
    [...byPath.keys()],
    async (path) => (await byPath.get(path)?.file.text()) ?? null,
  );
  const repository = found.find(({ gitFolder }) => gitFolder !== null);
  if (!repository?.gitFolder || !repository.commonFolder) return null;
  const [git, common] = [repository.gitFolder, repository.commonFolder].map((folder) =>
    folderAt(folder, byPath),
  ) as [ReturnType<typeof folderAt>, ReturnType<typeof folderAt>];
  const references = await readReferences(git, common, (bytes) => browserText.decode(bytes, 'utf-8'));
  const ports = { hashers: await loadHashers(), text: browserText, badEvents: 'refuse' as const };
  return {
    revisions: references.flatMap(({ name }) => /^refs\/(?:heads|tags)\/(.+)$/.exec(name)?.[1] ?? []),
    async compare(before, after) {
      const ids: string[] = [];
      for (const revision of [before, after]) {
        const resolved = await resolveRevision(revision, { git, common, ports: gitPorts });
        if (!resolved.ok) return err(`${revision}: ${resolved.error}`);
        ids.push(resolved.value);
      }
      const compared = await compareRevisions(common, { before: ids[0]!, after: ids[1]! }, ports);
      return compared ? ok(compared) : err('A commit is not there: the repository is a shallow clone.');
    },
  };
}
