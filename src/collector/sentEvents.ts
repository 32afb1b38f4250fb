import { ObjectScanner } from '../formats/jsonObjects';
import { openLineage } from '../formats/openlineage/openLineage';

/** What the body of a request holds: the bytes of each event as they came, and what in it can never be one. */
export interface SentEvents {
  /** Whether they came as a list. */
  readonly isList: boolean;
  readonly events: readonly Uint8Array[];
  /** By the place in the body, from 0. */
  readonly refused: readonly { readonly index: number; readonly reason: string }[];
}

const [quote, backslash, openList, closeList, comma] = Array.from('"\\[],', (text) => text.charCodeAt(0));
const opening = new Set(Array.from('[{', (text) => text.charCodeAt(0)));
const closing = new Set(Array.from(']}', (text) => text.charCodeAt(0)));

/** Reads one event, or a list of events, from the JSON of a body; a text where it is no JSON. */
export function readSentEvents(body: Uint8Array): SentEvents | string {
  const bytes = withoutMark(body);
  try {
    JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    return error instanceof SyntaxError ? `no JSON: ${error.message}` : 'no JSON: the text is not UTF-8';
  }
  const isList = bytes.find((byte) => byte > 0x20) === openList;
  const events: Uint8Array[] = [];
  const refused: { index: number; reason: string }[] = [];
  for (const [index, part] of (isList ? itemsOf(bytes) : [trimmed(bytes)]).entries()) {
    if (isEvent(part)) events.push(part);
    else
      refused.push({ index, reason: 'no OpenLineage event: it needs eventTime, and a run, job or dataset' });
  }
  return { isList, events, refused };
}

function isEvent(bytes: Uint8Array): boolean {
  const { recognition } = openLineage;
  let isOne = false;
  const scanner = new ObjectScanner((shape) => {
    isOne = recognition.by === 'object' && recognition.test(shape, '');
  });
  if (bytes[0] === 0x7b) scanner.push(bytes);
  return isOne;
}

/** The items of a list of valid JSON, each with its own bytes. */
function itemsOf(bytes: Uint8Array): readonly Uint8Array[] {
  const items: Uint8Array[] = [];
  let depth = 0;
  let start = 0;
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at]!;
    if (byte === quote) at = endOfString(bytes, at);
    else if (opening.has(byte)) {
      depth++;
      if (depth === 1) start = at + 1;
    } else if (closing.has(byte)) depth--;
    const isEnd = depth === 0 && byte === closeList;
    if (!isEnd && !(depth === 1 && byte === comma)) continue;
    const item = trimmed(bytes.subarray(start, at));
    if (item.length > 0) items.push(item);
    start = at + 1;
  }
  return items;
}

/** Where the string that begins at `at` ends. */
function endOfString(bytes: Uint8Array, at: number): number {
  let end = at + 1;
  while (bytes[end] !== quote) end += bytes[end] === backslash ? 2 : 1;
  return end;
}

function trimmed(bytes: Uint8Array): Uint8Array {
  let [start, end] = [0, bytes.length];
  while (start < end && bytes[start]! <= 0x20) start++;
  while (end > start && bytes[end - 1]! <= 0x20) end--;
  return bytes.subarray(start, end);
}

/** Without a byte order mark, which JSON has no place for. */
function withoutMark(bytes: Uint8Array): Uint8Array {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes;
}
