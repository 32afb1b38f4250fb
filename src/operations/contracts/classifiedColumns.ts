import { readContract } from '../../formats/odcs/readContract';
import { personalColumns } from '../../gates/contract/personalColumns';

/** The names and paths of the columns that the text of a contract classifies as personal; none where it cannot be read. */
export function classifiedColumns(text: string): ReadonlySet<string> {
  const contract = readContract(text);
  if (!contract.ok) return new Set();
  const pathsOf = personalColumns(contract.value);
  return new Set(
    contract.value.objects.flatMap((object) => {
      const paths = pathsOf(object);
      return object.properties
        .filter(({ path }) => paths.has(path))
        .flatMap(({ name, path }) => [name, path]);
    }),
  );
}
