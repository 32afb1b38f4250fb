import { existsSync } from 'node:fs';
import path from 'node:path';
import { readDvcFile } from '../formats/dvc/readDvcFile';
import { err, ok, type Result } from '../lib/result';
import { pointerTargets } from '../operations/taking/pointerTargets';
import { defaultReadOptions } from '../table/schema';
import { cachedBytes, dvcCachesOf } from './dvcCache';
import { readFile } from './readFile';
import { readText } from './readText';

/** Where bytes are, and the path that they are of. */
interface BytesAtHand {
  readonly at: string;
  readonly path: string;
}

/** Where the bytes of a `.dvc` file of one file are: in its own place, where that has them, else in DVC's cache. Fails in words. */
export async function bytesOfDvcPointer(pointer: string): Promise<Result<BytesAtHand, string>> {
  const text = await readText(pointer);
  if (!text.ok) return err(text.error.message);
  const read = readDvcFile(text.value.replace(/^\uFEFF/, ''));
  if (!read.ok) return err(read.error.message);
  const targets = pointerTargets(path.resolve(pointer), { kind: 'dvc', file: read.value });
  const [target] = targets;
  if (target === undefined || targets.length > 1) return err('it stands for several files; name one');
  if (target.content === 'directory')
    return err('it stands for a folder, and a table is compared with a file');
  const { md5, path: own } = target;
  if (md5 === null) return err('it has no MD5 to find its bytes by');
  if (existsSync(own)) {
    const there = await readFile(own, defaultReadOptions, { digestOnly: true });
    if (there.ok && there.value.md5 === md5) return ok({ at: own, path: own });
  }
  const folder = path.dirname(path.resolve(pointer));
  const found = await cachedBytes(md5, await dvcCachesOf(folder, path.parse(folder).root));
  if (found !== null) return ok({ at: found, path: own });
  return err('its bytes are not on this machine; `dvc pull` brings them');
}
