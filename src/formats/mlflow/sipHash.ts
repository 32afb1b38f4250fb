/** The two halves of pandas' key, `0123456789123456`, least significant byte first. */
const [firstKey, secondKey] = [0x3736353433323130n, 0x3635343332313938n];

/** SipHash-2-4 (Aumasson and Bernstein) of some bytes under pandas' key. */
export function sipHash(bytes: Uint8Array): bigint {
  const state = new State();
  const whole = bytes.length - (bytes.length % 8);
  for (let at = 0; at < whole; at += 8) state.take(wordAt(bytes, at, 8));
  const last = wordAt(bytes, whole, bytes.length - whole) | (BigInt(bytes.length % 256) << 56n);
  state.take(last);
  return state.end();
}

class State {
  private v0 = firstKey ^ 0x736f6d6570736575n;
  private v1 = secondKey ^ 0x646f72616e646f6dn;
  private v2 = firstKey ^ 0x6c7967656e657261n;
  private v3 = secondKey ^ 0x7465646279746573n;

  take(word: bigint): void {
    this.v3 ^= word;
    this.round();
    this.round();
    this.v0 ^= word;
  }

  end(): bigint {
    this.v2 ^= 0xffn;
    for (let count = 0; count < 4; count++) this.round();
    return this.v0 ^ this.v1 ^ this.v2 ^ this.v3;
  }

  private round(): void {
    this.v0 = BigInt.asUintN(64, this.v0 + this.v1);
    this.v1 = turned(this.v1, 13n) ^ this.v0;
    this.v0 = turned(this.v0, 32n);
    this.v2 = BigInt.asUintN(64, this.v2 + this.v3);
    this.v3 = turned(this.v3, 16n) ^ this.v2;
    this.v0 = BigInt.asUintN(64, this.v0 + this.v3);
    this.v3 = turned(this.v3, 21n) ^ this.v0;
    this.v2 = BigInt.asUintN(64, this.v2 + this.v1);
    this.v1 = turned(this.v1, 17n) ^ this.v2;
    this.v2 = turned(this.v2, 32n);
  }
}

function turned(word: bigint, by: bigint): bigint {
  return BigInt.asUintN(64, (word << by) | (word >> (64n - by)));
}

function wordAt(bytes: Uint8Array, start: number, length: number): bigint {
  let word = 0n;
  for (let index = length - 1; index >= 0; index--) word = (word << 8n) | BigInt(bytes[start + index]!);
  return word;
}
