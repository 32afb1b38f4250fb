import type { StreamingHasher } from '../lib/ports';
import { loadHashers } from './hashers';
import { serveTasks } from './serveTasks';

const loaded = loadHashers();
let hasher: StreamingHasher | null = null;

/** A digest of one file after another, piece by piece. */
serveTasks(self, {
  async beginDigest({ name }) {
    hasher = (await loaded)[name]();
  },
  digestPiece({ piece }, { give }) {
    begun().update(piece);
    give(piece.buffer);
    return piece;
  },
  endDigest() {
    const digest = begun().hex();
    hasher = null;
    return digest;
  },
});

function begun(): StreamingHasher {
  if (!hasher) throw new Error('A digest is asked for before it was begun.');
  return hasher;
}
