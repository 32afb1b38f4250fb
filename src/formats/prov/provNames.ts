import type { Reference } from '../../lineage/reference';
import { Fault, type Placed } from '../openlineage/place';
import { throughlineNamespaces, throughlineRuns } from './ownTerms';

/** Prefixes that every document has. */
const known: Readonly<Record<string, string>> = {
  prov: 'http://www.w3.org/ns/prov#',
  xsd: 'http://www.w3.org/2001/XMLSchema#',
};

/** The names of a document by its prefixes: what a prefix stands for is the namespace. */
export class ProvNames {
  private readonly prefixes: ReadonlyMap<string, string>;

  constructor(prefix: Placed) {
    const members = prefix.members() ?? [];
    const told = members.flatMap(([name, { text }]) => (text === null ? [] : [[name, text] as const]));
    this.prefixes = new Map([...Object.entries(known), ...told]);
  }

  /** Throws a `Fault` where a prefix is not declared. */
  reference(name: string, place: string): Reference {
    const colon = name.indexOf(':');
    const prefix = colon === -1 ? 'default' : name.slice(0, colon);
    const namespace = this.prefixes.get(prefix);
    const local = name.slice(colon + 1);
    if (namespace?.startsWith(throughlineNamespaces) === true)
      return { namespace: decoded(namespace.slice(throughlineNamespaces.length)), name: decoded(local) };
    if (namespace !== undefined) return { namespace, name: local };
    if (colon === -1) return { namespace: 'prov', name };
    throw new Fault(place, `the prefix ${JSON.stringify(prefix.slice(0, 80))} of a name is not declared`);
  }

  /** The whole address that a name stands for; of a UUID the UUID. */
  address(name: string, place: string): string {
    const { namespace, name: local } = this.reference(name, place);
    if (namespace === throughlineRuns) return decoded(local);
    return /^urn:uuid:?$/.test(namespace) ? local.toLowerCase() : `${namespace}${local}`;
  }
}

/** A part of an address without its percent signs; as it is where they are none. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
