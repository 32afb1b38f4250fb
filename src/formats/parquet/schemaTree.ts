import { refuse } from '../refusal';
import { logical, type SchemaElement } from './fileMetadata';

/** A node of the schema. Levels are Dremel's: how many optional and repeated nodes are on the way to it, itself included. */
export interface SchemaNode {
  readonly element: SchemaElement;
  readonly maxDefinition: number;
  readonly maxRepetition: number;
  readonly children: readonly SchemaNode[];
  /** The leaves at and below it: column chunks `firstLeaf` up to `firstLeaf + leafCount` of a row group. */
  readonly firstLeaf: number;
  readonly leafCount: number;
}

const depthLimit = 64;

/** The top-level columns of a schema. Refuses one whose groups say that they have more children than there are. */
export function schemaTree(schema: readonly SchemaElement[]): readonly SchemaNode[] {
  let next = 1;
  let leaves = 0;
  const childrenOf = (parent: SchemaElement, definition: number, repetition: number, depth: number) => {
    if (depth > depthLimit) refuse(`columns lie more than ${depthLimit} deep in each other`);
    const children: SchemaNode[] = [];
    for (let index = 0; index < parent.childCount; index++) {
      const element = schema[next++];
      if (element === undefined)
        refuse(
          `${JSON.stringify(parent.name)} says that it has ${parent.childCount} columns, and there are fewer`,
        );
      const maxDefinition = definition + (element.repetition === 'required' ? 0 : 1);
      const maxRepetition = repetition + (element.repetition === 'repeated' ? 1 : 0);
      const firstLeaf = leaves;
      if (element.type !== null) leaves++;
      const below: readonly SchemaNode[] =
        element.type === null ? childrenOf(element, maxDefinition, maxRepetition, depth + 1) : [];
      children.push({
        element,
        maxDefinition,
        maxRepetition,
        children: below,
        firstLeaf,
        leafCount: leaves - firstLeaf,
      });
    }
    return children;
  };
  return childrenOf(schema[0]!, 0, 0, 0);
}

const converted = { map: 1, mapKeyValue: 2, list: 3 };

/** Whether a group is annotated as a list, and has what the format asks of one. */
export function isList({ element, children }: SchemaNode): boolean {
  const isAnnotated = element.logicalType?.id === logical.list || element.convertedType === converted.list;
  return isAnnotated && children.length === 1 && children[0]!.element.repetition === 'repeated';
}

/** Whether a group is annotated as a map, and has what the format asks of one. */
export function isMap({ element, children }: SchemaNode): boolean {
  const isAnnotated =
    element.logicalType?.id === logical.map ||
    element.convertedType === converted.map ||
    element.convertedType === converted.mapKeyValue;
  const [entries] = children;
  return (
    isAnnotated &&
    children.length === 1 &&
    entries!.element.repetition === 'repeated' &&
    (entries!.children.length === 1 || entries!.children.length === 2)
  );
}

/** Whether the repeated node of a list is its item, and not a wrapper about it (the format's rules for lists of old writers). */
export function isItself(repeated: SchemaNode, listName: string): boolean {
  if (repeated.element.type !== null || repeated.children.length !== 1) return true;
  if (repeated.children[0]!.element.repetition === 'repeated') return true;
  const { name } = repeated.element;
  return name === 'array' || name === `${listName}_tuple`;
}
