import { err, ok, type Result } from '../../lib/result';
import type { ReadFailure } from '../../table/reading';
import { decodeUtf8, firstInvalidUtf8 } from '../../table/utf8';
import { comparePaths } from '../../versioning/tree';
import type { Digest } from '../../versioning/digest';
import { gitLfsPointerLimit, gitLfsVersion, gitLfsVersions, type GitLfsPointer } from './gitLfsPointer';
import { writeGitLfsPointer } from './writeGitLfsPointer';

/**
 * Reads a pointer as git-lfs does: UTF-8, `key value` lines, `version` first and the other keys in ascending order,
 * `oid sha256:…` and `size`; blanks around the text and CRLF do no harm. Every other fault is `malformedPointer` with its line.
 */
export function readGitLfsPointer(bytes: Uint8Array): Result<GitLfsPointer, ReadFailure> {
  if (bytes.length >= gitLfsPointerLimit)
    return fault(1, `a git-lfs pointer is shorter than ${gitLfsPointerLimit} bytes`);
  const invalidAt = firstInvalidUtf8(bytes);
  if (invalidAt !== -1) {
    const line = bytes.subarray(0, invalidAt).filter((byte) => byte === 0x0a).length + 1;
    return fault(line, 'a git-lfs pointer is UTF-8, and this is not');
  }
  const text = decodeUtf8(bytes);
  const read = readLines(text.trim().split(/\r?\n/));
  return read.ok ? ok({ ...read.value, isCanonical: writeGitLfsPointer(read.value) === text }) : read;
}

type Parts = Omit<GitLfsPointer, 'isCanonical'>;

function readLines(lines: readonly string[]): Result<Parts, ReadFailure> {
  const values = new Map<string, string>();
  const lineOf = new Map<string, number>();
  let before = '';
  for (const [index, line] of lines.entries()) {
    const number = index + 1;
    const match = /^([a-z0-9.-]+) (\S(?:.*\S)?)$/.exec(line);
    if (!match) return fault(number, 'a line is a key of a–z, 0–9, “.” and “-”, one space, and a value');
    const [, key = '', value = ''] = match;
    if (index === 0 && (key !== 'version' || !gitLfsVersions.includes(value)))
      return fault(number, `the first line is “version ${gitLfsVersion}”`);
    if (values.has(key)) return fault(number, `the key ${key} comes twice`);
    if (index > 1 && comparePaths(before, key) > 0)
      return fault(number, `the keys are in ascending order, and ${key} comes after ${before}`);
    before = key;
    values.set(key, value);
    lineOf.set(key, number);
  }
  const [oid, size] = [values.get('oid'), values.get('size')];
  if (oid === undefined) return fault(lines.length, 'the line “oid sha256:…” is missing');
  if (size === undefined) return fault(lines.length, 'the line “size …” is missing');
  if (!/^sha256:[0-9a-f]{64}$/.test(oid))
    return fault(lineOf.get('oid') ?? 1, 'an oid is sha256: and 64 lower-case hexadecimal digits');
  if (!/^(0|[1-9]\d*)$/.test(size) || !Number.isSafeInteger(Number(size)))
    return fault(lineOf.get('size') ?? 1, 'a size is a whole number of bytes');
  return others(values, lineOf, oid.slice('sha256:'.length) as Digest, Number(size));
}

function others(
  values: ReadonlyMap<string, string>,
  lineOf: ReadonlyMap<string, number>,
  oid: Digest,
  size: number,
): Result<Parts, ReadFailure> {
  const rest = [...values].filter(([key]) => key !== 'version' && key !== 'oid' && key !== 'size');
  const broken = rest.find(
    ([key, value]) => !(/^ext-\d-[a-z0-9.-]+$/.test(key) && /^sha256:[0-9a-f]{64}$/.test(value)),
  );
  if (broken)
    return fault(
      lineOf.get(broken[0]) ?? 1,
      'beside version, oid and size git-lfs takes extensions alone: “ext-”, a digit, a name, and sha256:…',
    );
  return ok({ oid, size, others: rest });
}

function fault(line: number, message: string): Result<never, ReadFailure> {
  return err({ kind: 'malformedPointer', message, line });
}
