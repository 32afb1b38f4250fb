import type { ValueType } from '../../profile/sketched/valueType';
import type { ColumnType } from '../../table/schema';

/** A column with its type as Spark's SQL writes it. */
export interface SparkColumn {
  readonly name: string;
  readonly type: string;
}

const simpleTypes: Readonly<Record<string, ValueType>> = {
  tinyint: { kind: 'integer', item: 'byte' },
  byte: { kind: 'integer', item: 'byte' },
  smallint: { kind: 'integer', item: 'short' },
  short: { kind: 'integer', item: 'short' },
  int: { kind: 'integer', item: 'int' },
  integer: { kind: 'integer', item: 'int' },
  bigint: { kind: 'integer', item: 'long' },
  long: { kind: 'integer', item: 'long' },
  float: { kind: 'float' },
  real: { kind: 'float' },
  double: { kind: 'double' },
  boolean: { kind: 'boolean' },
  date: { kind: 'date' },
  timestamp: { kind: 'timestampUtc' },
  timestamp_ltz: { kind: 'timestampUtc' },
  timestamp_ntz: { kind: 'timestamp' },
  time: { kind: 'time' },
  string: { kind: 'string' },
  varchar: { kind: 'string' },
  char: { kind: 'string' },
  binary: { kind: 'bytes' },
  array: { kind: 'nested' },
  map: { kind: 'nested' },
  struct: { kind: 'nested' },
};

/** What a type of Spark's SQL holds; `other` where it is none that has figures of its own. */
export function valueTypeOfSpark(text: string): ValueType {
  const type = text.trim().toLowerCase();
  const decimal = /^(?:decimal|dec|numeric)\b\s*(?:\(\s*(\d+)\s*(?:,\s*(\d+)\s*)?\))?/.exec(type);
  if (decimal) {
    const [precision, scale] = [Number(decimal[1] ?? 10), Number(decimal[2] ?? 0)];
    return precision <= 38 && scale <= precision ? { kind: 'decimal', precision, scale } : { kind: 'other' };
  }
  const word = /^[a-z_]+/.exec(type)?.[0] ?? '';
  return Object.hasOwn(simpleTypes, word) ? simpleTypes[word]! : { kind: 'other' };
}

/** The type of Spark's SQL that values of a column of a file have; null where it has none at all. */
export function sparkTypeOf(type: ColumnType): string {
  switch (type) {
    case 'integer':
      return 'bigint';
    case 'number':
      return 'double';
    case 'nested':
      return 'struct<>';
    case 'time':
    case 'empty':
      return 'string';
    default:
      return type;
  }
}
