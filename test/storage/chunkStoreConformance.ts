import { expect, it } from 'vitest';

import type { Chunk, ChunkStore } from '../../src/operations/bytes/chunkStore';
import { seededRandom } from '../../src/lib/random';
import { nobleHashers } from '../../src/storage/hashers';
import type { Digest } from '../../src/versioning/digest';

/** Bytes that cannot be compressed, the same for a seed. */
export function noise(seed: number, byteLength = 5_000): Chunk {
  const random = seededRandom(seed);
  return chunkOf(Uint8Array.from({ length: byteLength }, () => Math.floor(random() * 256)));
}

export function chunkOf(bytes: Uint8Array<ArrayBuffer>): Chunk {
  const hasher = nobleHashers.sha256();
  hasher.update(bytes);
  return { digest: hasher.hex() as Digest, bytes };
}

/** What every chunk store does. */
export function describeChunkStore(open: () => ChunkStore): void {
  const text = chunkOf(new TextEncoder().encode('Lisbon,Oslo,2026\n'.repeat(3000)));
  const digestsIn = async (store: ChunkStore): Promise<Digest[]> => {
    const all: Digest[] = [];
    for await (const page of store.pages()) all.push(...page.map(({ digest }) => digest));
    return all.sort();
  };

  it('gives chunks back in the order asked for, and null for what is not there', async () => {
    const store = open();
    const [a, b] = [noise(1), noise(2)];
    expect(await store.add([a, text, b])).toEqual({ ok: true, value: undefined });
    const read = await store.read([b.digest, noise(3).digest, text.digest, a.digest, b.digest]);
    expect(read).toEqual([b.bytes, null, text.bytes, a.bytes, b.bytes]);
  });

  it('gives the same where there is room for all, for some, and for none of them', async () => {
    const store = open();
    const [a, b] = [noise(1), chunkOf(text.bytes.slice(5))];
    await store.add([a, text, { ...b, similarTo: text.digest }]);
    const asked = [b, a, text, b, text];
    const whole = asked.reduce((sum, { bytes }) => sum + bytes.length, 0);
    for (const length of [0, 1, b.bytes.length, whole - 1, whole, whole + 9]) {
      const room = new Uint8Array(length);
      const digests = asked.map(({ digest }) => digest);
      expect(await store.read([...digests, noise(3).digest], room)).toEqual([
        ...asked.map(({ bytes }) => bytes),
        null,
      ]);
    }
  });

  it('says what is missing, each once', async () => {
    const store = open();
    await store.add([noise(1)]);
    const [one, two, three] = [noise(1).digest, noise(2).digest, noise(3).digest];
    expect(await store.missing([two, one, two, three])).toEqual([two, three]);
    expect(await store.missing([])).toEqual([]);
  });

  it('keeps a chunk once, and as it was', async () => {
    const store = open();
    const first = noise(1);
    await store.add([first, first]);
    await store.add([{ ...first, bytes: new Uint8Array(3) }, noise(2)]);
    expect(await digestsIn(store)).toEqual([noise(1).digest, noise(2).digest]);
    expect(await store.read([first.digest])).toEqual([first.bytes]);
  });

  it('lists more chunks than a page holds', async () => {
    const store = open();
    const chunks = Array.from({ length: 1203 }, (_, seed) => noise(seed, 20));
    await store.add(chunks);
    expect(await digestsIn(store)).toEqual(chunks.map(({ digest }) => digest).sort());
  });

  it('keeps what is left when others are removed', async () => {
    const store = open();
    const chunks = Array.from({ length: 40 }, (_, seed) => noise(seed));
    await store.add(chunks);
    await store.remove(chunks.slice(5).map(({ digest }) => digest));
    expect(await digestsIn(store)).toEqual(
      chunks
        .slice(0, 5)
        .map(({ digest }) => digest)
        .sort(),
    );
    expect(await store.read(chunks.slice(0, 6).map(({ digest }) => digest))).toEqual([
      ...chunks.slice(0, 5).map(({ bytes }) => bytes),
      null,
    ]);
    await store.add(chunks.slice(5, 7));
    expect(await store.read([chunks[6]!.digest])).toEqual([chunks[6]!.bytes]);
  });

  it('gives back chunks that are like others, also when those are removed', async () => {
    const store = open();
    const versions = [noise(100)];
    for (let version = 1; version < 30; version++) {
      const { digest, bytes } = versions[version - 1]!;
      const edited = bytes.slice();
      edited[version * 100] = edited[version * 100]! ^ 255;
      versions.push({ ...chunkOf(edited), similarTo: digest });
    }
    for (const version of versions) await store.add([version]);
    const all = versions.map(({ digest }) => digest);
    expect(await store.read(all)).toEqual(versions.map(({ bytes }) => bytes));
    await store.remove([all[0]!, all[3]!, all[27]!]);
    expect(await store.read(all)).toEqual(
      versions.map(({ bytes }, index) => ([0, 3, 27].includes(index) ? null : bytes)),
    );
  });
}
