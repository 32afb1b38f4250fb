import type { Json } from '../../lib/json';

/** A line of a tree that is shown: a value with its key, and how deep it lies. */
export interface JsonLine {
  /** The keys that lead to it, as one text. */
  readonly path: string;
  readonly depth: number;
  readonly key: string | null;
  /** As it is written, or how much is in it. */
  readonly words: string;
  readonly kind: 'list' | 'object' | 'text' | 'number' | 'other' | 'more';
  /** Null where nothing is in it. */
  readonly isOpen: boolean | null;
}

/** Members of one value that are listed before the others are only counted. */
export const memberLimit = 1000;

/** The lines of a tree in which the values at `open` paths are open. */
export function jsonLines(value: Json, open: ReadonlySet<string>): readonly JsonLine[] {
  const lines: JsonLine[] = [];
  const visit = (item: Json, key: string | null, path: string, depth: number): void => {
    const members = membersOf(item);
    const isOpen = members === null || members.length === 0 ? null : open.has(path);
    lines.push({ path, depth, key, ...wordsOf(item, members?.length ?? 0), isOpen });
    if (isOpen !== true || !members) return;
    for (const [name, member] of members.slice(0, memberLimit))
      visit(member, name, `${path}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`, depth + 1);
    if (members.length > memberLimit)
      lines.push({
        path: `${path}/…`,
        depth: depth + 1,
        key: null,
        words: `${members.length - memberLimit} more`,
        kind: 'more',
        isOpen: null,
      });
  };
  visit(value, null, '', 0);
  return lines;
}

/** The paths that are open at first: the outermost values, as long as there are few lines. */
export function openAtFirst(value: Json): ReadonlySet<string> {
  const open = new Set(['']);
  for (const [name, member] of (membersOf(value) ?? []).slice(0, 12)) {
    const members = membersOf(member);
    if (members && members.length <= 12) open.add(`/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`);
  }
  return open;
}

function membersOf(value: Json): readonly (readonly [string, Json])[] | null {
  if (value === null || typeof value !== 'object') return null;
  if (Array.isArray(value)) return value.map((item: Json, at) => [String(at), item] as const);
  return Object.entries(value as Readonly<Record<string, Json>>);
}

function wordsOf(value: Json, count: number): Pick<JsonLine, 'words' | 'kind'> {
  if (Array.isArray(value)) return { words: count === 1 ? '1 item' : `${count} items`, kind: 'list' };
  if (value !== null && typeof value === 'object')
    return { words: count === 1 ? '1 member' : `${count} members`, kind: 'object' };
  if (typeof value === 'string') return { words: JSON.stringify(value.slice(0, 2000)), kind: 'text' };
  return { words: String(value), kind: typeof value === 'number' ? 'number' : 'other' };
}
