import { md5 } from '@noble/hashes/legacy.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';

import type { Hashers, StreamingHasher } from '../lib/ports';

/** Synchronous hashers: Web Crypto's promise would commit a transaction early. */
export const nobleHashers: Hashers = {
  sha256: () => streaming(sha256.create()),
  md5: () => streaming(md5.create()),
};

function streaming(hash: { update(bytes: Uint8Array): unknown; digest(): Uint8Array }): StreamingHasher {
  return {
    update: (bytes) => {
      hash.update(bytes);
    },
    hex: () => bytesToHex(hash.digest()),
  };
}
