import type { Hashers } from '../lib/ports';
import { loadMd5, loadSha256 } from './hashing/streamingHash';

/** Synchronous hashers in WebAssembly, loaded beforehand. */
export async function loadHashers(): Promise<Hashers> {
  const [sha256, md5] = await Promise.all([loadSha256(), loadMd5()]);
  return { sha256, md5 };
}
