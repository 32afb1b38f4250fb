/** A delta of a pack over its base: copies of the base's bytes, and bytes of its own. Null where it does not fit, or makes more than `limit`. */
export function applyDelta(base: Uint8Array, delta: Uint8Array, limit: number): Uint8Array | null {
  let at = 0;
  const size = (): number => {
    let value = 0;
    for (let shift = 0; shift < 42; shift += 7) {
      const byte = delta[at++] ?? 0;
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) break;
    }
    return value;
  };
  const baseLength = size();
  const byteLength = size();
  if (baseLength !== base.length || byteLength > limit) return null;
  const content = new Uint8Array(byteLength);
  let filled = 0;
  while (at < delta.length) {
    const command = delta[at++] ?? 0;
    let piece: Uint8Array;
    if (command >= 0x80) {
      let [from, length] = [0, 0];
      for (let bit = 0; bit < 4; bit++) if (command & (1 << bit)) from += (delta[at++] ?? 0) * 2 ** (8 * bit);
      for (let bit = 0; bit < 3; bit++)
        if (command & (0x10 << bit)) length += (delta[at++] ?? 0) * 2 ** (8 * bit);
      piece = base.subarray(from, from + (length || 0x10000));
    } else {
      piece = delta.subarray(at, at + command);
      at += command;
    }
    if (piece.length === 0 || filled + piece.length > byteLength) return null;
    content.set(piece, filled);
    filled += piece.length;
  }
  return filled === byteLength ? content : null;
}
