/** Whether a text in YAML or JSON says that it is a data contract, without parsing it. */
export function looksLikeContract(text: string): boolean {
  return /(?:^|[\n{,])[ \t]*["']?kind["']?\s*:\s*["']?DataContract\b/.test(text);
}
