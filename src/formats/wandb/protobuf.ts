/** A field of a protobuf message: a number (varint, or the bits of a fixed one as bytes), or bytes. */
export interface ProtoField {
  readonly number: number;
  readonly value: number | Uint8Array;
}

/** Bytes that are no protobuf message. */
export class MalformedProto extends Error {}

/**
 * The fields of a message in their order. Varints beyond 2^53 lose their last digits; groups, which nobody writes any more, are refused.
 * Throws `MalformedProto`.
 */
export function* protoFields(bytes: Uint8Array): Generator<ProtoField> {
  let at = 0;
  const varint = (): number => {
    let [value, factor] = [0, 1];
    for (let count = 0; count < 10; count++) {
      const byte = bytes[at++];
      if (byte === undefined) break;
      value += (byte & 0x7f) * factor;
      if (byte < 0x80) return value;
      factor *= 128;
    }
    throw new MalformedProto('a number does not end');
  };
  const take = (length: number): Uint8Array => {
    if (at + length > bytes.length) throw new MalformedProto('a field goes on behind the end');
    at += length;
    return bytes.subarray(at - length, at);
  };
  while (at < bytes.length) {
    const key = varint();
    const [number, wire] = [Math.floor(key / 8), key % 8];
    if (wire === 0) yield { number, value: varint() };
    else if (wire === 1) yield { number, value: take(8) };
    else if (wire === 2) yield { number, value: take(varint()) };
    else if (wire === 5) yield { number, value: take(4) };
    else throw new MalformedProto(`a field of the kind ${wire}`);
  }
}

/** A message whose fields are asked for by their numbers; of one that comes several times the last holds. */
export class ProtoMessage {
  private readonly fields = new Map<number, (number | Uint8Array)[]>();
  private readonly decode: (bytes: Uint8Array) => string | null;

  constructor(bytes: Uint8Array, decode: (bytes: Uint8Array) => string | null) {
    this.decode = decode;
    for (const { number, value } of protoFields(bytes)) {
      const known = this.fields.get(number);
      if (known) known.push(value);
      else this.fields.set(number, [value]);
    }
  }

  has(number: number): boolean {
    return this.fields.has(number);
  }

  /** Null where there is none, or it is no text. */
  text(number: number): string | null {
    return this.texts(number).at(-1) ?? null;
  }

  texts(number: number): readonly string[] {
    return this.bytesOf(number).flatMap((bytes) => this.decode(bytes) ?? []);
  }

  /** A varint; 0 where there is none, as protobuf leaves out zeros. */
  int(number: number): number {
    const value = this.fields.get(number)?.at(-1);
    return typeof value === 'number' ? value : 0;
  }

  message(number: number): ProtoMessage | null {
    return this.messages(number).at(-1) ?? null;
  }

  messages(number: number): readonly ProtoMessage[] {
    return this.bytesOf(number).map((bytes) => new ProtoMessage(bytes, this.decode));
  }

  private bytesOf(number: number): readonly Uint8Array[] {
    return (this.fields.get(number) ?? []).flatMap((value) => (typeof value === 'number' ? [] : value));
  }
}
