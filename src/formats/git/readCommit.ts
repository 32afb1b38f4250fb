import type { TextCodec } from '../../lib/ports';
import { asciiOf } from './gitFolder';

/** A commit (gitformat-commit). */
export interface GitCommit {
  readonly id: string;
  readonly tree: string;
  readonly parents: readonly string[];
  readonly author: string;
  /** When the author wrote it, in seconds since 1970; null where it is not told. */
  readonly authoredAt: number | null;
  /** When it was committed: by this commits of one age are put in order. */
  readonly committedAt: number;
  /** All of it, without white space at its ends. */
  readonly message: string;
}

/** A longer message is cut. */
const longestMessage = 16 * 1024;

/** Reads the content of a commit; null where it is none. */
export function readCommit(id: string, content: Uint8Array, text: TextCodec): GitCommit | null {
  const bodyAt = indexOfBody(content);
  const head = asciiOf(content.subarray(0, bodyAt));
  const tree = /^tree ([0-9a-f]+)\n/.exec(head)?.[1];
  if (tree === undefined) return null;
  const encoding = /^encoding (\S+)$/m.exec(head)?.[1] ?? 'utf-8';
  const decoded = (bytes: Uint8Array): string =>
    text.decode(bytes, encoding.toLowerCase()) ?? text.decode(bytes, 'utf-8') ?? asciiOf(bytes);
  const author = person(head, 'author');
  const committer = person(head, 'committer');
  return {
    id,
    tree,
    parents: [...head.matchAll(/^parent ([0-9a-f]+)$/gm)].map(([, parent]) => parent!),
    author: decoded(Uint8Array.from(author.name, (character) => character.charCodeAt(0))),
    authoredAt: author.seconds,
    committedAt: committer.seconds ?? author.seconds ?? 0,
    message: decoded(content.subarray(bodyAt, bodyAt + longestMessage)).trim(),
  };
}

/** The first paragraph of a message in one line, as Git shows a commit by it. */
export function subjectOf({ message }: GitCommit): string {
  return message
    .split(/\n\s*\n/, 1)[0]!
    .replace(/\s*\n\s*/g, ' ')
    .trim();
}

/** What an annotated tag names: a commit, or another tag; null where it is none. */
export function taggedId(content: Uint8Array): string | null {
  return /^object ([0-9a-f]+)\n/.exec(asciiOf(content.subarray(0, 80)))?.[1] ?? null;
}

function indexOfBody(content: Uint8Array): number {
  for (let at = 0; at + 1 < content.length; at++)
    if (content[at] === 10 && content[at + 1] === 10) return at + 2;
  return content.length;
}

/** Name and time of a line such as `author Ana <ana@example.org> 1700000000 +0100`; either may be missing. */
function person(head: string, role: string): { readonly name: string; readonly seconds: number | null } {
  const line = new RegExp(`^${role} (.*)$`, 'm').exec(head)?.[1] ?? '';
  const [, name = '', seconds] = /^(.*?)\s*<[^<>]*>(?:\s+(-?\d{1,12}))?/.exec(line) ?? [];
  return { name, seconds: seconds === undefined ? null : Number(seconds) };
}
