import { pythonText, type YamlMap, type YamlValue } from './yamlValues';

/** Thrown where a template names what is not there; whoever resolves a stage turns it into a warning. */
export class Unresolved extends Error {
  override readonly name = 'Unresolved';
}

/** What a text may become. */
const longestText = 1024 * 1024;

const expression = /\\?\$\{\s*([^{}]*?)\s*\}/g;

/**
 * A value with its `${…}` filled in. One that is a whole text becomes the value itself; inside of a text it becomes text; `\${…}` stays
 * as it is, without its backslash. Throws `Unresolved`.
 */
export function resolveValue(value: YamlValue, context: YamlMap): YamlValue {
  if (typeof value === 'string') return resolveText(value, context);
  if (Array.isArray(value)) return value.map((each: YamlValue) => resolveValue(each, context));
  if (isMap(value))
    return new Map(
      [...value].map(([key, each]) => [textOf(resolveText(key, context)), resolveValue(each, context)]),
    );
  return value;
}

/** The text of a command: a mapping in it becomes arguments, as DVC makes them. */
export function resolveCommand(value: string, context: YamlMap): string {
  return filled(value, context, (found) => (isMap(found) ? argumentsOf(found) : textOf(found)));
}

function resolveText(text: string, context: YamlMap): YamlValue {
  const whole = /^\$\{\s*([^{}]*?)\s*\}$/.exec(text);
  if (whole) return lookUp(whole[1]!, context);
  return filled(text, context, textOf);
}

function filled(text: string, context: YamlMap, textOfFound: (value: YamlValue) => string): string {
  let room = longestText;
  return text.replace(expression, (found, name: string) => {
    if (found.startsWith('\\')) return found.slice(1);
    const value = textOfFound(lookUp(name, context));
    room -= value.length;
    if (room < 0) throw new Unresolved(`a text becomes longer than ${longestText} characters`);
    return value;
  });
}

function textOf(value: YamlValue): string {
  if (Array.isArray(value) || isMap(value)) throw new Unresolved('a list or mapping stands inside of a text');
  return typeof value === 'boolean' ? String(value) : pythonText(value);
}

/** `a.b[0].c` in the variables. */
function lookUp(name: string, context: YamlMap): YamlValue {
  let value: YamlValue = context;
  for (const key of name.split(/[.[\]]+/).filter((each) => each !== '')) {
    const next: YamlValue | undefined = isMap(value)
      ? value.get(key)
      : Array.isArray(value)
        ? (value as readonly YamlValue[])[Number(key)]
        : undefined;
    if (next === undefined) throw new Unresolved(`there is no variable \${${name}}`);
    value = next;
  }
  return value;
}

/** A mapping in a command: `--key value`, `--flag` for what is true, nothing for what is false. */
function argumentsOf(values: YamlMap, prefix = ''): string {
  return [...values]
    .flatMap(([key, value]) => {
      if (isMap(value)) return argumentsOf(value, `${prefix}${key}.`);
      const name = `--${prefix}${key}`;
      if (typeof value === 'boolean') return value ? name : [];
      const all = Array.isArray(value) ? (value as readonly YamlValue[]) : [value];
      return [name, ...all.map((each) => quoted(textOf(each)))].join(' ');
    })
    .join(' ');
}

/** As a shell has to have it. */
function quoted(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'"'"'`)}'`;
}

/** Whether a value is a mapping. */
export function isMap(value: YamlValue | undefined): value is YamlMap {
  return value instanceof Map;
}

/** Two mappings as one; where both have a mapping under a key, these too, and of anything else the later holds. */
export function mergedMaps(first: YamlMap, second: YamlMap): YamlMap {
  const merged = new Map(first);
  for (const [key, value] of second) {
    const before = merged.get(key);
    merged.set(key, isMap(before) && isMap(value) ? mergedMaps(before, value) : value);
  }
  return merged;
}
