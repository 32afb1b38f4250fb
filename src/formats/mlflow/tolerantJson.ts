import type { Json } from '../../lib/json';
import type { LineageFault } from '../../lineage/facts';
import { readStrictly } from '../jsonl/parseJson';

/** JSON as Python writes it: `NaN` and infinities, which JSON lacks, come as text. Undefined where it is none. */
export function pythonJson(text: string): Json | undefined {
  try {
    return JSON.parse(withoutBareNumbers(text)) as Json;
  } catch {
    return undefined;
  }
}

/** Where a text is not even that: line and column, and what is wrong. */
export function pythonJsonFault(text: string): LineageFault {
  const quoted = withoutBareNumbers(text);
  const read = readStrictly(quoted);
  if (read.ok) return { place: 'line 1', message: 'it is not JSON' };
  const before = quoted.slice(0, read.error.offset);
  const lineStart = before.lastIndexOf('\n') + 1;
  const line = 1 + (before.match(/\n/g)?.length ?? 0);
  return { place: `line ${line}, column ${before.length - lineStart + 1}`, message: read.error.message };
}

function withoutBareNumbers(text: string): string {
  return text.replace(/"(?:[^"\\]|\\.)*"|-?\b(?:NaN|Infinity)\b/g, (found) =>
    found.startsWith('"') ? found : `"${found}"`,
  );
}

/** A text that MLflow keeps JSON in; undefined for anything else. */
export function parsedJson(text: string | null): Json | undefined {
  return text === null ? undefined : pythonJson(text);
}
