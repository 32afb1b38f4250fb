import { isScalar, LineCounter, parseDocument, visit } from 'yaml';
import { err, ok, type Result } from '../../lib/result';
import type { LineageFault } from '../../lineage/facts';
import { MixedMap, pythonText, WholeFloat, type YamlValue } from './yamlValues';

/** Aliases beyond this are taken for an attack. */
const mostAliases = 1000;
const longestText = 16 * 1024 * 1024;

/** Reads one document of YAML 1.2, or JSON; null where it is empty. A fault has its line and column. */
export function readYamlValues(text: string): Result<YamlValue, LineageFault> {
  if (text.length > longestText)
    return err({ place: 'line 1', message: `longer than ${longestText} characters` });
  const lineCounter = new LineCounter();
  const options = { lineCounter, prettyErrors: false, logLevel: 'silent', merge: true } as const;
  try {
    const document = parseDocument(text.replace(/^\uFEFF/, ''), options);
    const [error] = document.errors;
    if (error) {
      const { line, col } = lineCounter.linePos(error.pos[0]);
      return err({ place: `line ${Math.max(1, line)}, column ${Math.max(1, col)}`, message: error.message });
    }
    visit(document, {
      Scalar(_key, node) {
        if (!isScalar(node)) return;
        if (node.type === 'PLAIN' && /^[-+]?\d[\d_]*_[\d_]*$/.test(node.source ?? ''))
          node.value = Number(node.source!.replaceAll('_', ''));
        else if (typeof node.value === 'number' && Number.isInteger(node.value))
          if (/[.eE]/.test(node.source ?? '')) node.value = new WholeFloat(node.value);
      },
    });
    return ok(plain(document.toJS({ mapAsMap: true, maxAliasCount: mostAliases })));
  } catch (error) {
    // The parser goes down into what is nested by calling itself, and counts aliases as it resolves them.
    if (error instanceof RangeError || error instanceof ReferenceError)
      return err({ place: 'line 1', message: 'it is nested too deeply, or its aliases repeat too much' });
    throw error;
  }
}

function plain(value: unknown): YamlValue {
  if (value instanceof Map) {
    const entries = [...(value as Map<unknown, unknown>)];
    const named = entries.map(([key, each]) => [keyText(key), plain(each)] as const);
    const others = entries.flatMap(([key]) => (typeof key === 'string' ? [] : keyText(key)));
    return others.length === 0 ? new Map(named) : new MixedMap(named, new Set(others));
  }
  if (Array.isArray(value)) return value.map(plain);
  if (value instanceof WholeFloat || value === null || value === undefined) return value ?? null;
  if (typeof value === 'boolean' || typeof value === 'number' || typeof value === 'string') return value;
  return typeof value === 'bigint' ? String(value) : null;
}

function keyText(key: unknown): string {
  if (key instanceof WholeFloat) return pythonText(key);
  return key === null || typeof key !== 'object' ? String(key) : JSON.stringify(key);
}
