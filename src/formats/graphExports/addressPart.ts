/** A text as a part of an address. Halves of characters, which UTF-8 has not, are replacement characters. */
export function addressPart(text: string): string {
  return encodeURIComponent(text.replaceAll(/\p{Surrogate}/gu, '\ufffd'));
}
