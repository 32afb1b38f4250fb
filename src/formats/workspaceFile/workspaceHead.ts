import { z } from '../../lib/zod';

import type { Digest } from '../../versioning/digest';

/** What the head of every workspace file says that it is. */
export const workspaceFileFormat = 'throughline-workspace';

/** Raised where an older program could not read the file. */
export const workspaceFileVersion = 1;

/** The members of a workspace file, in their order; one for each chunk comes between the last two. */
export const memberNames = {
  head: 'throughline.json',
  bundle: 'bundle.json',
  keptFiles: 'kept-files.jsonl',
  end: 'end.json',
} as const;

/** The name of a chunk's bytes in the archive. */
export function chunkMemberName(digest: Digest): string {
  return `chunks/${digest}`;
}

/** What a workspace is called elsewhere. */
export interface WorkspaceLabel {
  readonly id: string;
  readonly name: string;
  readonly colour: string;
}

/** The first member: what the others have to be. */
export interface WorkspaceHead {
  readonly workspace: WorkspaceLabel;
  readonly bundle: { readonly byteLength: number; readonly digest: Digest };
  readonly keptFiles: { readonly count: number; readonly byteLength: number; readonly digest: Digest };
  readonly chunks: { readonly count: number; readonly byteLength: number };
}

/** A kept file as its line says it. */
export interface FileLine {
  readonly digest: Digest;
  readonly byteLength: number;
  readonly chunking: number;
  readonly chunks: readonly { readonly digest: Digest; readonly byteLength: number }[];
  /** An earlier line: the version before, beside whose chunks these can be stored in less room. */
  readonly after: Digest | null;
}

const digest = z.string().regex(/^[0-9a-f]{64}$/, 'is no SHA-256') as unknown as z.ZodType<Digest>;
const count = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER);

/** The shape of the first member of a workspace file. */
export const headShape = z.object({
  format: z.literal(workspaceFileFormat),
  version: z.literal(workspaceFileVersion),
  workspace: z.object({
    id: z.string().max(64),
    name: z.string().max(1000),
    colour: z.string().max(64),
  }),
  bundle: z.object({ byteLength: count, digest }),
  keptFiles: z.object({ count, byteLength: count, digest }),
  chunks: z.object({ count, byteLength: count }),
});

/** The shape of a line about one kept file: its chunks, and which file it is stored after. */
export const lineShape = z.object({
  digest,
  byteLength: count,
  chunking: count,
  chunks: z.array(z.tuple([digest, count])),
  after: digest.nullable(),
});

/** The shape of the last member, which repeats the digest of the first. */
export const endShape = z.object({ head: digest });
