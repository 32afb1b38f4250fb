import type { z } from '../../lib/zod';

import type { TextCodec } from '../../lib/ports';
import { err, ok, type Result } from '../../lib/result';
import type { Digest } from '../../versioning/digest';
import { parseTarHeader, tarBlockByteLength } from './tar';
import {
  chunkMemberName,
  endShape,
  headShape,
  lineShape,
  memberNames,
  type FileLine,
  type WorkspaceHead,
} from './workspaceHead';
import { chunksInOrder } from './writeWorkspaceFile';

/** Where and why a workspace file is refused: a member, or a byte of the file. */
export interface WorkspaceFileFault {
  readonly place: string;
  readonly message: string;
}

/** What checks a workspace file while it is read. */
export interface ReadWorkspacePorts {
  readonly text: TextCodec;
  readonly sha256: (bytes: Uint8Array<ArrayBuffer>) => Promise<Digest>;
}

/** One chunk with its bytes, whose digest holds. */
export interface ReadChunk {
  readonly digest: Digest;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** A workspace file whose first three members were read and checked. */
export interface OpenedWorkspaceFile {
  readonly head: WorkspaceHead;
  readonly bundle: string;
  readonly files: readonly FileLine[];
  /**
   * The chunks in order, each checked; then the end marker. The last `Result` is the only one that may be a fault, and
   * where none is, the whole file was as it was written.
   */
  chunks(): AsyncGenerator<Result<ReadChunk, WorkspaceFileFault>, void>;
}

/** Larger members are refused before they are read: text of more characters cannot be held. */
const maxTextByteLength = 500_000_000;
const maxHeadByteLength = 64 * 1024;
const maxChunkByteLength = 16 * 1024 * 1024;

/** Begins to read a workspace file ([W1] to [W6]). Nothing of it is held but what is given. */
export async function openWorkspaceFile(
  pieces: AsyncIterable<Uint8Array<ArrayBuffer>>,
  ports: ReadWorkspacePorts,
): Promise<Result<OpenedWorkspaceFile, WorkspaceFileFault>> {
  const reader = new MemberReader(pieces, ports);
  const first = await readHead(reader, ports);
  if (!first.ok) return first;
  const { head, bytes } = first.value;
  const bundle = await readText(reader, memberNames.bundle, head.bundle, ports);
  if (!bundle.ok) return bundle;
  const lines = await readText(reader, memberNames.keptFiles, head.keptFiles, ports);
  if (!lines.ok) return lines;
  const files = parseLines(lines.value, head);
  if (!files.ok) return files;
  const headDigest = await ports.sha256(bytes);
  return ok({
    head,
    bundle: bundle.value,
    files: files.value,
    chunks: () => readChunks(reader, files.value, headDigest, ports),
  });
}

/** What a workspace file says of itself, from its first bytes alone; the rest is not looked at. */
export async function readWorkspaceHead(
  pieces: AsyncIterable<Uint8Array<ArrayBuffer>>,
  ports: Pick<ReadWorkspacePorts, 'text'>,
): Promise<Result<WorkspaceHead, WorkspaceFileFault>> {
  const first = await readHead(new MemberReader(pieces, ports), ports);
  return first.ok ? ok(first.value.head) : first;
}

async function readHead(
  reader: MemberReader,
  { text }: Pick<ReadWorkspacePorts, 'text'>,
): Promise<Result<{ head: WorkspaceHead; bytes: Uint8Array<ArrayBuffer> }, WorkspaceFileFault>> {
  const bytes = await reader.member(memberNames.head, maxHeadByteLength);
  if (!bytes.ok) return bytes;
  const head = parseMember(memberNames.head, bytes.value, headShape, text);
  return head.ok ? ok({ head: head.value, bytes: bytes.value }) : head;
}

async function readText(
  reader: MemberReader,
  name: string,
  expected: { readonly byteLength: number; readonly digest: Digest },
  { text, sha256 }: ReadWorkspacePorts,
): Promise<Result<string, WorkspaceFileFault>> {
  const bytes = await reader.member(name, maxTextByteLength);
  if (!bytes.ok) return bytes;
  if (bytes.value.length !== expected.byteLength) {
    return err({ place: name, message: `has ${bytes.value.length} bytes, and not ${expected.byteLength}` });
  }
  const found = await sha256(bytes.value);
  if (found !== expected.digest)
    return err({ place: name, message: `has the digest ${found}, and not ${expected.digest}` });
  const decoded = text.decode(bytes.value, 'utf-8');
  return decoded === null ? err({ place: name, message: 'is not UTF-8' }) : ok(decoded);
}

function parseLines(text: string, head: WorkspaceHead): Result<readonly FileLine[], WorkspaceFileFault> {
  const files: FileLine[] = [];
  const known = new Set<Digest>();
  const lines = text === '' ? [] : text.replace(/\n$/, '').split('\n');
  for (const [index, line] of lines.entries()) {
    const place = `${memberNames.keptFiles}, line ${index + 1}`;
    const parsed = parseJson(place, line, lineShape);
    if (!parsed.ok) return parsed;
    const { digest, byteLength, chunking, after } = parsed.value;
    const chunks = parsed.value.chunks.map(([each, length]) => ({ digest: each, byteLength: length }));
    if (known.has(digest)) return err({ place, message: 'names a file that was there already' });
    if (chunks.reduce((sum, chunk) => sum + chunk.byteLength, 0) !== byteLength)
      return err({ place, message: 'has chunks that do not add up to the file' });
    if (after !== null && !known.has(after))
      return err({ place, message: `comes after ${after}, which does not come before it` });
    known.add(digest);
    files.push({ digest, byteLength, chunking, chunks, after });
  }
  const chunks = chunksInOrder(files);
  const byteLength = chunks.reduce((sum, chunk) => sum + chunk.byteLength, 0);
  if (
    files.length !== head.keptFiles.count ||
    chunks.length !== head.chunks.count ||
    byteLength !== head.chunks.byteLength
  )
    return err({ place: memberNames.keptFiles, message: `does not hold what ${memberNames.head} says` });
  return ok(files);
}

async function* readChunks(
  reader: MemberReader,
  files: readonly FileLine[],
  headDigest: Digest,
  ports: ReadWorkspacePorts,
): AsyncGenerator<Result<ReadChunk, WorkspaceFileFault>, void> {
  for (const { digest, byteLength } of chunksInOrder(files)) {
    const place = chunkMemberName(digest);
    const bytes = await reader.member(place, maxChunkByteLength);
    if (!bytes.ok) {
      yield bytes;
      return;
    }
    const found = await ports.sha256(bytes.value);
    if (found !== digest || bytes.value.length !== byteLength) {
      yield err({ place, message: `has the digest ${found}: its bytes were changed` });
      return;
    }
    yield ok({ digest, bytes: bytes.value });
  }
  const end = await readEnd(reader, headDigest, ports);
  if (!end.ok) yield end;
}

async function readEnd(
  reader: MemberReader,
  headDigest: Digest,
  { text }: ReadWorkspacePorts,
): Promise<Result<void, WorkspaceFileFault>> {
  const bytes = await reader.member(memberNames.end, maxHeadByteLength);
  if (!bytes.ok) return bytes;
  const end = parseMember(memberNames.end, bytes.value, endShape, text);
  if (!end.ok) return end;
  if (end.value.head !== headDigest)
    return err({ place: memberNames.end, message: 'is the end of another workspace file' });
  return reader.end();
}

function parseMember<S extends z.ZodType>(
  name: string,
  bytes: Uint8Array,
  shape: S,
  text: TextCodec,
): Result<z.infer<S>, WorkspaceFileFault> {
  const decoded = text.decode(bytes, 'utf-8');
  return decoded === null ? err({ place: name, message: 'is not UTF-8' }) : parseJson(name, decoded, shape);
}

function parseJson<S extends z.ZodType>(
  place: string,
  text: string,
  shape: S,
): Result<z.infer<S>, WorkspaceFileFault> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return err({ place, message: 'is not JSON' });
  }
  const checked = shape.safeParse(value);
  if (checked.success) return ok(checked.data);
  const issue = checked.error.issues[0];
  return err({
    place: [place, ...(issue?.path ?? [])].join('/'),
    message: issue?.message ?? 'is not shaped as it has to be',
  });
}

