const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const valueOf = new Int8Array(128).fill(-1);
for (let value = 0; value < 64; value++) valueOf[alphabet.charCodeAt(value)] = value;

/** RFC 4648 with padding. */
export function toBase64(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 3) {
    const group = (bytes[at]! << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0);
    const left = bytes.length - at;
    text +=
      alphabet[group >> 18]! +
      alphabet[(group >> 12) & 63]! +
      (left > 1 ? alphabet[(group >> 6) & 63]! : '=') +
      (left > 2 ? alphabet[group & 63]! : '=');
  }
  return text;
}

/** Null where the text is not what `toBase64` gives. */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> | null {
  if (text.length % 4 !== 0) return null;
  const padding = text.endsWith('==') ? 2 : Number(text.endsWith('='));
  const bytes = new Uint8Array((text.length / 4) * 3 - padding);
  for (let at = 0, to = 0; at < text.length; at += 4) {
    let group = 0;
    for (let step = 0; step < 4; step++) {
      const isPadding = at + step >= text.length - padding;
      const value = isPadding ? 0 : (valueOf[text.charCodeAt(at + step)] ?? -1);
      if (value === -1) return null;
      group = (group << 6) | value;
    }
    for (let shift = 16; shift >= 0 && to < bytes.length; shift -= 8) bytes[to++] = (group >> shift) & 255;
  }
  return toBase64(bytes) === text ? bytes : null;
}
