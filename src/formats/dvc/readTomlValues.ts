import { parse, TomlDate, TomlError, type TomlTable, type TomlValue } from 'smol-toml';
import { err, ok, type Result } from '../../lib/result';
import type { LineageFault } from '../../lineage/facts';
import { WholeFloat, type YamlMap, type YamlValue } from './yamlValues';

/** Reads a file of TOML, with its values as YAML has them; dates are text. A fault has its line and column. */
export function readTomlValues(text: string): Result<YamlMap, LineageFault> {
  try {
    return ok(mapOf(parse(text, { integersAsBigInt: true })));
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    const [what = ''] = error.message.replace(/^Invalid TOML document: /, '').split('\n');
    return err({ place: `line ${error.line}, column ${error.column}`, message: what });
  }
}

function mapOf(table: TomlTable): YamlMap {
  return new Map(Object.entries(table).map(([key, value]) => [key, valueOf(value)]));
}

function valueOf(value: TomlValue): YamlValue {
  if (typeof value === 'bigint') return Number(value);
  if (typeof value === 'number') return Number.isInteger(value) ? new WholeFloat(value) : value;
  if (value instanceof TomlDate) return value.toISOString();
  if (Array.isArray(value)) return value.map(valueOf);
  return typeof value === 'object' ? mapOf(value) : value;
}
