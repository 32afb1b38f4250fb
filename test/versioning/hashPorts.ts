import { createHash } from 'node:crypto';

import type { Hashers, StreamingHasher, TextCodec } from '../../src/lib/ports';

/** Node's own hashes, as the oracle that everything else is held against. */
export const nodeHashers: Hashers = { sha256: () => begin('sha256'), md5: () => begin('md5') };

export const nodeText: TextCodec = {
  encode: (text) => new TextEncoder().encode(text),
  decode: (bytes, encoding) => {
    try {
      return new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes);
    } catch {
      return null;
    }
  },
};

export const hashPorts = { hashers: nodeHashers, text: nodeText };

function begin(algorithm: 'sha256' | 'md5'): StreamingHasher {
  const hash = createHash(algorithm);
  return { update: (bytes) => void hash.update(bytes), hex: () => hash.digest('hex') };
}
