import type { Contract } from './contract';

/** The contract with the columns of an object marked whose values tell that they are personal: these are masked as those that it classifies. */
export function withRecognised(contract: Contract, object: string, columns: ReadonlySet<string>): Contract {
  if (columns.size === 0) return contract;
  return {
    ...contract,
    objects: contract.objects.map((each) =>
      each.name === object
        ? {
            ...each,
            properties: each.properties.map((property) =>
              !property.isPersonal && (columns.has(property.name) || columns.has(property.path))
                ? { ...property, isPersonal: true, isRecognised: true }
                : property,
            ),
          }
        : each,
    ),
  };
}
