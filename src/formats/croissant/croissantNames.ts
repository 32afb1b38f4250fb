import type { Reference } from '../../lineage/reference';
import { textAt, valuesAt } from '../documents/jsonLd';
import type { Placed } from '../openlineage/place';

/** The namespace of datasets and their parts. */
export const croissantNamespace = 'croissant';

/** The parts of a description by their ids, and what they are called. */
export class CroissantNames {
  readonly dataset: Reference;
  private readonly references = new Map<string, Reference>();

  constructor(root: Placed, folder: string | null) {
    const name = textAt(root, 'name') ?? textAt(root, 'url') ?? (folder || 'dataset');
    this.dataset = { namespace: croissantNamespace, name };
    for (const part of [...valuesAt(root, 'distribution'), ...valuesAt(root, 'recordSet')]) {
      const id = idOf(part);
      if (id !== null) this.references.set(id, { namespace: croissantNamespace, name: `${name}/${id}` });
    }
  }

  /** Of a file or record set, or of the record set that a field belongs to; undefined where no part has the id. */
  partOf(id: string): Reference | undefined {
    const found = this.references.get(id);
    if (found) return found;
    const slash = id.lastIndexOf('/');
    return slash <= 0 ? undefined : this.partOf(id.slice(0, slash));
  }
}

/** Before 1.0 a name was the id. */
export function idOf(part: Placed): string | null {
  return part.at('@id').text ?? textAt(part, 'name');
}
