import { err, ok, type Result } from '../../lib/result';
import type { SparkColumn } from './sparkTypes';

/**
 * The columns of a table from a text that describes them: the JSON of a DataFrame's schema, the columns of CREATE TABLE (with or without
 * what stands around them), or what DESCRIBE TABLE prints. Gives a reason where it is none of these.
 */
export function readSparkSchema(text: string): Result<readonly SparkColumn[], string> {
  const read = /^\s*[[{]/.test(text) ? fromJson(text) : (fromDescribe(text) ?? fromDdl(text));
  if (!read.ok) return read;
  if (read.value.length === 0) return err('the schema has no column');
  const seen = new Set<string>();
  // Spark takes names in any case for the same.
  for (const { name } of read.value) {
    if (seen.has(name.toLowerCase())) return err(`the schema has the column ${JSON.stringify(name)} twice`);
    seen.add(name.toLowerCase());
  }
  return read;
}

function fromJson(text: string): Result<readonly SparkColumn[], string> {
  let found: unknown;
  try {
    found = JSON.parse(text);
  } catch {
    return err('the schema is broken JSON');
  }
  const fields = Array.isArray(found) ? (found as readonly unknown[]) : member(found, 'fields');
  if (!Array.isArray(fields)) return err('the JSON has no list of fields');
  const columns: SparkColumn[] = [];
  for (const field of fields as readonly unknown[]) {
    const name = member(field, 'name');
    const type = member(field, 'type');
    const word = typeof type === 'string' ? type : member(type, 'type');
    if (typeof name !== 'string' || typeof word !== 'string') return err('a field has no name or type');
    columns.push({ name, type: word });
  }
  return ok(columns);
}

function member(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
  return (value as Readonly<Record<string, unknown>>)[name];
}

/** A table with the header that DESCRIBE has, drawn with bars or set apart by tabs or blanks; null where the text is none. */
function fromDescribe(text: string): Result<readonly SparkColumn[], string> | null {
  const rows = text
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '' && !/^[+-]+$/.test(line.trim()))
    .map((line) =>
      line
        .trim()
        .replace(/^\||\|$/g, '')
        .split(/\s*\|\s*|\t|\s{2,}/)
        .map((cell) => cell.trim())
        .filter((cell, at) => cell !== '' || at > 0),
    );
  const header = rows.findIndex(([first, second]) => first === 'col_name' && second === 'data_type');
  if (header < 0) return null;
  const columns: SparkColumn[] = [];
  for (const [name = '', type = ''] of rows.slice(header + 1)) {
    // Partitions and details follow, which name columns again.
    if (name === '' || name.startsWith('#')) break;
    columns.push({ name, type });
  }
  return ok(columns);
}

const constraint = /^(?:constraint|primary|foreign|unique|check)\b/i;

function fromDdl(text: string): Result<readonly SparkColumn[], string> {
  const created = /^\s*create\s[^(]*\(/i.exec(text);
  const columns: SparkColumn[] = [];
  for (const part of partsOf(created ? text.slice(created[0].length) : text)) {
    if (constraint.test(part)) continue;
    const match = /^(?:`((?:[^`]|``)+)`|"([^"]+)"|([^\s`":]+))(?:\s*:\s*|\s+)(.+)$/s.exec(part);
    if (match === null) return err(`${JSON.stringify(part.slice(0, 60))} is no column with its type`);
    const type = match[4]!
      .replace(/\s+(?:comment|default|generated)\b.*$/is, '')
      .replace(/\s+(?:not\s+)?null$/i, '');
    columns.push({ name: match[1]?.replaceAll('``', '`') ?? match[2] ?? match[3]!, type: type.trim() });
  }
  return ok(columns);
}

/** What stands between commas that are in no brackets and in no quotes, up to a bracket that closes what was open before. */
function partsOf(text: string): readonly string[] {
  const parts: string[] = [];
  let depth = 0;
  let quote = '';
  let from = 0;
  let at = 0;
  for (; at < text.length; at++) {
    const unit = text[at]!;
    if (quote !== '') {
      if (unit === quote) quote = '';
    } else if ('`\'"'.includes(unit)) quote = unit;
    else if ('(<'.includes(unit)) depth++;
    else if (')>'.includes(unit) && --depth < 0) break;
    else if (unit === ',' && depth === 0) {
      parts.push(text.slice(from, at));
      from = at + 1;
    }
  }
  parts.push(text.slice(from, at));
  return parts.map((part) => part.trim()).filter((part) => part !== '');
}
