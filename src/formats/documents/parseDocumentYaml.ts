import { LineCounter, parseDocument } from 'yaml';
import type { Json } from '../../lib/json';
import { Fault } from '../openlineage/place';

/** Aliases beyond this are taken for an attack. */
const mostAliases = 1000;
const longestText = 16 * 1024 * 1024;

/**
 * A document of YAML 1.2 as JSON: of a key that comes twice the last holds, and keys are texts. `firstLine` is where the text stands in its file. Throws a
 * `Fault` with line and column.
 */
export function parseDocumentYaml(text: string, firstLine = 1): Json {
  if (text.length > longestText) throw new Fault('line 1', `longer than ${longestText} characters`);
  const lineCounter = new LineCounter();
  const options = {
    lineCounter,
    prettyErrors: false,
    logLevel: 'silent',
    merge: true,
    uniqueKeys: false,
  } as const;
  try {
    const document = parseDocument(text, options);
    const [error] = document.errors;
    if (error) {
      const { line, col } = lineCounter.linePos(error.pos[0]);
      throw new Fault(`line ${Math.max(1, line) + firstLine - 1}, column ${Math.max(1, col)}`, error.message);
    }
    return plain(document.toJS({ mapAsMap: true, maxAliasCount: mostAliases }));
  } catch (error) {
    // The parser goes down into what is nested by calling itself, and counts aliases as it resolves them.
    if (error instanceof RangeError || error instanceof ReferenceError)
      throw new Fault('line 1', 'it is nested too deeply, or its aliases repeat too much');
    throw error;
  }
}

function plain(value: unknown): Json {
  if (value instanceof Map) {
    const entries = [...(value as Map<unknown, unknown>)];
    return Object.fromEntries(
      entries.map(([key, each]) => [typeof key === 'string' ? key : JSON.stringify(key), plain(each)]),
    );
  }
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value);
  if (typeof value === 'string' || typeof value === 'boolean') return value;
  return typeof value === 'bigint' ? String(value) : null;
}
