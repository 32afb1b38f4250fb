import type { OperationPorts } from '../../src/operations/core/ports';
import type { IngestedFile } from '../../src/operations/taking/snapshotUnit';
import { takeSnapshot } from '../../src/operations/taking/takeSnapshot';
import { createDexieStore } from '../../src/storage/dexieStore';
import { nobleHashers } from '../../src/storage/hashers';
import { defaultReadOptions } from '../../src/table/schema';
import type { Digest, Md5 } from '../../src/versioning/digest';
import type { ActorId } from '../../src/versioning/records';
import { timestampFromMilliseconds } from '../../src/versioning/timestamp';
import { browserText } from '../../src/workers/browserText';

/** A worker that takes one folder after another until it is ended from outside. */
self.onmessage = async ({ data }: MessageEvent<{ readonly name: string; readonly first: number }>) => {
  const ports: OperationPorts = {
    store: createDexieStore(data.name),
    hashers: nobleHashers,
    text: browserText,
    newId: () => crypto.randomUUID(),
    now: () => timestampFromMilliseconds(Date.now()),
    actor: 'crash' as ActorId,
  };
  for (let index = data.first; ; index++) {
    const files = ['a', 'b', 'c'].map((path) => ({
      path,
      lastModified: null,
      ingested: bytes(`${path}${index}`),
    }));
    await takeSnapshot(ports, { kind: 'directory', name: 'folder', files, leftOutCount: 0 });
    await takeSnapshot(ports, { kind: 'file', path: 'a', ingested: bytes(`a${index}`), lastModified: null });
    self.postMessage(index);
  }
};

function bytes(text: string): IngestedFile {
  const [sha256, md5] = [nobleHashers.sha256(), nobleHashers.md5()];
  for (const hasher of [sha256, md5]) hasher.update(browserText.encode(text));
  const digests = { digest: sha256.hex() as Digest, md5: md5.hex() as Md5 };
  const none = { options: defaultReadOptions, table: null, failure: null };
  return { ...digests, byteLength: text.length, format: 'binary', ...none };
}
