import type { Clause } from './clause';

/** A contract as it is judged by: what it is called, where its data are, and its clauses. */
export interface Contract {
  readonly id: string | null;
  readonly name: string | null;
  readonly version: string | null;
  readonly apiVersion: string | null;
  readonly servers: readonly ContractServer[];
  readonly objects: readonly ContractObject[];
  /** Clauses that are of no object: they are not checked, or unknown. */
  readonly unbound: readonly Clause[];
}

/** A server of the contract; only `local` ones are read. */
export interface ContractServer {
  readonly name: string;
  readonly pointer: string;
  readonly type: string;
  /** `{model}` in it stands for an object's name. */
  readonly path: string | null;
  readonly format: string | null;
}

/** A table that the contract describes, with all clauses on it in the order of the file. */
export interface ContractObject {
  readonly name: string;
  readonly physicalName: string | null;
  /** The name of the artifact that stands for it in a workspace, where a person chose one (`throughlineArtifact`). */
  readonly artifact: string | null;
  readonly pointer: string;
  readonly properties: readonly ContractProperty[];
  readonly clauses: readonly Clause[];
}

/** A column, or what is inside one. */
export interface ContractProperty {
  /** What it is called in the data: its physical name where it has one. */
  readonly name: string;
  /** How people find it: `address.city`, `items[].part`. */
  readonly path: string;
  readonly logicalType: string | null;
  readonly physicalType: string | null;
  readonly pointer: string;
  /** How its dates and times are written; null for ISO 8601. */
  readonly temporalFormat: string | null;
  readonly isKey: boolean;
  /** Values of it are masked in whatever leaves the machine. */
  readonly isPersonal: boolean;
  /** Only its values tell that it is personal; the contract does not say so. */
  readonly isRecognised?: true;
  readonly inner: readonly InnerProperty[];
}

/** How what is inside is reached: a member of an object, each item of a list, each key or value of a map. */
export interface InnerProperty {
  readonly step: 'member' | 'items' | 'keys' | 'values';
  readonly property: ContractProperty;
}
