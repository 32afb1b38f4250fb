/**
 * What a page is found by: a number for every value of its records' indexed fields, and for their keys. Two texts may have
 * the same, one pair in four thousand million: what a mark finds has to be looked at.
 */
export type Marks = Uint32Array<ArrayBuffer>;

const offsetBasis = 0x811c9dc5;
const prime = 0x01000193;

/** FNV-1a over the UTF-16 units of a text, 32 bits. `from` is the mark of what comes before it. */
export function markOf(text: string, from = offsetBasis): number {
  let mark = from;
  for (let index = 0; index < text.length; index++) mark = Math.imul(mark ^ text.charCodeAt(index), prime);
  return mark >>> 0;
}

/** Whether a page has one of the marks. */
export function hasAnyMark(marks: Marks, wanted: ReadonlySet<number>): boolean {
  if (wanted.size <= fewMarks) {
    for (const mark of wanted) if (marks.includes(mark)) return true;
    return false;
  }
  for (const mark of marks) if (wanted.has(mark)) return true;
  return false;
}

/** So few are looked for one by one. */
const fewMarks = 8;
