import type { Hashers, TextCodec } from '../lib/ports';
import type { Digest, Md5 } from './digest';
import type { LeftOut, Manifest, ManifestEntry } from './records';

/** What digests of folders need: synchronous hashers, and text to UTF-8. */
export interface TreePorts {
  readonly hashers: Hashers;
  readonly text: TextCodec;
}

/**
 * A folder's manifest: its files in byte order of their paths, and the tree digest over them. Files below a `.git/`
 * at any depth are left out and counted. A folder without files has the digest of no bytes. `leftOut` names what a person left
 * out of `files`. Rules [V5] to [V9].
 */
export function buildManifest(
  files: readonly ManifestEntry[],
  ports: TreePorts,
  leftOut: LeftOut | null = null,
): Manifest {
  const entries = files.filter((file) => !isLeftOut(file.path)).sort((a, b) => comparePaths(a.path, b.path));
  const digest = treeDigest(entries, ports, leftOut);
  const manifest = { digest, entries, leftOutCount: files.length - entries.length };
  return leftOut === null ? manifest : { ...manifest, leftOut };
}

/** Whether a manifest leaves the file at `path` out: it is below a folder named `.git`. */
export function isLeftOut(path: string): boolean {
  return path.split('/').slice(0, -1).includes('.git');
}

/** SHA-256 of what `sha256sum` prints for the files in byte order of their paths ([V6]); then of what was left out ([V9]). */
export function treeDigest(
  entries: readonly Pick<ManifestEntry, 'path' | 'digest'>[],
  { hashers, text }: TreePorts,
  leftOut: LeftOut | null = null,
): Digest {
  const hasher = hashers.sha256();
  for (const { path, digest } of sorted(entries)) hasher.update(text.encode(checksumLine(digest, path)));
  for (const pattern of leftOut?.patterns ?? [])
    hasher.update(text.encode(checksumLine('leave out', pattern)));
  for (const name of leftOut?.names ?? []) hasher.update(text.encode(checksumLine('left out', name)));
  return hasher.hex() as Digest;
}

/** Whether two folders leave files out by the same patterns, none where nothing is left out. Others are never compared ([V9]). */
export function leaveOutAlike(one: readonly string[] = [], other: readonly string[] = []): boolean {
  return one.length === other.length && one.every((pattern, at) => pattern === other[at]);
}

/**
 * DVC's digest of a folder: MD5 of the JSON list of `{"md5", "relpath"}` in code-point order of the paths, as Python's
 * `json.dumps` prints it, with the suffix `.dir` ([V8]).
 */
export function dvcDirMd5(
  entries: readonly Pick<ManifestEntry, 'path' | 'md5'>[],
  { hashers, text }: TreePorts,
): Md5 {
  const items = sorted(entries).map(({ md5, path }) => `{"md5": "${md5}", "relpath": ${pythonJson(path)}}`);
  const hasher = hashers.md5();
  hasher.update(text.encode(`[${items.join(', ')}]`));
  return `${hasher.hex()}.dir` as Md5;
}

/** Order by code points, which is the byte order of UTF-8; JavaScript's own is by UTF-16 units ([V5]). */
export function comparePaths(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let at = 0; at < length; at++) {
    const left = a.charCodeAt(at);
    const right = b.charCodeAt(at);
    if (left !== right) return codePointRank(left) - codePointRank(right);
  }
  return a.length - b.length;
}

/** Surrogates stand for code points above all others; within them the order of units is right. */
function codePointRank(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
}

function sorted<T extends Pick<ManifestEntry, 'path'>>(entries: readonly T[]): T[] {
  return [...entries].sort((a, b) => comparePaths(a.path, b.path));
}

/** One line of GNU `sha256sum`: where a name needs escaping, the whole line begins with a backslash ([V7]). */
function checksumLine(digest: string, path: string): string {
  if (!/[\\\n\r]/.test(path)) return `${digest}  ${path}\n`;
  const escaped = path.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('\r', '\\r');
  return `\\${digest}  ${escaped}\n`;
}

/** A string as Python's `json.dumps` prints it: everything outside of printable ASCII is escaped, DEL too. */
function pythonJson(text: string): string {
  return JSON.stringify(text).replace(
    /[^ -~]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
