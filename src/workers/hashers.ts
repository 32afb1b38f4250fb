import { createMD5, type IHasher } from 'hash-wasm';

import type { Hashers } from '../lib/ports';
import { loadSha256 } from './sha256/streamingSha256';

/** Synchronous hashers in WebAssembly, loaded beforehand. One MD5 runs at a time; SHA-256 as many as are begun. */
export async function loadHashers(): Promise<Hashers> {
  const [sha256, md5] = await Promise.all([loadSha256(), createMD5()]);
  return { sha256, md5: () => beginMd5(md5) };
}

function beginMd5(hasher: IHasher) {
  hasher.init();
  return { update: (bytes: Uint8Array) => void hasher.update(bytes), hex: () => hasher.digest('hex') };
}
