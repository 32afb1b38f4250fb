import type { TextCodec } from '../../lib/ports';
import { readAscii, type GitFolder } from './gitFolder';
import type { GitObjects } from './gitObjects';
import { type GitCommit, readCommit, taggedId } from './readCommit';

/** Commits and tags are small; what is larger is hostile, or not one. */
const largestObject = 4 * 1024 * 1024;
const mostTags = 10;

/** The commits that some tips lead to. */
export interface CommitGraph {
  /** Parents stand before their children; of several that could follow, the one that was committed first. */
  readonly commits: readonly GitCommit[];
  /** Commits that are named as parents and not there, other than where a shallow clone ends. */
  readonly missing: ReadonlySet<string>;
  /** Whether there are more commits than were read. */
  readonly isCut: boolean;
}

/** Reads all commits that tips lead to, at most `most` of them. Where a shallow clone ends, a commit has no parents. `pause` is awaited now and then. */
export async function readCommitGraph(
  tips: readonly string[],
  objects: GitObjects,
  common: GitFolder,
  text: TextCodec,
  most: number,
  pause: () => Promise<void>,
): Promise<CommitGraph> {
  const shallow = new Set(((await readAscii(common, 'shallow')) ?? '').split(/\s+/));
  const found = new Map<string, GitCommit>();
  const missing = new Set<string>();
  const waiting = [...new Set(tips)].reverse();
  for (let id = waiting.pop(); id !== undefined && found.size < most; id = waiting.pop()) {
    if (found.has(id) || missing.has(id)) continue;
    if (found.size % 1000 === 999) await pause();
    const object = await objects.read(id, largestObject);
    const commit = object?.type === 'commit' ? readCommit(id, object.content, text) : null;
    if (!commit) {
      missing.add(id);
      continue;
    }
    found.set(id, shallow.has(id) ? { ...commit, parents: [] } : commit);
    for (const parent of commit.parents) if (!shallow.has(id) && !found.has(parent)) waiting.push(parent);
  }
  return { commits: inOrder(found), missing, isCut: waiting.some((id) => !found.has(id)) };
}

/** The commit that a reference's object stands for, through annotated tags; null where it is none. */
export async function peeledCommit(id: string, objects: GitObjects): Promise<string | null> {
  let at = id;
  for (let tags = 0; tags < mostTags; tags++) {
    const object = await objects.read(at, largestObject);
    if (object?.type === 'commit') return at;
    const next = object?.type === 'tag' ? taggedId(object.content) : null;
    if (next === null) return null;
    at = next;
  }
  return null;
}

function inOrder(found: ReadonlyMap<string, GitCommit>): GitCommit[] {
  const children = new Map<string, GitCommit[]>();
  const open = new Map<string, number>();
  const ready = new CommitQueue();
  for (const commit of found.values()) {
    const known = [...new Set(commit.parents)].filter((parent) => found.has(parent));
    open.set(commit.id, known.length);
    if (known.length === 0) ready.push(commit);
    for (const parent of known) {
      const others = children.get(parent);
      if (others) others.push(commit);
      else children.set(parent, [commit]);
    }
  }
  const ordered: GitCommit[] = [];
  for (let next = ready.pop(); next; next = ready.pop()) {
    ordered.push(next);
    for (const child of children.get(next.id) ?? []) {
      const left = open.get(child.id)! - 1;
      open.set(child.id, left);
      if (left === 0) ready.push(child);
    }
  }
  return ordered;
}

/** A heap: the one that was committed first comes first, of one second the lesser id. */
class CommitQueue {
  private readonly heap: GitCommit[] = [];

  push(commit: GitCommit): void {
    const { heap } = this;
    let at = heap.push(commit) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!isBefore(commit, heap[parent]!)) break;
      heap[at] = heap[parent]!;
      at = parent;
    }
    heap[at] = commit;
  }

  pop(): GitCommit | undefined {
    const { heap } = this;
    const first = heap[0];
    const last = heap.pop();
    if (!last || heap.length === 0) return first;
    let at = 0;
    for (let child = 1; child < heap.length; child = 2 * at + 1) {
      if (child + 1 < heap.length && isBefore(heap[child + 1]!, heap[child]!)) child++;
      if (!isBefore(heap[child]!, last)) break;
      heap[at] = heap[child]!;
      at = child;
    }
    heap[at] = last;
    return first;
  }
}

function isBefore(a: GitCommit, b: GitCommit): boolean {
  return a.committedAt === b.committedAt ? a.id < b.id : a.committedAt < b.committedAt;
}
