/** A value of Thrift's compact protocol, as a Parquet footer is made of: what it says of itself, whatever it means. */
export type ThriftValue =
  | { readonly kind: 'boolean'; readonly value: boolean }
  /** A number as it stands, zigzag and all: a byte, 16, 32 or 64 bits. */
  | { readonly kind: 'integer'; readonly type: number; readonly value: bigint }
  | { readonly kind: 'double'; readonly bytes: Buffer }
  | { readonly kind: 'binary'; readonly bytes: Buffer }
  | {
      readonly kind: 'list';
      readonly type: number;
      readonly itemType: number;
      readonly items: readonly ThriftValue[];
      /** What the list says that it has; absent for the truth. */
      readonly claimed?: bigint;
    }
  | { readonly kind: 'struct'; readonly fields: readonly ThriftField[] };

export interface ThriftField {
  readonly id: number;
  readonly value: ThriftValue;
}

const [trueType, falseType, byteType, doubleType, binaryType, listType, setType, structType] = [
  1, 2, 3, 7, 8, 9, 10, 12,
];

/** The struct that begins at `at`, and where it ends. */
export function readThrift(bytes: Buffer, at: number): { readonly value: ThriftValue; readonly end: number } {
  let place = at;
  const varint = (): bigint => {
    let value = 0n;
    for (let shift = 0n; ; shift += 7n) {
      const byte = bytes[place++];
      if (byte === undefined || shift > 70n) throw new Error('a varint leads out of the file');
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
  };
  const valueOf = (type: number): ThriftValue => {
    switch (type) {
      case trueType:
      case falseType:
        return { kind: 'boolean', value: type === trueType };
      case byteType:
        return { kind: 'integer', type, value: BigInt(bytes[place++] ?? 0) };
      case 4:
      case 5:
      case 6:
        return { kind: 'integer', type, value: varint() };
      case doubleType:
        place += 8;
        return { kind: 'double', bytes: bytes.subarray(place - 8, place) };
      case binaryType: {
        const length = Number(varint());
        place += length;
        return { kind: 'binary', bytes: bytes.subarray(place - length, place) };
      }
      case listType:
      case setType: {
        const head = bytes[place++] ?? 0;
        const count = head >> 4 === 15 ? Number(varint()) : head >> 4;
        const itemType = head & 15;
        const items = Array.from({ length: count }, () =>
          itemType <= falseType
            ? { kind: 'boolean' as const, value: bytes[place++] === trueType }
            : valueOf(itemType),
        );
        return { kind: 'list', type, itemType, items };
      }
      case structType: {
        const fields: ThriftField[] = [];
        for (let id = 0; ;) {
          const head = bytes[place++];
          if (head === undefined) throw new Error('a struct has no end');
          if (head === 0) return { kind: 'struct', fields };
          if (head >> 4 === 0) {
            const zigzag = varint();
            id = Number((zigzag >> 1n) ^ -(zigzag & 1n));
          } else id += head >> 4;
          fields.push({ id, value: valueOf(head & 15) });
        }
      }
      default:
        throw new Error(`no type ${type}`);
    }
  };
  return { value: valueOf(structType), end: place };
}

/** The bytes of a struct; a type that does not fit its place is written all the same. */
export function writeThrift(value: ThriftValue): Buffer {
  const bytes: number[] = [];
  const varint = (number: bigint): void => {
    let rest = BigInt.asUintN(70, number);
    for (; rest >= 0x80n; rest >>= 7n) bytes.push(Number(rest & 0x7fn) | 0x80);
    bytes.push(Number(rest));
  };
  const write = (each: ThriftValue): void => {
    switch (each.kind) {
      case 'boolean':
        return;
      case 'integer':
        if (each.type === byteType) bytes.push(Number(each.value & 0xffn));
        else varint(each.value);
        return;
      case 'double':
        bytes.push(...each.bytes);
        return;
      case 'binary':
        varint(BigInt(each.bytes.length));
        bytes.push(...each.bytes);
        return;
      case 'list': {
        const count = each.claimed ?? BigInt(each.items.length);
        if (count < 15n) bytes.push((Number(count) << 4) | each.itemType);
        else {
          bytes.push(0xf0 | each.itemType);
          varint(count);
        }
        for (const item of each.items) {
          if (item.kind === 'boolean') bytes.push(item.value ? trueType : falseType);
          else write(item);
        }
        return;
      }
      case 'struct': {
        let last = 0;
        for (const { id, value: field } of each.fields) {
          const type = typeOf(field);
          if (id > last && id - last < 16) bytes.push(((id - last) << 4) | type);
          else {
            bytes.push(type);
            varint(BigInt(id) << 1n);
          }
          last = id;
          write(field);
        }
        bytes.push(0);
      }
    }
  };
  write(value);
  return Buffer.from(bytes);
}

function typeOf(value: ThriftValue): number {
  switch (value.kind) {
    case 'boolean':
      return value.value ? trueType : falseType;
    case 'integer':
    case 'list':
      return value.type;
    case 'double':
      return doubleType;
    case 'binary':
      return binaryType;
    case 'struct':
      return structType;
  }
}