/** Members of an archive, one after the other. */
class MemberReader {
  readonly #source: AsyncIterator<Uint8Array<ArrayBuffer>>;
  readonly #text: TextCodec;
  #piece: Uint8Array<ArrayBuffer> = new Uint8Array();
  #at = 0;
  #offset = 0;

  constructor(pieces: AsyncIterable<Uint8Array<ArrayBuffer>>, { text }: Pick<ReadWorkspacePorts, 'text'>) {
    this.#source = pieces[Symbol.asyncIterator]();
    this.#text = text;
  }

  /** The bytes of the next member, which has to be called so and to be no longer. */
  async member(
    name: string,
    maxByteLength: number,
  ): Promise<Result<Uint8Array<ArrayBuffer>, WorkspaceFileFault>> {
    const start = this.#offset;
    const header = new Uint8Array(tarBlockByteLength);
    if ((await this.#fill(header)) < header.length) return this.#cutOff(name);
    const member = parseTarHeader(header, this.#text);
    if (member === null || member === 'end' || member.name !== name) {
      const found = member === null ? 'something else' : member === 'end' ? 'the end' : shown(member.name);
      return err({ place: `byte ${start}`, message: `${found} stands where ${name} should` });
    }
    if (member.byteLength > maxByteLength)
      return err({ place: name, message: `is larger than ${maxByteLength} bytes` });
    const bytes = new Uint8Array(member.byteLength);
    const padding = new Uint8Array(-member.byteLength & (tarBlockByteLength - 1));
    if ((await this.#fill(bytes)) < bytes.length || (await this.#fill(padding)) < padding.length)
      return this.#cutOff(name);
    if (padding.some((byte) => byte !== 0))
      return err({
        place: `byte ${this.#offset - padding.length}`,
        message: `something follows ${name} in its block`,
      });
    return ok(bytes);
  }

  /** That only zeros follow, two blocks of them at least. */
  async end(): Promise<Result<void, WorkspaceFileFault>> {
    const block = new Uint8Array(tarBlockByteLength);
    for (let zeros = 0; ;) {
      const filled = await this.#fill(block);
      if (block.subarray(0, filled).some((byte) => byte !== 0))
        return err({ place: `byte ${this.#offset - filled}`, message: 'something follows the end' });
      zeros += filled;
      if (filled === block.length) continue;
      return zeros >= 2 * tarBlockByteLength ? ok(undefined) : this.#cutOff('the end of the archive');
    }
  }

  /** Fills `target`, or says how much there was. */
  async #fill(target: Uint8Array): Promise<number> {
    let filled = 0;
    while (filled < target.length) {
      if (this.#at === this.#piece.length) {
        const next = await this.#source.next();
        if (next.done) break;
        this.#piece = next.value;
        this.#at = 0;
        continue;
      }
      const taken = Math.min(target.length - filled, this.#piece.length - this.#at);
      target.set(this.#piece.subarray(this.#at, this.#at + taken), filled);
      filled += taken;
      this.#at += taken;
    }
    this.#offset += filled;
    return filled;
  }

  #cutOff(name: string) {
    return err({
      place: `byte ${this.#offset}`,
      message: `the file ends here, where ${name} should go on`,
    });
  }
}

function shown(name: string): string {
  return name.length > 80 ? `${name.slice(0, 80)}…` : name;
}
