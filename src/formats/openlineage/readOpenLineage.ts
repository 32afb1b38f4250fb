import type { Json, JsonObject } from '../../lib/json';
import { err, ok, type Result } from '../../lib/result';
import { readStrictly } from '../jsonl/parseJson';
import type { LineageFault, LineageWarning, OpenLineageEvent } from './event';
import { Fault, isObject, Placed } from './place';
import { readEvent } from './readEvent';
import { Warnings } from './warnings';

export interface OpenLineageFile {
  readonly events: readonly OpenLineageEvent[];
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
  if (text.length > maxTextLength)
    return err({ place: 'line 1', message: `longer than ${maxTextLength} characters` });
  const warnings = new Warnings();
  try {
    const { values, placeOf } = eventValues(text.startsWith('\uFEFF') ? text.slice(1) : text);
    const events = values.map((value, index) => {
      const placed = placeOf(value, index);
      if (exceedsDepth(value, maxDepth)) throw placed.refuse(`nested deeper than ${maxDepth} levels`);
      return readEvent(placed, warnings);
    });
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

interface EventValues {
  readonly values: readonly Json[];
  /** Where each stands; made one by one, since most are needed for a moment. */
  readonly placeOf: (value: Json, index: number) => Placed;
}

/** The events whatever they are wrapped in. */
function eventValues(text: string): EventValues {
  let whole: Json;
  try {
    whole = JSON.parse(text) as Json;
  } catch {
    return lineValues(text);
  }
  const root = new Placed(whole);
  const list = Array.isArray(whole) ? root : root.at('events');
  if (!Array.isArray(list.value)) return { values: [whole], placeOf: () => root };
  return { values: list.value as readonly Json[], placeOf: (value, index) => new Placed(value, index, list) };
}

/** JSON Lines, where the first line is a whole object; else the place of the fault in the text as one value. */
function lineValues(text: string): EventValues {
  const lines = text.split('\n');
  const first = lines.findIndex((line) => line.trim() !== '');
  if (first === -1) throw new Fault('line 1', 'the file is empty');
  if (!isObject(parseOr(lines[first]!))) throw faultIn(text, 1);
  const numbers: number[] = [];
  const values = lines.flatMap((line, index) => {
    if (line.trim() === '') return [];
    const value = parseOr(line);
    if (value === undefined) throw faultIn(line, index + 1);
    numbers.push(index + 1);
    return [value];
  });
  return { values, placeOf: (value, index) => new Placed(value, `line ${numbers[index]} `) };
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
  if (Array.isArray(value)) return value.some((each: Json) => exceedsDepth(each, levels - 1));
  const members = value as JsonObject;
  for (const name in members) if (exceedsDepth(members[name], levels - 1)) return true;
  return false;
}
