import type { StreamingHasher } from '../../lib/ports';
import { assembleSha256Module, layout } from './assembleModule';

interface Sha256Exports {
  readonly memory: WebAssembly.Memory;
  readonly compress: (address: number, blockCount: number) => void;
}

const initialState = [
  0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19,
];

/**
 * Compiles the module; throws where WebAssembly has no SIMD. Each call of the result begins a new digest. Instances are
 * used again once their digest has ended: the browser sets gigabytes of addresses aside for each, and runs out of them.
 */
export async function loadSha256(): Promise<() => StreamingHasher> {
  const module = await WebAssembly.compile(assembleSha256Module());
  const idle: Sha256Exports[] = [];
  return () => {
    const instance = idle.pop() ?? (new WebAssembly.Instance(module).exports as unknown as Sha256Exports);
    return beginSha256(instance, () => idle.push(instance));
  };
}

function beginSha256({ memory, compress }: Sha256Exports, onEnd: () => void): StreamingHasher {
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
      view.setBigUint64(end - 8, BigInt(length) * 8n);
      compress(layout.blocks, (end - layout.blocks) >>> 6);
      let hex = '';
      for (let index = 0; index < 8; index++) {
        hex += view
          .getUint32(layout.state + index * 4, true)
          .toString(16)
          .padStart(8, '0');
      }
      onEnd();
      return hex;
    },
  };
}
