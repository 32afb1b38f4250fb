import { createHash } from 'node:crypto';
import type { Hashers, StreamingHasher } from '../../src/lib/ports';

function nodeHasher(algorithm: string): StreamingHasher {
  const hash = createHash(algorithm);
  return {
    update: (bytes) => {
      hash.update(bytes);
    },
    hex: () => hash.digest('hex'),
  };
}

/** Node's own hashers behind the port: an independent word on what a digest is. */
export const nodeHashers: Hashers = { sha256: () => nodeHasher('sha256'), md5: () => nodeHasher('md5') };
