import { isMap, isScalar, LineCounter, parseDocument, type Scalar } from 'yaml';
import { err, ok, type Result } from '../../lib/result';
import type { LineageFault } from '../../lineage/facts';
import type { Pairs } from './records';

const longestText = 1024 * 1024;

/** The members of a mapping of YAML, each as the text that it is: an id may look like a number. */
export class Meta {
  private readonly texts: ReadonlyMap<string, string>;
  private readonly maps: ReadonlyMap<string, Meta>;

  constructor(texts: ReadonlyMap<string, string>, maps: ReadonlyMap<string, Meta>) {
    this.texts = texts;
    this.maps = maps;
  }

  /** Null where it is absent, or null, or no scalar. */
  text(name: string): string | null {
    return this.texts.get(name) ?? null;
  }

  number(name: string): number | null {
    const text = this.texts.get(name);
    const value = text === undefined || text.trim() === '' ? NaN : Number(text);
    return Number.isFinite(value) ? value : null;
  }

  map(name: string): Meta {
    return this.maps.get(name) ?? empty;
  }

  get mapNames(): readonly string[] {
    return [...this.maps.keys()];
  }

  pairs(): Pairs {
    return [...this.texts].sort(([a], [b]) => (a < b ? -1 : 1));
  }
}

const empty = new Meta(new Map(), new Map());

/** Reads one mapping of YAML, such as MLflow writes; a fault has its line and column. */
export function readMeta(text: string): Result<Meta, LineageFault> {
  if (text.length > longestText)
    return err({ place: 'line 1', message: `longer than ${longestText} characters` });
  const lineCounter = new LineCounter();
  try {
    // Every scalar is text: PyYAML writes `1e5` plain, which is a number to YAML 1.2.
    const document = parseDocument(text.replace(/^\uFEFF/, ''), {
      schema: 'failsafe',
      lineCounter,
      prettyErrors: false,
      logLevel: 'silent',
    });
    const [error] = document.errors;
    if (error) {
      const { line, col } = lineCounter.linePos(error.pos[0]);
      return err({ place: `line ${Math.max(1, line)}, column ${Math.max(1, col)}`, message: error.message });
    }
    if (!isMap(document.contents))
      return err({ place: 'line 1', message: 'a mapping is expected, and this is none' });
    return ok(metaOf(document.contents));
  } catch (error) {
    if (error instanceof RangeError || error instanceof ReferenceError)
      return err({ place: 'line 1', message: 'it is nested too deeply, or its aliases repeat too much' });
    throw error;
  }
}

function metaOf(node: {
  readonly items: readonly { readonly key: unknown; readonly value: unknown }[];
}): Meta {
  const texts = new Map<string, string>();
  const maps = new Map<string, Meta>();
  for (const { key, value } of node.items) {
    const name = isScalar(key) ? String(key.value) : null;
    if (name === null) continue;
    if (isMap(value)) maps.set(name, metaOf(value));
    else if (isScalar(value) && !isNull(value)) texts.set(name, String(value.value));
  }
  return new Meta(texts, maps);
}

function isNull({ type, value }: Scalar): boolean {
  return type === 'PLAIN' && typeof value === 'string' && /^(?:null|~|)$/i.test(value);
}
