import type { Json, JsonObject } from '../../lib/json';
import type { TextCodec } from '../../lib/ports';
import { canonicalJson } from '../../versioning/canonicalJson';
import type { Digest } from '../../versioning/digest';
import { tarEnd, tarHeader, tarMemberByteLength, tarPadding } from './tar';
import {
  chunkMemberName,
  memberNames,
  workspaceFileFormat,
  workspaceFileVersion,
  type FileLine,
  type WorkspaceLabel,
} from './workspaceHead';

/** What a workspace file is made of, besides the bytes of chunks. */
export interface WorkspaceFileParts {
  readonly workspace: WorkspaceLabel;
  /** A bundle of the whole workspace, as text. */
  readonly bundle: string;
  readonly files: readonly FileLine[];
}

/** Where the bytes of a workspace file come from, and how they are digested. */
export interface WriteWorkspacePorts {
  readonly text: TextCodec;
  readonly sha256: (bytes: Uint8Array<ArrayBuffer>) => Promise<Digest>;
  /** A chunk's bytes, whose digest was checked. */
  readonly chunk: (digest: Digest) => Promise<Uint8Array<ArrayBuffer>>;
}

/** A workspace file as it is written piece by piece; its length is known beforehand. */
export interface WrittenWorkspaceFile {
  /** Of all pieces together. */
  readonly byteLength: number;
  readonly pieces: AsyncGenerator<Uint8Array<ArrayBuffer>, void>;
}

/** A workspace as a tar archive, piece by piece ([W1] to [W6] of SPEC.md). What `chunk` throws ends the pieces. */
export async function writeWorkspaceFile(
  { workspace, bundle, files }: WorkspaceFileParts,
  { text, sha256, chunk }: WriteWorkspacePorts,
): Promise<WrittenWorkspaceFile> {
  const bundleBytes = text.encode(bundle);
  const lines = text.encode(files.map(fileLine).join(''));
  const chunks = chunksInOrder(files);
  const head = text.encode(
    `${canonicalJson({
      format: workspaceFileFormat,
      version: workspaceFileVersion,
      workspace: { ...workspace },
      bundle: { byteLength: bundleBytes.length, digest: await sha256(bundleBytes) },
      keptFiles: { count: files.length, byteLength: lines.length, digest: await sha256(lines) },
      chunks: {
        count: chunks.length,
        byteLength: chunks.reduce((sum, { byteLength }) => sum + byteLength, 0),
      },
    })}\n`,
  );
  const end = text.encode(`${canonicalJson({ head: await sha256(head) })}\n`);
  function* member(name: string, bytes: Uint8Array<ArrayBuffer>) {
    yield tarHeader({ name, byteLength: bytes.length }, text);
    yield bytes;
    const padding = tarPadding(bytes.length);
    if (padding.length > 0) yield padding;
  }
  async function* pieces() {
    yield* member(memberNames.head, head);
    yield* member(memberNames.bundle, bundleBytes);
    yield* member(memberNames.keptFiles, lines);
    for (const { digest } of chunks) yield* member(chunkMemberName(digest), await chunk(digest));
    yield* member(memberNames.end, end);
    yield tarEnd();
  }
  const lengths = [head, bundleBytes, lines, end].map(({ length }) => length);
  for (const { byteLength } of chunks) lengths.push(byteLength);
  const byteLength = lengths.reduce((sum, each) => sum + tarMemberByteLength(each), tarEnd().length);
  return { byteLength, pieces: pieces() };
}

function fileLine({ digest, byteLength, chunking, chunks, after }: FileLine): string {
  const line: JsonObject = {
    digest,
    byteLength,
    chunking,
    chunks: chunks.map((chunk): Json => [chunk.digest, chunk.byteLength]),
    after,
  };
  return `${canonicalJson(line)}\n`;
}

/** Every chunk once, in the order in which the files first name it ([W5]). */
export function chunksInOrder(files: readonly Pick<FileLine, 'chunks'>[]): FileLine['chunks'] {
  const chunks = new Map<Digest, FileLine['chunks'][number]>();
  for (const file of files)
    for (const chunk of file.chunks) if (!chunks.has(chunk.digest)) chunks.set(chunk.digest, chunk);
  return [...chunks.values()];
}
