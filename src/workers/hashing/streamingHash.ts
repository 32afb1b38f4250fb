import type { StreamingHasher } from '../../lib/ports';
import { assembleMd5Module, layout as md5Layout } from './md5Module';
import { assembleSha256Module, layout as sha256Layout } from './sha256Module';
import type { HashLayout } from './hashModule';

/** A hash of the family of MD5 and SHA-2: blocks of 64 bytes, a state of 32-bit words, the bit length at the end. */
interface BlockHash {
  readonly layout: HashLayout;
  readonly initialState: readonly number[];
  /** Whether the length and the digest are written low byte first. */
  readonly isLittleEndian: boolean;
}

const sha256: BlockHash = {
  layout: sha256Layout,
  initialState: [
    0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19,
  ],
  isLittleEndian: false,
};

const md5: BlockHash = {
  layout: md5Layout,
  initialState: [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476],
  isLittleEndian: true,
};

interface HashExports {
  readonly memory: WebAssembly.Memory;
  readonly compress: (address: number, blockCount: number) => void;
}

let sha256Module: Promise<WebAssembly.Module> | null = null;

/** The module of SHA-256, which is put together once: that takes longer than the hash of a record. */
export function loadSha256Module(): Promise<WebAssembly.Module> {
  return (sha256Module ??= WebAssembly.compile(assembleSha256Module()));
}

/** Compiles SHA-256; throws where WebAssembly has no SIMD. Each call of the result begins a new digest. */
export const loadSha256 = (): Promise<() => StreamingHasher> => load(sha256, loadSha256Module());

/** Compiles MD5. Each call of the result begins a new digest. */
export const loadMd5 = (): Promise<() => StreamingHasher> =>
  load(md5, WebAssembly.compile(assembleMd5Module()));

/** Instances are used again once their digest has ended: the browser sets gigabytes of addresses aside for each, and runs out of them. */
async function load(hash: BlockHash, compiled: Promise<WebAssembly.Module>): Promise<() => StreamingHasher> {
  const module = await compiled;
  const idle: HashExports[] = [];
  return () => {
    const instance = idle.pop() ?? (new WebAssembly.Instance(module).exports as unknown as HashExports);
    return begin(hash, instance, () => idle.push(instance));
  };
}

function begin(
  { layout, initialState, isLittleEndian }: BlockHash,
  { memory, compress }: HashExports,
  onEnd: () => void,
): StreamingHasher {
  const bytes = new Uint8Array(memory.buffer);
  const view = new DataView(memory.buffer);
  initialState.forEach((word, index) => view.setUint32(layout.state + index * 4, word, true));
  let length = 0;
  let pending = 0;
  const flush = (): void => {
    const blockCount = pending >>> 6;
    if (blockCount === 0) return;
    compress(layout.blocks, blockCount);
    bytes.copyWithin(layout.blocks, layout.blocks + blockCount * 64, layout.blocks + pending);
    pending -= blockCount * 64;
  };
  return {
    update(input) {
      length += input.length;
      let taken = 0;
      while (taken < input.length) {
        const size = Math.min(input.length - taken, layout.blockBytes - pending);
        bytes.set(input.subarray(taken, taken + size), layout.blocks + pending);
        pending += size;
        taken += size;
        if (pending === layout.blockBytes) flush();
      }
    },
    hex() {
      flush();
      const end = layout.blocks + (pending < 56 ? 64 : 128);
      bytes.fill(0, layout.blocks + pending, end);
      bytes[layout.blocks + pending] = 0x80;
      view.setBigUint64(end - 8, BigInt(length) * 8n, isLittleEndian);
      compress(layout.blocks, (end - layout.blocks) >>> 6);
      let hex = '';
      for (let index = 0; index < initialState.length; index++) {
        hex += view
          .getUint32(layout.state + index * 4, !isLittleEndian)
          .toString(16)
          .padStart(8, '0');
      }
      onEnd();
      return hex;
    },
  };
}
