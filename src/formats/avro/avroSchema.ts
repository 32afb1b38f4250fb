import { isObject } from '../../lib/jsonObject';
import type { Json } from '../../lib/json';
import type { DeclaredType } from '../../profile/tablePart';
import type { UnitsPerSecond } from '../isoText';
import { Refusal, refuse } from '../refusal';

/** How a value of an Avro file is decoded. */
export type AvroType =
  | { readonly kind: 'null' | 'boolean' | 'float' | 'double' | 'bytes' | 'string' }
  | { readonly kind: 'integer'; readonly as: IntegerMeaning }
  | { readonly kind: 'fixed'; readonly size: number }
  | { readonly kind: 'decimal'; readonly size: number | null; readonly scale: number }
  | { readonly kind: 'enum'; readonly symbols: readonly string[] }
  | { readonly kind: 'array' | 'map'; readonly items: AvroType }
  | { readonly kind: 'union'; readonly branches: readonly AvroType[] }
  | { readonly kind: 'record'; readonly fields: AvroField[] };

/** What a whole number stands for. */
export type IntegerMeaning =
  | { readonly unit: 'number' | 'date' }
  | { readonly unit: 'time'; readonly perSecond: UnitsPerSecond }
  | { readonly unit: 'timestamp'; readonly perSecond: UnitsPerSecond; readonly isUtc: boolean };

/** A field of a record. */
export interface AvroField {
  readonly name: string;
  readonly type: AvroType;
}

/** Schemas that are nested deeper are refused. */
const deepest = 64;

/** The fields of a file's rows, by its schema as JSON. Throws a `Refusal`. */
export function readAvroSchema(schema: Json): readonly AvroField[] {
  const type = new SchemaReader().read(schema, '', 0);
  if (type.kind !== 'record')
    throw new Refusal('unsupported', 'its rows are no records, so that they have no columns');
  return type.fields;
}

class SchemaReader {
  private readonly named = new Map<string, AvroType>();

  read(schema: Json, space: string, depth: number): AvroType {
    if (depth > deepest) refuse(`its schema is nested deeper than ${deepest} levels`);
    if (typeof schema === 'string') return this.byName(schema, space);
    if (Array.isArray(schema)) {
      const branches = (schema as readonly Json[]).map((each) => this.read(each, space, depth + 1));
      return { kind: 'union', branches };
    }
    if (!isObject(schema)) return refuse('its schema has a type that is none');
    const { type } = schema;
    if (type === 'record' || type === 'error') return this.record(schema, space, depth);
    if (type === 'enum')
      return this.define(schema, space, { kind: 'enum', symbols: textsOf(schema['symbols']) });
    if (type === 'fixed') return this.define(schema, space, fixedOf(schema));
    if (type === 'array')
      return { kind: 'array', items: this.read(schema['items'] ?? null, space, depth + 1) };
    if (type === 'map') return { kind: 'map', items: this.read(schema['values'] ?? null, space, depth + 1) };
    const plain = this.read(type ?? null, space, depth + 1);
    return logicalOf(plain, schema);
  }

  private record(schema: Readonly<Record<string, Json>>, space: string, depth: number): AvroType {
    const fields: AvroField[] = [];
    const record: AvroType = { kind: 'record', fields };
    const own = this.define(schema, space, record);
    const inner = spaceOf(schema, space);
    const listed = schema['fields'];
    if (!Array.isArray(listed)) return refuse('a record of its schema has no fields');
    for (const field of listed as readonly Json[]) {
      if (!isObject(field) || typeof field['name'] !== 'string')
        return refuse('a field of its schema has no name');
      fields.push({ name: field['name'], type: this.read(field['type'] ?? null, inner, depth + 1) });
    }
    return own;
  }

  private define(schema: Readonly<Record<string, Json>>, space: string, type: AvroType): AvroType {
    const { name } = schema;
    if (typeof name !== 'string') return refuse('a named type of its schema has no name');
    const full = name.includes('.') ? name : joined(spaceOf(schema, space), name);
    this.named.set(full, type);
    return type;
  }

