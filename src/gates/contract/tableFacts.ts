import type { SignatureColumn } from './signature';
import type { TableProfile } from '../../profile/profile';

/** What is known of a table beside its rows; null where it is not. */
export interface TableFacts {
  readonly digest: string | null;
  readonly logicalDigest: string | null;
  /** A label of the Encoding Standard; null of what is no text. */
  readonly encoding: string | null;
  /** When the file was last written, in milliseconds since 1970. */
  readonly modifiedAt: number | null;
  /** When the version arrived, in milliseconds since 1970. */
  readonly arrivedAt: number | null;
  readonly licence: string | null;
  readonly profile: TableProfile | null;
  readonly before: FactsBefore | null;
  /** The samples of each metric that is known of a model or an endpoint. */
  readonly metrics: ReadonlyMap<string, readonly number[]> | null;
  /** The paths of a folder's files. */
  readonly files: readonly string[] | null;
  /** What models take, by how the contract names them; words where that cannot be told. */
  readonly signatures: ReadonlyMap<string, readonly SignatureColumn[] | string>;
}

/** What is known of the version that a table is compared with. */
export interface FactsBefore {
  readonly label: string;
  readonly rowCount: number;
  /** The population stability index of a column by a recipe, by its name in the data; words where there is none. */
  readonly psiOf: (column: string, recipe: string) => number | string;
}

/** Where nothing is known. */
export const noFacts: TableFacts = {
  digest: null,
  logicalDigest: null,
  encoding: null,
  modifiedAt: null,
  arrivedAt: null,
  licence: null,
  profile: null,
  before: null,
  metrics: null,
  files: null,
  signatures: new Map(),
};
