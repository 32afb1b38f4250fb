import type { Hashers, TextCodec } from '../../lib/ports';
import { z } from '../../lib/zod';
import { canonicalJson } from '../../versioning/canonicalJson';
import type { Pack } from './packs';
import { mostPackBytes } from './packs';
import { RemoteFault } from './remote';

/** What digests and texts of a shared store are made with. */
export interface SharingPorts {
  readonly hashers: Pick<Hashers, 'sha256'>;
  readonly text: TextCodec;
}

const digest = z.string().regex(/^[0-9a-f]{64}$/);
const byteLength = z.number().int().positive();

const treeShape = z.strictObject({
  format: z.literal('throughline-tree'),
  version: z.literal(1),
  /** Of the whole file. */
  digest,
  packs: z.array(z.strictObject({ digest, byteLength: byteLength.max(mostPackBytes) })),
});

const headShape = z.strictObject({
  format: z.literal('throughline-head'),
  version: z.literal(1),
  tree: digest,
});

/** One file of a shared store: the packs that it is made of, in order. */
export type SharedTree = Pick<z.infer<typeof treeShape>, 'digest' | 'packs'>;

/** No file that is shared is longer: a bundle is one text. */
export const mostFileBytes = 512 * 1024 * 1024;
/** As many packs as a file can have, of 16 KiB at least, with some hundred bytes for each. */
export const mostTreeBytes = 4 * 1024 * 1024;

/** SHA-256 in hexadecimal. */
export function digestOf(bytes: Uint8Array, { hashers }: Pick<SharingPorts, 'hashers'>): string {
  const hasher = hashers.sha256();
  hasher.update(bytes);
  return hasher.hex();
}

/** The tree of packs as it is stored. */
export function treeBytes(
  fileDigest: string,
  packs: readonly Pack[],
  { text }: SharingPorts,
): Uint8Array<ArrayBuffer> {
  const listed = packs.map((pack) => ({ digest: pack.digest, byteLength: pack.bytes.length }));
  return text.encode(
    `${canonicalJson({ format: 'throughline-tree', version: 1, digest: fileDigest, packs: listed })}\n`,
  );
}

/** A tree that was read. Throws `RemoteFault` where it is none, or is of more bytes than a file may have. */
export function readTree(bytes: Uint8Array<ArrayBuffer>, ports: SharingPorts): SharedTree {
  const tree = parsed(treeShape, bytes, 'tree', ports);
  const total = tree.packs.reduce((sum, pack) => sum + pack.byteLength, 0);
  if (total > mostFileBytes)
    throw new RemoteFault(`its file is said to have ${total} bytes, which is too much`);
  return tree;
}

/** The head as it is stored: it names a tree by its digest. */
export function headBytes(tree: string, { text }: SharingPorts): Uint8Array<ArrayBuffer> {
  return text.encode(`${canonicalJson({ format: 'throughline-head', version: 1, tree })}\n`);
}

/** The digest of the tree that a head names. Throws `RemoteFault` where it is no head. */
export function readHead(bytes: Uint8Array<ArrayBuffer>, ports: SharingPorts): string {
  return parsed(headShape, bytes, 'head', ports).tree;
}

function parsed<T>(
  shape: z.ZodType<T>,
  bytes: Uint8Array<ArrayBuffer>,
  what: string,
  { text }: SharingPorts,
): T {
  const decoded = text.decode(bytes, 'utf-8');
  let value: unknown;
  try {
    value = JSON.parse(decoded ?? '');
  } catch {
    throw new RemoteFault(`its ${what} is no JSON; it is damaged, or no store of Throughline`);
  }
  const read = shape.safeParse(value);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw new RemoteFault(
    `its ${what} cannot be read (/${issue?.path.join('/') ?? ''} ${issue?.message ?? ''}); a newer Throughline may have written it`,
  );
}
