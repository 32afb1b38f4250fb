import type { Json, JsonObject } from '../../lib/json';
import type { Owner, SchemaField, Tag } from '../../lineage/claims';
import type { Reference } from '../../lineage/records';

/** What is kept of one entry of an artifact. */
export type DbtRecord = NodeRecord | ResultRecord | FreshnessRecord | CatalogRecord;

interface EntryRecord {
  /** dbt's unique id, such as `model.shop.orders`. */
  readonly id: string;
  /** When the artifact was made, as it says; null where it does not. */
  readonly time: string | null;
}

/** A node of a manifest. */
export interface NodeRecord extends EntryRecord {
  readonly kind: 'node';
  readonly type: string;
  readonly description: string | null;
  /** `table`, `view`, … of a model; the type of an exposure or a metric. */
  readonly subtype: string | null;
  /** Unique ids that it depends on, each once. */
  readonly inputs: readonly string[];
  /** By which further names others know what it makes. */
  readonly names: readonly Reference[];
  readonly relation: RelationParts | null;
  readonly columns: readonly SchemaField[];
  readonly code: NodeCode | null;
  readonly file: string | null;
  readonly tags: readonly Tag[];
  readonly owners: readonly Owner[];
  /** Of a source the nodes of the manifest that make the table that it stands for; absent where there are none. */
  readonly writers?: readonly string[];
  /** Of a source how fresh it has to be, as it came; absent where it does not say. */
  readonly freshness?: Json;
  /** Members that no known version of dbt writes, as they came; null where there are none. */
  readonly more: JsonObject | null;
}

/** Where a table or view is; null where the database has no such level. */
export interface RelationParts {
  readonly database: string | null;
  readonly schema: string | null;
  readonly name: string;
}

/** Compiled where it is, else as it was written. */
export interface NodeCode {
  readonly text: string;
  readonly language: string;
  readonly dialect: string | null;
}

/** What became of a node in one invocation. */
export interface ResultRecord extends EntryRecord {
  readonly kind: 'result';
  readonly invocation: string | null;
  readonly dbtVersion: string | null;
  /** What dbt was asked for, such as `build`. */
  readonly command: string | null;
  readonly status: string;
  readonly startedAt: string | null;
  readonly endedAt: string | null;
  readonly message: string | null;
  readonly metrics: Readonly<Record<string, number>>;
  readonly parameters: Readonly<Record<string, Json>>;
}

/** How fresh a source was found to be. */
export interface FreshnessRecord extends EntryRecord {
  readonly kind: 'freshness';
  readonly status: string;
  /** Null where the table is empty. */
  readonly loadedAt: string | null;
  readonly criteria: string | null;
  readonly error: string | null;
}

/** What the database says of a relation. */
export interface CatalogRecord extends EntryRecord {
  readonly kind: 'catalog';
  readonly type: string | null;
  readonly relation: RelationParts | null;
  readonly columns: readonly SchemaField[];
  readonly rowCount: number | null;
  readonly byteLength: number | null;
}
