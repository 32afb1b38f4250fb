import type { Contract, ContractObject, ContractProperty } from './contract';

/**
 * The paths of each object's properties whose values are masked: those that the contract classifies as personal, what is inside of them, what
 * holds them, and columns that refer to one of them, whose values are the same.
 */
export function personalColumns({ objects }: Contract): (object: ContractObject) => ReadonlySet<string> {
  const byName = new Map(objects.map(({ name, properties }) => [name, classifiedPaths(properties)]));
  let isGrowing = true;
  while (isGrowing) {
    isGrowing = false;
    for (const { name, clauses } of objects) {
      const own = byName.get(name)!;
      for (const { rule } of clauses) {
        if (rule.kind !== 'relationship' || rule.to === null) continue;
        const target = byName.get(rule.to.object);
        for (const [index, column] of rule.from.entries())
          if (target?.has(rule.to.columns[index] ?? '') && !own.has(column)) {
            own.add(column);
            isGrowing = true;
          }
      }
    }
  }
  return ({ name }) => byName.get(name) ?? new Set();
}

function classifiedPaths(properties: readonly ContractProperty[]): Set<string> {
  const found = new Set<string>();
  const visit = (property: ContractProperty, isInside: boolean): boolean => {
    const isPersonal = isInside || property.isPersonal;
    const holds = property.inner.map(({ property: inner }) => visit(inner, isPersonal)).some(Boolean);
    if (isPersonal || holds) found.add(property.path);
    return isPersonal || holds;
  };
  for (const property of properties) visit(property, false);
  return found;
}
