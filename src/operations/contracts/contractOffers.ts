import { readContract } from '../../formats/odcs/readContract';
import type { Contract, ContractObject } from '../../gates/contract/contract';
import { objectNamed } from '../../gates/contract/objectNamed';

/**
 * The names among those of artifacts that a contract promises something about: of each table the one that it names, else those of its
 * physical name, its name, or the end of the path of a local server. None where the text is no contract.
 */
export function namesPromised(text: string, names: readonly string[]): readonly string[] {
  const contract = readContract(text);
  if (!contract.ok) return [];
  const { objects } = contract.value;
  return names.filter((name) => objects.some((object) => isFor(contract.value, object, name)));
}

function isFor(contract: Contract, object: ContractObject, name: string): boolean {
  if (object.artifact !== null) return object.artifact === name;
  if (objectNamed(contract, name)?.name === object.name) return true;
  return contract.servers.some(({ type, path }) => {
    if (type !== 'local' || path === null) return false;
    const served = path.replaceAll('{model}', object.name).replace(/^(?:\.\/)+/, '');
    return served === name || name.endsWith(`/${served}`) || served.endsWith(`/${name}`);
  });
}
