import { Refusal, refuse } from '../refusal';
import type { UnitsPerSecond } from '../isoText';
import type { FlatTable } from './flatTable';

/** A field of the schema with its type, as the format's Schema.fbs has them. */
export interface ArrowField {
  readonly name: string;
  readonly type: ArrowType;
  /** Where its values are places in a dictionary, which has the field's type: the dictionary's id and the places' type. */
  readonly dictionary: { readonly id: number; readonly indices: IntegerType } | null;
  readonly children: readonly ArrowField[];
}

/** An integer of Arrow: how many bits, and whether it has a sign. */
export interface IntegerType {
  readonly kind: 'integer';
  readonly bitWidth: 8 | 16 | 32 | 64;
  readonly isSigned: boolean;
}

/** The type of a field as the schema of an Arrow file declares it. */
export type ArrowType =
  | IntegerType
  | {
      readonly kind:
        | 'null'
        | 'boolean'
        | 'list'
        | 'largeList'
        | 'listView'
        | 'largeListView'
        | 'struct'
        | 'map'
        | 'runEnds';
    }
  | { readonly kind: 'text' | 'binary'; readonly layout: 'offsets32' | 'offsets64' | 'views' }
  | { readonly kind: 'float'; readonly bitWidth: 16 | 32 | 64 }
  | { readonly kind: 'decimal'; readonly bitWidth: 32 | 64 | 128 | 256; readonly scale: number }
  | { readonly kind: 'date'; readonly isMilliseconds: boolean }
  | { readonly kind: 'time'; readonly bitWidth: 32 | 64; readonly unitsPerSecond: UnitsPerSecond }
  | { readonly kind: 'timestamp'; readonly unitsPerSecond: UnitsPerSecond; readonly isUtc: boolean }
  | { readonly kind: 'duration'; readonly unitsPerSecond: UnitsPerSecond }
  | { readonly kind: 'interval'; readonly unit: 'months' | 'days' | 'nanoseconds' }
  | { readonly kind: 'fixedBinary'; readonly byteLength: number }
  | { readonly kind: 'fixedList'; readonly length: number }
  | { readonly kind: 'union'; readonly isDense: boolean; readonly typeIds: readonly number[] };

const depthLimit = 64;

/** The fields of a schema message. Refuses types that the format does not have. */
export function readSchema(schema: FlatTable): readonly ArrowField[] {
  if (schema.short(0) !== 0)
    throw new Refusal('unsupported', 'its numbers have their most significant byte first, which is not read');
  return schema.tables(1).map((field) => readField(field, 0));
}

function readField(field: FlatTable, depth: number): ArrowField {
  if (depth > depthLimit) refuse(`columns lie more than ${depthLimit} deep in each other`);
  const name = field.text(0);
  const typeId = field.byte(2);
  const children = field.tables(5).map((child) => readField(child, depth + 1));
  const type = readType(typeId, field.table(3) ?? refuse(`column ${JSON.stringify(name)} has no type`));
  const wanted = childCount(type);
  if (wanted !== null && children.length !== wanted)
    refuse(`column ${JSON.stringify(name)} has ${children.length} columns inside, where ${wanted} belong`);
  const encoding = field.table(4);
  if (encoding === null) return { name, type, dictionary: null, children };
  const indices = encoding.table(1);
  const integer: IntegerType = indices
    ? integerType(indices)
    : { kind: 'integer', bitWidth: 32, isSigned: true };
  return { name, type, dictionary: { id: encoding.long(0), indices: integer }, children };
}

/** How many fields are in a type; null where any number may be. */
function childCount(type: ArrowType): number | null {
  switch (type.kind) {
    case 'list':
    case 'largeList':
    case 'listView':
    case 'largeListView':
    case 'fixedList':
    case 'map':
      return 1;
    case 'runEnds':
      return 2;
    case 'struct':
      return null;
    case 'union':
      return type.typeIds.length === 0 ? null : type.typeIds.length;
    default:
      return 0;
  }
}

/** By the number that the type has in the format's union `Type`. */
function readType(id: number, type: FlatTable): ArrowType {
  switch (id) {
    case 1:
      return { kind: 'null' };
    case 2:
      return integerType(type);
    case 3:
      return { kind: 'float', bitWidth: oneOf([16, 32, 64], [16, 32, 64][type.short(0)]) };
    case 4:
      return { kind: 'binary', layout: 'offsets32' };
    case 5:
      return { kind: 'text', layout: 'offsets32' };
    case 6:
      return { kind: 'boolean' };
    case 7:
      return decimalType(type);
    case 8:
      return { kind: 'date', isMilliseconds: type.short(0, 1) === 1 };
    case 9:
      return {
        kind: 'time',
        bitWidth: oneOf([32, 64], type.int(1, 32)),
        unitsPerSecond: unitOf(type.short(0, 1)),
      };
    case 10:
      return { kind: 'timestamp', unitsPerSecond: unitOf(type.short(0)), isUtc: type.text(1) !== '' };
    case 11:
      return { kind: 'interval', unit: oneOf(intervalUnits, intervalUnits[type.short(0)]) };
    case 12:
      return { kind: 'list' };
    case 13:
      return { kind: 'struct' };
    case 14:
      return {
        kind: 'union',
        isDense: type.short(0) === 1,
        typeIds: type.structs(1, 4).map((typeId) => typeId.getInt32(0, true)),
      };
    case 15:
      return { kind: 'fixedBinary', byteLength: atLeastZero(type.int(0)) };
    case 16:
      return { kind: 'fixedList', length: atLeastZero(type.int(0)) };
    case 17:
      return { kind: 'map' };
    case 18:
      return { kind: 'duration', unitsPerSecond: unitOf(type.short(0, 1)) };
    case 19:
      return { kind: 'binary', layout: 'offsets64' };
    case 20:
      return { kind: 'text', layout: 'offsets64' };
    case 21:
      return { kind: 'largeList' };
    case 22:
      return { kind: 'runEnds' };
    case 23:
      return { kind: 'binary', layout: 'views' };
    case 24:
      return { kind: 'text', layout: 'views' };
    case 25:
      return { kind: 'listView' };
    case 26:
      return { kind: 'largeListView' };
    default:
      return refuse(`a column is of type ${id}, which the format does not have`);
  }
}

const intervalUnits = ['months', 'days', 'nanoseconds'] as const;

function integerType(type: FlatTable): IntegerType {
  return { kind: 'integer', bitWidth: oneOf([8, 16, 32, 64], type.int(0)), isSigned: type.byte(1) !== 0 };
}

function decimalType(type: FlatTable): ArrowType {
  const scale = type.int(1);
  if (Math.abs(scale) > 1000) refuse(`a decimal has ${scale} places behind its point`);
  return { kind: 'decimal', bitWidth: oneOf([32, 64, 128, 256], type.int(2, 128)), scale };
}

function unitOf(unit: number): UnitsPerSecond {
  return oneOf([1, 1_000, 1_000_000, 1_000_000_000], [1, 1_000, 1_000_000, 1_000_000_000][unit]);
}

function oneOf<const T extends string | number>(known: readonly T[], value: string | number | undefined): T {
  return (
    known.find((one) => one === value) ?? refuse('a type has a width or unit that the format does not have')
  );
}

function atLeastZero(length: number): number {
  return length < 0 ? refuse(`a type has a length of ${length}`) : length;
}
