import { Refusal } from './refusal';

/** How a file that holds several tables is spoken of. */
export interface ContainerWords {
  /** `database`. */
  readonly container: string;
  /** `table`. */
  readonly table: string;
}

/** So many names are said. */
const mostNames = 12;

/** The table that is asked for by name, else the first. Throws a `Refusal` that names the others. */
export function chosenTable(
  names: readonly string[],
  asked: string | null,
  { container, table }: ContainerWords,
): string {
  if (asked !== null && names.includes(asked)) return asked;
  const [first] = names;
  if (asked === null && first !== undefined) return first;
  throw new Refusal(
    'unsupported',
    first === undefined
      ? `the ${container} has no ${table}s`
      : `it has no ${table} ${JSON.stringify(asked)}; it has ${listOf(names)}`,
  );
}

/** Says what else a file holds; nothing where that is nothing. */
export function otherTables(
  names: readonly string[],
  chosen: string,
  { container, table }: ContainerWords,
): readonly string[] {
  const others = names.filter((name) => name !== chosen);
  return others.length === 0
    ? []
    : [`this is the ${table} ${JSON.stringify(chosen)}; the ${container} also has ${listOf(others)}`];
}

function listOf(names: readonly string[]): string {
  const said = names.slice(0, mostNames).map((name) => JSON.stringify(name.slice(0, 80)));
  return names.length > mostNames
    ? `${said.join(', ')} and ${names.length - mostNames} more`
    : said.join(', ');
}
