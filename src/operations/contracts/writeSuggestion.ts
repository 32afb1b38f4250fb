import { draftContract, editsOfSuggestion } from '../../formats/odcs/draftContract';
import { editContract } from '../../formats/odcs/editContract';
import { readContract } from '../../formats/odcs/readContract';
import { parseYaml, type ContractFault } from '../../formats/odcs/tree';
import type { Suggestion } from '../../gates/suggest/suggestContract';
import { err, ok, type Result } from '../../lib/result';

/**
 * A suggestion as a contract: a new one where `into` is null, else that one with what it does not have yet. Keys, comments and order of
 * it stay. Fails where it is no contract, or has no object of that name.
 */
export function writeSuggestion(
  name: string,
  suggestion: Suggestion,
  into: string | null,
): Result<string, ContractFault> {
  if (into === null) return ok(draftContract(name, suggestion));
  const contract = readContract(into);
  if (!contract.ok) return contract;
  const { objects } = contract.value;
  const object = objects.find((each) => each.name === name || each.physicalName === name);
  if (object === undefined) return err({ place: '/schema', message: `it has no object ${name}` });
  const columns = object.properties.map(({ path: own, pointer }) => ({ name: own, pointer }));
  const edits = editsOfSuggestion(suggestion, { pointer: object.pointer, columns }, hasPointer(into));
  return editContract(into, edits);
}

function hasPointer(text: string): (pointer: string) => boolean {
  const parsed = parseYaml(text.replace(/^\uFEFF/, ''));
  return (pointer) => {
    if (!parsed.ok) return false;
    const steps = pointer
      .split('/')
      .slice(1)
      .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
    return parsed.value.document.hasIn(steps);
  };
}
