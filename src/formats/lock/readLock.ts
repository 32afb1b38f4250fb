import type { LockedFile } from '../../gates/lock';
import { err, ok, type Result } from '../../lib/result';
import { z } from '../../lib/zod';
import { jsonFault } from '../jsonl/jsonFault';

/** A path that was locked: a file, or a folder with all its files. */
export interface LockedPath {
  readonly path: string;
  readonly pointer: string;
  readonly kind: 'file' | 'directory';
  readonly files: readonly LockedFile[];
}

const file = z.object({
  path: z.string(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  byteLength: z.number().int().nonnegative(),
  rowCount: z.number().int().nonnegative().nullable(),
  logicalDigest: z.string().nullable(),
});
const lock = z.array(
  z.discriminatedUnion('kind', [
    file.extend({ kind: z.literal('file') }),
    z.object({ path: z.string(), kind: z.literal('directory'), files: z.array(file) }),
  ]),
);

/** What `snapshot --files --json` printed. Fails with the place and the reason where it is something else. */
export function readLock(text: string): Result<readonly LockedPath[], string> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    const { place, message } = jsonFault(text);
    return err(`it is no JSON: ${place}: ${message}`);
  }
  const parsed = lock.safeParse(value);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const place = (issue?.path ?? []).map((step) => `/${String(step)}`).join('');
    return err(
      `it is no lock, which snapshot --files --json writes: ${place || 'the value'} ${issue?.message ?? ''}`,
    );
  }
  return ok(
    parsed.data.map((entry, at): LockedPath => {
      const pointer = `/${at}`;
      const { path, kind } = entry;
      const files =
        entry.kind === 'file'
          ? [lockedFile(entry, '', pointer)]
          : entry.files.map((each, index) => lockedFile(each, each.path, `${pointer}/files/${index}`));
      return { path, pointer, kind, files };
    }),
  );
}

function lockedFile(entry: z.infer<typeof file>, path: string, pointer: string): LockedFile {
  const { sha256, byteLength, rowCount, logicalDigest } = entry;
  return { pointer, path, sha256, byteLength, rowCount, logicalDigest };
}
