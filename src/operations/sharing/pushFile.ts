import { cutPacks, type Pack } from './packs';
import { packName, type Remote, treeName } from './remote';
import { type KnownPacks, receiveFile } from './receiveFile';
import { digestOf, headBytes, mostFileBytes, type SharingPorts, treeBytes } from './sharedTree';

/** What two files of one kind make together: one of them that holds the other, a new one, or nothing, for a reason. */
export type Joined<C> =
  | { readonly kind: 'theirs' }
  | { readonly kind: 'own' }
  | { readonly kind: 'merged'; readonly bytes: Uint8Array<ArrayBuffer> }
  | { readonly kind: 'conflict'; readonly conflict: C };

/** Joins the file of the store with one's own. */
export type Join<C> = (theirs: Uint8Array<ArrayBuffer>, own: Uint8Array<ArrayBuffer>) => Promise<Joined<C>>;

/** What came of a push. */
export type Pushed<C> =
  | {
      readonly kind: 'pushed' | 'merged';
      readonly digest: string;
      readonly packCount: number;
      readonly writtenPackCount: number;
      readonly writtenBytes: number;
      readonly tryCount: number;
    }
  /** The store holds all of it: nothing was moved. */
  | { readonly kind: 'current'; readonly digest: string }
  | { readonly kind: 'conflict'; readonly conflict: C }
  /** The store ignores conditions: a push would overwrite one that is made at the same time. */
  | { readonly kind: 'noConditions' }
  /** Others moved the head at every try. */
  | { readonly kind: 'busy'; readonly tryCount: number }
  | { readonly kind: 'tooLong'; readonly byteLength: number };

/** What a push needs besides the store. */
export interface PushPorts extends SharingPorts {
  /** Waits after a try that came too late; the first is 1. */
  readonly wait: (tryCount: number) => Promise<void>;
}

const mostTries = 12;

/**
 * Brings a file to a shared store: its packs first, then the tree, then the head, so that the head names what is there at any
 * end. Where the head moved, what it names is fetched and joined, and it begins again.
 */
export async function pushFile<C>(
  remote: Remote,
  own: Uint8Array<ArrayBuffer>,
  join: Join<C>,
  ports: PushPorts,
): Promise<Pushed<C>> {
  if (own.length > mostFileBytes) return { kind: 'tooLong', byteLength: own.length };
  const ownPacks = cutPacks(own, ports.hashers);
  const known: KnownPacks = new Map(ownPacks.map(({ digest, bytes }) => [digest, bytes]));
  const stored = new Set<string>();
  let [isProbed, writtenPackCount, writtenBytes] = [false, 0, 0];
  for (let tryCount = 1; tryCount <= mostTries; tryCount++) {
    const there = await receiveFile(remote, known, ports);
    there?.tree.packs.forEach(({ digest }) => stored.add(digest));
    const joined: Joined<C> = there === null ? { kind: 'own' } : await join(there.bytes, own);
    if (joined.kind === 'conflict') return joined;
    if (joined.kind === 'theirs') return { kind: 'current', digest: there!.tree.digest };
    if (!isProbed && !(await remote.keepsConditions())) return { kind: 'noConditions' };
    isProbed = true;
    const bytes = joined.kind === 'own' ? own : joined.bytes;
    if (bytes.length > mostFileBytes) return { kind: 'tooLong', byteLength: bytes.length };
    const packs = joined.kind === 'own' ? ownPacks : cutPacks(bytes, ports.hashers);
    for (const pack of packs) {
      if (stored.has(pack.digest)) continue;
      await remote.create(packName(pack.digest), pack.bytes);
      stored.add(pack.digest);
      writtenPackCount++;
      writtenBytes += pack.bytes.length;
    }
    const digest = digestOf(bytes, ports);
    const tree = await createTree(remote, digest, packs, ports);
    if (await remote.moveHead(headBytes(tree, ports), there?.head ?? null))
      return {
        kind: joined.kind === 'own' ? 'pushed' : 'merged',
        digest,
        packCount: packs.length,
        writtenPackCount,
        writtenBytes,
        tryCount,
      };
    await ports.wait(tryCount);
  }
  return { kind: 'busy', tryCount: mostTries };
}

async function createTree(
  remote: Remote,
  digest: string,
  packs: readonly Pack[],
  ports: SharingPorts,
): Promise<string> {
  const bytes = treeBytes(digest, packs, ports);
  const tree = digestOf(bytes, ports);
  await remote.create(treeName(tree), bytes);
  return tree;
}
