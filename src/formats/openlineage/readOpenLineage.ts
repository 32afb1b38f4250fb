import type { Json, JsonObject } from '../../lib/json';
import { err, ok, type Result } from '../../lib/result';
import { runAtOnce, type Steps } from '../../lib/steps';
import type { LineageFault, LineageStatement, LineageWarning, ReadStatement } from '../../lineage/facts';
import { exceedsDepth } from '../exceedsDepth';
import type { BadEvents } from '../lineageFormat';
import { Fault, Placed } from './place';
import { insideOfCloudEvent } from './cloudEvent';
import { parseOr, placedEvents } from './placedEvents';
import { readEvent } from './readEvent';
import { Warnings } from './warnings';

/** What the events of a file say. */
export interface OpenLineageFile<T = LineageStatement> {
  readonly statements: readonly T[];
  readonly warnings: readonly LineageWarning[];
  /** Bad events that were left out, as it was asked for. */
  readonly badEventCount: number;
}

/** In UTF-16 code units. */
export const maxTextLength = 512 * 1024 * 1024;

/** Events that are nested deeper are refused. */
export const maxDepth = 256;

/**
 * The events of a file: one object, a list, JSON Lines, objects one behind the other, `{"events": […]}` as Marquez's API
 * answers, or a log. A fault refuses the file whole, or as `badEvents` says; what is missing or misshapen without being wrong is
 * warned of, and so are the lines of a log that are no events.
 */
export function readOpenLineage(
  text: string,
  badEvents: BadEvents = 'refuse',
): Result<OpenLineageFile, LineageFault> {
  return runAtOnce(readOpenLineageInSteps(text, ({ statement }) => statement, badEvents));
}

/** Stops after this many events. */
const eventsPerStep = 500;

/**
 * The same, with stops in which a cancel can be heard. `keep` says what is left of a statement and of its event as it came:
 * the bodies of many take ten times the memory of their text. `decode` gives the text of bytes of UTF-8, which a CloudEvent may have.
 */
export function* readOpenLineageInSteps<T>(
  text: string,
  keep: (read: ReadStatement) => T,
  badEvents: BadEvents = 'refuse',
  decode: (bytes: Uint8Array) => string | null = () => null,
): Steps<Result<OpenLineageFile<T>, LineageFault>> {
  if (text.length > maxTextLength)
    return err({ place: 'line 1', message: `longer than ${maxTextLength} characters` });
  const warnings = new Warnings();
  const statements: T[] = [];
  let badEventCount = 0;
  const onBad = (fault: Fault): void => {
    if (badEvents === 'refuse') throw fault;
    badEventCount++;
    warnings.add(`a bad event was left out: ${fault.message}`, fault.place);
  };
  const onOther = (place: string): void => warnings.add('a line is no event and was left out', place);
  try {
    const plain = withLongVersions(text.startsWith('\uFEFF') ? text.slice(1) : text);
    const parse = (bytes: Uint8Array): Json | undefined => parseOr(withLongVersions(decode(bytes) ?? ''));
    for (const { placed: found, share } of placedEvents(plain, { onBad, onOther })) {
      const placed = insideOfCloudEvent(found, parse);
      const statement = readEventOr(placed, warnings, onBad);
      if (statement === null) continue;
      statements.push(keep({ statement, record: placed.value as JsonObject, place: placed.pointer.trim() }));
      if (statements.length % eventsPerStep === 0) yield share;
    }
    return ok({ statements, warnings: warnings.list(), badEventCount });
  } catch (error) {
    if (error instanceof Fault) return err({ place: error.place, message: error.message });
    throw error;
  }
}

/** Numbers of versions that a double cannot hold are turned into text, as the specification would have them: JSON's parser would round them. */
function withLongVersions(text: string): string {
  return longVersion.test(text) ? text.replaceAll(new RegExp(longVersion, 'g'), '$1"$2"') : text;
}

// Inside a string of JSON the quotes would have backslashes before them.
const longVersion = /("datasetVersion"\s*:\s*)(-?\d{16,})(?=\s*[,}])/;

/** Null where it is bad and `onBad` let it pass. */
function readEventOr(
  placed: Placed,
  warnings: Warnings,
  onBad: (fault: Fault) => void,
): LineageStatement | null {
  try {
    if (exceedsDepth(placed.value, maxDepth)) throw placed.refuse(`nested deeper than ${maxDepth} levels`);
    return readEvent(placed, warnings);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    onBad(error);
    return null;
  }
}

/** One event that was kept as it came; what was a fault when it was first read would be a bug now. */
export function readKeptEvent(body: Json): LineageStatement {
  return readEvent(new Placed(body), new Warnings());
}
