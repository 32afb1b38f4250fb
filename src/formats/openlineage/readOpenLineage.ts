import type { Json } from '../../lib/json';
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
    const events = eventPlaces(text.startsWith('\uFEFF') ? text.slice(1) : text).map((placed) => {
      refuseDepth(placed);
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

/** Where each event stands, whatever it is wrapped in. */
function eventPlaces(text: string): readonly Placed[] {
  let whole: Json;
  try {
    whole = JSON.parse(text) as Json;
  } catch {
    return linePlaces(text);
  }
  const root = new Placed(whole);
  const list = root.items() ?? root.at('events').items();
  return list ?? [root];
}

/** JSON Lines, where the first line is a whole object; else the place of the fault in the text as one value. */
function linePlaces(text: string): readonly Placed[] {
  const lines = text.split('\n');
  const first = lines.findIndex((line) => line.trim() !== '');
  if (first === -1) throw new Fault('line 1', 'the file is empty');
  if (!isObject(parseOr(lines[first]!))) throw faultIn(text, 1);
  return lines.flatMap((line, index) => {
    if (line.trim() === '') return [];
    const value = parseOr(line);
    if (value === undefined) throw faultIn(line, index + 1);
    return [new Placed(value, `line ${index + 1} `)];
  });
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

/** What comes later recurses, so deep nesting is refused here, without recursion. */
function refuseDepth(placed: Placed): void {
  let level: object[] = placed.object ? [placed.object] : [];
  for (let depth = 1; level.length > 0; depth++) {
    if (depth > maxDepth) throw placed.refuse(`nested deeper than ${maxDepth} levels`);
    const next: object[] = [];
    for (const each of level) {
      for (const value of Object.values(each))
        if (typeof value === 'object' && value !== null) next.push(value as object);
    }
    level = next;
  }
}
