import type { Contract, ContractObject } from './contract';

/** The other objects of a contract whose rows the clauses of one look at: those that it refers to, and those that its rules in SQL name. */
export function neededObjects({ objects }: Contract, own: ContractObject): readonly ContractObject[] {
  const needed = new Set<string>();
  for (const { rule } of own.clauses) {
    if (rule.kind === 'relationship' && rule.to !== null) needed.add(rule.to.object);
    if (rule.kind === 'sql')
      for (const { name } of objects) if (isNamedIn(rule.query, name)) needed.add(name);
  }
  return objects.filter(({ name }) => name !== own.name && needed.has(name));
}

/** Whether a query may read the table of that name: SQLite does not ask for case. */
export function isNamedIn(query: string, name: string): boolean {
  const [text, asked] = [query.toLowerCase(), name.toLowerCase()];
  return text.includes(asked) || text.includes(asked.replaceAll('"', '""'));
}
