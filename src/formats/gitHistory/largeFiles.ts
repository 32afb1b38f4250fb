import { gitLfsPointerLimit, type GitLfsPointer } from '../gitlfs/gitLfsPointer';
import { readGitLfsPointer } from '../gitlfs/readGitLfsPointer';
import type { Revisions } from './revisionPlace';
import { namesLargeFiles } from './trackedNames';

/** Git stores a pointer as a delta of a blob at most 32 times its size. */
const largestBase = 32 * gitLfsPointerLimit;

/** The pointers of git-lfs in a history; each blob is read once. */
export class LargeFiles {
  private readonly revisions: Revisions;
  private readonly pointers = new Map<string, GitLfsPointer | null>();
  private readonly attributes = new Map<string, boolean>();

  constructor(revisions: Revisions) {
    this.revisions = revisions;
  }

  /** Whether a `.gitattributes` gives files to git-lfs. Files are told by their content then: some stay pointers after their pattern went. */
  async areNamedIn(id: string): Promise<boolean> {
    const known = this.attributes.get(id);
    if (known !== undefined) return known;
    const named = namesLargeFiles((await this.revisions.textOf(id)) ?? '');
    this.attributes.set(id, named);
    return named;
  }

  /** Null where a blob is none. */
  async pointer(id: string): Promise<GitLfsPointer | null> {
    const known = this.pointers.get(id);
    if (known !== undefined) return known;
    const bytes = await this.revisions.bytes(id, largestBase);
    const read =
      bytes && bytes.length > 0 && bytes.length < gitLfsPointerLimit ? readGitLfsPointer(bytes) : null;
    const pointer = read?.ok === true ? read.value : null;
    this.pointers.set(id, pointer);
    return pointer;
  }
}
