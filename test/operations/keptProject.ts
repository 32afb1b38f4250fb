import { createHash } from 'node:crypto';

import { createByteKeeper } from '../../src/operations/bytes/keepBytes';
import type { OperationPorts } from '../../src/operations/core/ports';
import { fileNamespace, type UnitFile } from '../../src/operations/taking/snapshotUnit';
import { takeSnapshot, type TakenSnapshot } from '../../src/operations/taking/takeSnapshot';
import type { ChunkStore } from '../../src/operations/bytes/chunkStore';
import type { Digest } from '../../src/versioning/digest';
import { nodeText } from '../../src/cli/nodePorts';
import { ingest, valueOf } from './testProject';

export async function sha256(bytes: Uint8Array): Promise<Digest> {
  return createHash('sha256').update(bytes).digest('hex') as Digest;
}

async function readKept(
  chunks: ChunkStore,
  path: string,
  whole: string,
  content: string | Uint8Array,
): Promise<UnitFile> {
  const keeper = createByteKeeper({ chunks, sha256 });
  const keeping = keeper.begin(null);
  await keeping.update(typeof content === 'string' ? nodeText.encode(content) : Uint8Array.from(content));
  const ingested = { ...(await ingest(whole, content)), chunks: await keeping.finish() };
  await keeper.stored();
  return { path, ingested, lastModified: null };
}

/** Drops a file whose bytes are kept: chunks first, then the transaction. */
export async function keepFile(
  ports: OperationPorts,
  chunks: ChunkStore,
  path: string,
  content: string | Uint8Array,
): Promise<TakenSnapshot> {
  const file = await readKept(chunks, path, path, content);
  return valueOf(await takeSnapshot(ports, { ...file, kind: 'file', namespace: fileNamespace }));
}

/** Drops a folder whose files' bytes are kept. */
export async function keepFolder(
  ports: OperationPorts,
  chunks: ChunkStore,
  name: string,
  texts: Readonly<Record<string, string>>,
): Promise<TakenSnapshot> {
  const files: UnitFile[] = [];
  for (const [path, text] of Object.entries(texts)) {
    files.push(await readKept(chunks, path, `${name}/${path}`, text));
  }
  return valueOf(await takeSnapshot(ports, { kind: 'directory', name, files, leftOutCount: 0 }));
}
