/** A value of YAML as DVC's own reader has it: mappings keep their order, whatever their keys are called. */
export type YamlValue = null | boolean | number | string | WholeFloat | readonly YamlValue[] | YamlMap;

/** A mapping. Keys that are no text are turned into it (`MixedMap`). */
export type YamlMap = ReadonlyMap<string, YamlValue>;

/** A mapping with keys that were numbers or other values, and no text. */
export class MixedMap extends Map<string, YamlValue> {
  readonly otherKeys: ReadonlySet<string>;
  constructor(entries: readonly (readonly [string, YamlValue])[], otherKeys: ReadonlySet<string>) {
    super(entries);
    this.otherKeys = otherKeys;
  }
}

/** Values as DVC takes them for variables: what stands under a key that is no text is none. */
export function asVariables(values: YamlMap): YamlMap {
  const others = values instanceof MixedMap ? values.otherKeys : null;
  return new Map(
    [...values].flatMap(([key, value]) => (others?.has(key) ? [] : [[key, variableOf(value)] as const])),
  );
}

function variableOf(value: YamlValue): YamlValue {
  if (value instanceof Map) return asVariables(value as YamlMap);
  return Array.isArray(value) ? (value as readonly YamlValue[]).map(variableOf) : value;
}

/** A float without a fraction, which Python writes as `1.0`: a stage of a matrix is called by it. */
export class WholeFloat {
  readonly value: number;
  constructor(value: number) {
    this.value = value;
  }
}

/** A value as DVC writes it into a text: `true`, `1.0`, `1e-05`, and nothing for null as Python's `None`. */
export function pythonText(value: YamlValue): string {
  if (value instanceof WholeFloat)
    return Math.abs(value.value) < 1e16 ? value.value.toFixed(1) : exponentText(value.value);
  if (typeof value === 'number' && !Number.isInteger(value)) {
    if (Number.isNaN(value)) return 'nan';
    if (!Number.isFinite(value)) return value < 0 ? '-inf' : 'inf';
    return Math.abs(value) < 1e-4 || Math.abs(value) >= 1e16 ? exponentText(value) : String(value);
  }
  if (value === null) return 'None';
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

/** A scalar as the text that DVC takes it for, such as a path that looks like a number; null for anything else. */
export function scalarText(value: YamlValue | undefined): string | null {
  if (value === undefined || value === null || value instanceof Map || Array.isArray(value)) return null;
  return typeof value === 'boolean' ? String(value) : pythonText(value);
}

/** As Python writes exponents: two digits at the least. */
function exponentText(value: number): string {
  return value.toExponential().replace(/e([+-])(\d)$/, 'e$10$2');
}
