import { mostHeadBytes, packName, type Remote, RemoteFault, type RemoteHead, treeName } from './remote';
import {
  digestOf,
  mostTreeBytes,
  readHead,
  readTree,
  type SharedTree,
  type SharingPorts,
} from './sharedTree';

/** What a shared store holds, with what it took to get it. */
export interface Received {
  readonly head: RemoteHead;
  readonly tree: SharedTree;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly fetchedPackCount: number;
  readonly fetchedBytes: number;
}

/** Packs that are here already, by their digests. What is fetched is added. */
export type KnownPacks = Map<string, Uint8Array<ArrayBuffer>>;

const fetchedAtOnce = 4;

/**
 * The file that the head names; null where nothing was pushed yet. Only packs that are not known are fetched. The digest of
 * the tree, of each fetched pack and of the whole file is checked: throws `RemoteFault` where one differs.
 */
export async function receiveFile(
  remote: Remote,
  known: KnownPacks,
  ports: SharingPorts,
): Promise<Received | null> {
  const head = await remote.head();
  if (head === null) return null;
  if (head.bytes.length > mostHeadBytes) throw new RemoteFault('its head is too long to be one');
  const named = readHead(head.bytes, ports);
  const tree = readTree(await checkedObject(remote, treeName(named), named, mostTreeBytes, ports), ports);
  const missing = [
    ...new Map(
      tree.packs.filter((pack) => !known.has(pack.digest)).map((pack) => [pack.digest, pack]),
    ).values(),
  ];
  for (let at = 0; at < missing.length; at += fetchedAtOnce) {
    await Promise.all(
      missing.slice(at, at + fetchedAtOnce).map(async ({ digest, byteLength }) => {
        known.set(digest, await checkedObject(remote, packName(digest), digest, byteLength, ports));
      }),
    );
  }
  return {
    head,
    tree,
    bytes: joined(tree, known, ports),
    fetchedPackCount: missing.length,
    fetchedBytes: missing.reduce((sum, { byteLength }) => sum + byteLength, 0),
  };
}

async function checkedObject(
  remote: Remote,
  name: string,
  digest: string,
  mostBytes: number,
  ports: SharingPorts,
): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = await remote.read(name, mostBytes);
  if (bytes === null) throw new RemoteFault(`${name} is missing: somebody took it away`);
  if (digestOf(bytes, ports) !== digest)
    throw new RemoteFault(`${name} is damaged: its bytes have another digest`);
  return bytes;
}

function joined(tree: SharedTree, known: KnownPacks, ports: SharingPorts): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(tree.packs.reduce((sum, { byteLength }) => sum + byteLength, 0));
  let at = 0;
  for (const { digest, byteLength } of tree.packs) {
    const pack = known.get(digest);
    if (pack?.length !== byteLength)
      throw new RemoteFault(`its tree says another length of ${packName(digest)}`);
    bytes.set(pack, at);
    at += byteLength;
  }
  if (digestOf(bytes, ports) !== tree.digest)
    throw new RemoteFault('its packs are whole, but make another file than its tree says');
  return bytes;
}