  private byName(name: string, space: string): AvroType {
    const plain = plainTypes.get(name);
    if (plain) return plain;
    return (
      this.named.get(name.includes('.') ? name : joined(space, name)) ??
      this.named.get(name) ??
      refuse(`its schema names the type ${JSON.stringify(name.slice(0, 80))}, which it does not define`)
    );
  }
}

const plainTypes: ReadonlyMap<string, AvroType> = new Map<string, AvroType>([
  ...(['null', 'boolean', 'float', 'double', 'bytes', 'string'] as const).map(
    (kind) => [kind, { kind }] as const,
  ),
  ['int', { kind: 'integer', as: { unit: 'number' } }],
  ['long', { kind: 'integer', as: { unit: 'number' } }],
]);

function spaceOf(schema: Readonly<Record<string, Json>>, outer: string): string {
  const { name, namespace } = schema;
  if (typeof name === 'string' && name.includes('.')) return name.slice(0, name.lastIndexOf('.'));
  return typeof namespace === 'string' ? namespace : outer;
}

function joined(space: string, name: string): string {
  return space === '' ? name : `${space}.${name}`;
}

function textsOf(list: Json | undefined): readonly string[] {
  return Array.isArray(list) ? (list as readonly Json[]).filter((each) => typeof each === 'string') : [];
}

function fixedOf(schema: Readonly<Record<string, Json>>): AvroType {
  const { size } = schema;
  if (typeof size !== 'number' || !Number.isSafeInteger(size) || size < 0)
    return refuse('a fixed type of its schema has no size');
  return logicalOf({ kind: 'fixed', size }, schema);
}

/** A logical type that does not fit what it stands on is left out of account, as the format says. */
function logicalOf(plain: AvroType, schema: Readonly<Record<string, Json>>): AvroType {
  const { logicalType, scale = 0 } = schema;
  if (logicalType === 'decimal' && (plain.kind === 'bytes' || plain.kind === 'fixed')) {
    const isScale = typeof scale === 'number' && Number.isSafeInteger(scale) && scale >= 0 && scale <= 1000;
    return isScale ? { kind: 'decimal', size: plain.kind === 'fixed' ? plain.size : null, scale } : plain;
  }
  if (plain.kind !== 'integer' || typeof logicalType !== 'string') return plain;
  if (logicalType === 'date') return { kind: 'integer', as: { unit: 'date' } };
  const [, local, kind, unit] = /^(local-)?(time|timestamp)-(millis|micros|nanos)$/.exec(logicalType) ?? [];
  if (kind === undefined) return plain;
  const perSecond = ({ millis: 1_000, micros: 1_000_000, nanos: 1_000_000_000 } as const)[
    unit as 'millis' | 'micros' | 'nanos'
  ];
  return kind === 'time'
    ? { kind: 'integer', as: { unit: 'time', perSecond } }
    : { kind: 'integer', as: { unit: 'timestamp', perSecond, isUtc: local === undefined } };
}

/** What a column of such a type holds; null where its values may be of several kinds. */
export function declaredTypeOf(type: AvroType): DeclaredType | null {
  switch (type.kind) {
    case 'null':
      return null;
    case 'boolean':
    case 'string':
    case 'bytes':
      return type.kind;
    case 'fixed':
      return 'bytes';
    case 'enum':
      return 'string';
    case 'float':
      return 'float32';
    case 'double':
    case 'decimal':
      return 'number';
    case 'integer':
      return declaredInteger(type.as);
    case 'union': {
      const [first, ...others] = type.branches.filter(({ kind }) => kind !== 'null').map(declaredTypeOf);
      return first === undefined ? null : others.every((each) => each === first) ? first : 'nested';
    }
    default:
      return 'nested';
  }
}

function declaredInteger(meaning: IntegerMeaning): DeclaredType {
  if (meaning.unit === 'number') return 'integer';
  if (meaning.unit === 'timestamp') return meaning.isUtc ? 'timestampUtc' : 'timestamp';
  return meaning.unit;
}
