import type { ContractValue } from '../../gates/contract/comparison';
import { parseDecimal } from '../../gates/contract/decimal';
import { pointerToken, type Tree } from './tree';

/** A place of a contract: what stands there, and the JSON Pointer to it. */
export class TreeNode {
  readonly tree: Tree | null;
  readonly pointer: string;

  constructor(tree: Tree | null, pointer: string) {
    this.tree = tree;
    this.pointer = pointer;
  }

  /** What stands under a key; a node without a tree where nothing does. */
  at(key: string): TreeNode {
    const child = this.tree?.kind === 'map' ? (this.tree.entries.get(key) ?? null) : null;
    return new TreeNode(child, `${this.pointer}/${pointerToken(key)}`);
  }

  get isThere(): boolean {
    return this.tree !== null && !(this.tree.kind === 'scalar' && this.tree.value === null);
  }

  get keys(): readonly string[] {
    return this.tree?.kind === 'map' ? [...this.tree.entries.keys()] : [];
  }

  /** The items of a list; none where it is none. */
  get items(): readonly TreeNode[] {
    return this.list ?? [];
  }

  /** The items of a list; null where it is none. */
  get list(): readonly TreeNode[] | null {
    if (this.tree?.kind !== 'list') return null;
    return this.tree.items.map((item, index) => new TreeNode(item, `${this.pointer}/${index}`));
  }

  /** The text of a scalar, of a number with every digit; null for null and for what is no scalar. */
  get text(): string | null {
    return this.tree?.kind === 'scalar' && this.tree.value !== null ? this.tree.text : null;
  }

  get boolean(): boolean | null {
    return this.tree?.kind === 'scalar' && typeof this.tree.value === 'boolean' ? this.tree.value : null;
  }

  /** Texts of a list, or the one text that stands in its place. */
  get texts(): readonly string[] {
    const own = this.text;
    return own === null ? this.items.flatMap((item) => item.text ?? []) : [own];
  }

  /** A scalar as a value to compare with; null where it is none. */
  get value(): ContractValue | null {
    if (this.tree?.kind !== 'scalar') return null;
    const { value, text } = this.tree;
    switch (typeof value) {
      case 'string':
        return { kind: 'text', text };
      case 'boolean':
        return { kind: 'boolean', value };
      case 'object':
        return { kind: 'null' };
      default: {
        const decimal = parseDecimal(text) ?? parseDecimal(String(value));
        return decimal === null ? null : { kind: 'number', value: decimal };
      }
    }
  }
}
