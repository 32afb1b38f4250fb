import type { Json, JsonObject } from '../../lib/json';
import { err, ok, type Result } from '../../lib/result';
import { runAtOnce, type Steps } from '../../lib/steps';
import { readStrictly } from '../jsonl/parseJson';
import type { LineageFault, LineageWarning, OpenLineageEvent } from './event';
import { Fault, isObject, Placed } from './place';
import { readEvent } from './readEvent';
import { Warnings } from './warnings';

export interface OpenLineageFile<T = OpenLineageEvent> {
  readonly events: readonly T[];
  readonly warnings: readonly LineageWarning[];
}

/** In UTF-16 code units. */
export const maxTextLength = 512 * 1024 * 1024;
export const maxDepth = 256;

/**
 * The events of a file: one object, a list, JSON Lines, or `{"events": […]}` as Marquez's API answers. A fault
 * refuses the file whole; what is missing or misshapen without being wrong is warned of.
 */
export function readOpenLineage(text: string): Result<OpenLineageFile, LineageFault> {
  return runAtOnce(readOpenLineageInSteps(text, (event) => event));
}

/** Stops after this many events. */
const eventsPerStep = 500;

/**
 * The same, with stops in which a cancel can be heard. `keep` says what is left of an event and of its body as it came: the
 * bodies of many take ten times the memory of their text.
 */
export function* readOpenLineageInSteps<T>(
  text: string,
  keep: (event: OpenLineageEvent, body: JsonObject) => T,
): Steps<Result<OpenLineageFile<T>, LineageFault>> {
  if (text.length > maxTextLength)
    return err({ place: 'line 1', message: `longer than ${maxTextLength} characters` });
  const warnings = new Warnings();
  const events: T[] = [];
  try {
    for (const { placed, share } of placedEvents(text.startsWith('\uFEFF') ? text.slice(1) : text)) {
      if (exceedsDepth(placed.value, maxDepth)) throw placed.refuse(`nested deeper than ${maxDepth} levels`);
      const event = readEvent(placed, warnings);
      events.push(keep(event, placed.value as JsonObject));
      if (events.length % eventsPerStep === 0) yield share;
    }
    return ok({ events, warnings: warnings.list() });
  } catch (error) {
    if (error instanceof Fault) return err({ place: error.place, message: error.message });
    throw error;
  }
}

/** One event that was kept as it came; what was a fault when it was first read would be a bug now. */
export function readKeptEvent(body: Json): OpenLineageEvent {
  return readEvent(new Placed(body), new Warnings());
}

interface PlacedEvent {
  readonly placed: Placed;
  /** How much of the text is read once this is. */
  readonly share: number;
}

/** The events whatever they are wrapped in. */
function* placedEvents(text: string): Generator<PlacedEvent> {
  let whole: Json;
  try {
    whole = JSON.parse(text) as Json;
  } catch {
    yield* placedLines(text);
    return;
  }
  const root = new Placed(whole);
  const list = Array.isArray(whole) ? root : root.at('events');
  if (!Array.isArray(list.value)) {
    yield { placed: root, share: 1 };
    return;
  }
  const values = list.value as readonly Json[];
  for (const [index, value] of values.entries()) {
    yield { placed: new Placed(value, index, list), share: (index + 1) / values.length };
  }
}

/** JSON Lines, where the first line is a whole object; else the place of the fault in the text as one value. */
function* placedLines(text: string): Generator<PlacedEvent> {
  let number = 0;
  let isFirst = true;
  for (let start = 0; start < text.length;) {
    const feed = text.indexOf('\n', start);
    const end = feed === -1 ? text.length : feed;
    const line = text.slice(start, end);
    start = end + 1;
    number++;
    if (line.trim() === '') continue;
    const value = parseOr(line);
    if (isFirst && !isObject(value)) throw faultIn(text, 1);
    if (value === undefined) throw faultIn(line, number);
    isFirst = false;
    yield { placed: new Placed(value, `line ${number} `), share: Math.min(1, start / text.length) };
  }
  if (isFirst) throw new Fault('line 1', 'the file is empty');
}

function parseOr(line: string): Json | undefined {
  try {
    return JSON.parse(line) as Json;
  } catch {
    return undefined;
  }
}

/** Reads once more, slowly, to say where. */
function faultIn(text: string, firstLine: number): Fault {
  const read = readStrictly(text);
  if (read.ok) return new Fault(`line ${firstLine}`, 'not readable as JSON');
  const before = text.slice(0, read.error.offset);
  const lineStart = before.lastIndexOf('\n') + 1;
  const line = firstLine + (before.match(/\n/g)?.length ?? 0);
  return new Fault(`line ${line}, column ${before.length - lineStart + 1}`, read.error.message);
}

function exceedsDepth(value: Json | undefined, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (levels === 0) return true;
  if (Array.isArray(value)) {
    for (const each of value as readonly Json[]) if (exceedsDepth(each, levels - 1)) return true;
    return false;
  }
  const members = value as JsonObject;
  for (const name in members) if (exceedsDepth(members[name], levels - 1)) return true;
  return false;
}
