/** A nested value with every digit of its numbers. */
export type JsonNode =
  | { readonly kind: 'null' }
  | { readonly kind: 'text' | 'number'; readonly text: string }
  | { readonly kind: 'boolean'; readonly text: 'true' | 'false' }
  | { readonly kind: 'list'; readonly items: readonly JsonNode[] }
  | { readonly kind: 'object'; readonly members: ReadonlyMap<string, JsonNode> };

const token = /"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*/g;
const nullNode: JsonNode = { kind: 'null' };

/** The value of a JSON text; null where it is none. */
export function parseNode(text: string): JsonNode | null {
  // Texts get an `s` before them and numbers become texts with an `n`, so that JSON.parse loses no digit.
  const marked = text.replace(token, (found) =>
    found.startsWith('"') ? `"s${found.slice(1)}` : `"n${found}"`,
  );
  try {
    return nodeOf(JSON.parse(marked) as unknown);
  } catch {
    return null;
  }
}

function nodeOf(value: unknown): JsonNode {
  if (typeof value === 'string')
    return { kind: value.startsWith('n') ? 'number' : 'text', text: value.slice(1) };
  if (typeof value === 'boolean') return { kind: 'boolean', text: value ? 'true' : 'false' };
  if (Array.isArray(value)) return { kind: 'list', items: value.map(nodeOf) };
  if (typeof value !== 'object' || value === null) return nullNode;
  return {
    kind: 'object',
    members: new Map(Object.entries(value).map(([name, member]) => [name.slice(1), nodeOf(member)])),
  };
}

/** Equal for equal values, whatever the order of members and the way a number is written. */
export function nodeKey(node: JsonNode): string {
  switch (node.kind) {
    case 'null':
    case 'boolean':
      return node.kind === 'null' ? 'null' : node.text;
    case 'text':
      return JSON.stringify(node.text);
    case 'number':
      return Number.isSafeInteger(Number(node.text)) ? String(Number(node.text)) : node.text;
    case 'list':
      return `[${node.items.map(nodeKey).join(',')}]`;
    case 'object':
      return `{${[...node.members]
        .map(([name, member]) => `${JSON.stringify(name)}:${nodeKey(member)}`)
        .sort()
        .join(',')}}`;
  }
}
