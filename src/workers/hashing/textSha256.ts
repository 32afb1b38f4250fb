import { layout } from './sha256Module';
import { loadSha256, loadSha256Module } from './streamingHash';

const initialState = [
  0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19,
];
const hexDigits = Uint8Array.from('0123456789abcdef', (digit) => digit.charCodeAt(0));
/** What comes after the text: a bit, zeros to the end of a block, the length. */
const longestPadding = 72;

/** SHA-256 of text in UTF-8. Short texts, such as a log's entries, are encoded where they are hashed, without a copy. */
export async function loadSha256OfText(): Promise<(text: string) => string> {
  const [module, streaming] = await Promise.all([loadSha256Module(), loadSha256()]);
  const exports = new WebAssembly.Instance(module).exports as unknown as {
    readonly memory: WebAssembly.Memory;
    readonly compress: (address: number, blockCount: number) => void;
  };
  const { memory, compress } = exports;
  const room = new Uint8Array(memory.buffer, layout.blocks, layout.blockBytes);
  const state = new Uint8Array(memory.buffer, layout.state, 32);
  const view = new DataView(memory.buffer);
  const hex = new Uint8Array(64);
  const encoder = new TextEncoder();
  return (text) => {
    // A UTF-16 unit is at most three bytes.
    if (text.length * 3 + longestPadding > room.length) {
      const hasher = streaming();
      hasher.update(encoder.encode(text));
      return hasher.hex();
    }
    for (let word = 0; word < 8; word++) view.setUint32(layout.state + word * 4, initialState[word]!, true);
    const { written } = encoder.encodeInto(text, room);
    const end = (written + 9 + 63) & ~63;
    room.fill(0, written, end);
    room[written] = 0x80;
    view.setUint32(layout.blocks + end - 4, written * 8);
    compress(layout.blocks, end >>> 6);
    for (let index = 0; index < 32; index++) {
      // The state's words are little-endian here, and the digest's are not.
      const byte = state[index ^ 3]!;
      hex[index * 2] = hexDigits[byte >> 4]!;
      hex[index * 2 + 1] = hexDigits[byte & 15]!;
    }
    // At once: put together of pieces, it would be a tree of them, which every map walks that is asked for it.
    return String.fromCharCode(...hex);
  };
}
