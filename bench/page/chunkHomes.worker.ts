import { createChunker } from '../../src/versioning/chunking/chunker';
import { measureHomes } from './chunkHomes';

self.onmessage = async ({ data }: MessageEvent<string>) => {
  self.postMessage(data === 'chunk' ? secondsToChunk() : await measureHomes(data));
};

/** Seconds to find the chunks of 256 MB, in pieces as a drop's reader gives them. */
function secondsToChunk(): number {
  const piece = new Uint8Array(16_000_000);
  let state = 1;
  for (let at = 0; at < piece.length; at++) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
    piece[at] = 48 + ((state >>> 16) & 31);
  }
  const chunker = createChunker();
  const started = performance.now();
  for (let round = 0; round < 16; round++) {
    for (let end = 0; end !== -1; end = chunker.nextEnd(piece, end));
  }
  return (performance.now() - started) / 1000;
}
