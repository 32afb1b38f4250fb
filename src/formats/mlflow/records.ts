import type { Md5, Digest } from '../../versioning/digest';

/** What is kept of a store, a record for each thing that MLflow names; times are in milliseconds since 1970, null where not told. */
export type MlflowRecord =
  ExperimentRecord | RunRecord | DatasetRecord | LoggedModelRecord | RegisteredModelRecord | VersionRecord;

/** Names and texts in the order of the names. */
export type Pairs = readonly (readonly [name: string, value: string])[];

/** An experiment, which groups runs. */
export interface ExperimentRecord {
  readonly kind: 'experiment';
  readonly id: string;
  readonly name: string;
  readonly isDeleted: boolean;
  readonly createdAt: number | null;
  readonly location: string | null;
  readonly tags: Pairs;
}

/** A run with all that it logged. */
export interface RunRecord {
  readonly kind: 'run';
  readonly id: string;
  readonly name: string | null;
  /** The experiment's name. */
  readonly experiment: string;
  readonly status: RunStatus;
  readonly isDeleted: boolean;
  readonly startedAt: number | null;
  readonly endedAt: number | null;
  readonly user: string | null;
  readonly location: string | null;
  readonly parameters: Pairs;
  readonly tags: Pairs;
  readonly metrics: readonly RunMetric[];
  readonly datasets: readonly DatasetInput[];
  readonly modelInputs: readonly ModelName[];
  readonly modelOutputs: readonly (ModelName & { readonly step: number | null })[];
}

/** A metric: its points (`packHistory`), and the last of them in MLflow's order, by step, time and value; NaN and infinities as text. */
export interface RunMetric {
  readonly name: string;
  readonly packed: string;
  readonly latest: number | string;
}

/** The state of a run in MLflow's words. */
export type RunStatus = 'RUNNING' | 'SCHEDULED' | 'FINISHED' | 'FAILED' | 'KILLED' | 'UNKNOWN';

/** A dataset that a run logged as its input. */
export interface DatasetInput {
  readonly name: string;
  readonly digest: string;
  readonly experiment: string;
  readonly tags: Pairs;
  /** The file that it came from, as far as that is found beside the store. */
  readonly file: SourceFile | null;
}

/** A file that a dataset is taken to be from. */
export interface SourceFile {
  /** As people see it. */
  readonly name: string;
  /** Whether its table has the digest that MLflow logged; else its path alone says so. */
  readonly isSameTable: boolean;
  readonly sha256: Digest | null;
  readonly md5: Md5 | null;
  readonly byteLength: number | null;
}

/** A logged model, by its id and by what groups those of one name; null where only its id is known. */
export interface ModelName {
  readonly id: string;
  readonly name: string | null;
  readonly experiment: string | null;
}

/** A dataset at one digest, as it was logged. */
export interface DatasetRecord {
  readonly kind: 'dataset';
  readonly name: string;
  readonly digest: string;
  readonly experiment: string;
  readonly sourceType: string | null;
  /** As JSON, as MLflow keeps these three. */
  readonly source: string | null;
  readonly schema: string | null;
  readonly profile: string | null;
}

/** A model that a run logged, or that was logged by itself. */
export interface LoggedModelRecord extends ModelName {
  readonly kind: 'loggedModel';
  readonly isDeleted: boolean;
  readonly createdAt: number | null;
  readonly status: string | null;
  readonly type: string | null;
  readonly location: string | null;
  readonly sourceRunId: string | null;
  readonly parameters: Pairs;
  readonly tags: Pairs;
  /** What it was measured at; absent where nothing is told. */
  readonly figures?: readonly RunMetric[];
  /** What its `MLmodel` says; null where that is not there. */
  readonly description: ModelDescription | null;
}

/** What an `MLmodel` file says that is shown. */
export interface ModelDescription {
  readonly flavors: readonly string[];
  /** As JSON, as MLflow keeps them. */
  readonly inputs: string | null;
  readonly outputs: string | null;
  readonly mlflowVersion: string | null;
  readonly byteLength: number | null;
}

/** A model of the registry, without its versions. */
export interface RegisteredModelRecord {
  readonly kind: 'registeredModel';
  readonly name: string;
  readonly createdAt: number | null;
  readonly description: string | null;
  readonly tags: Pairs;
  /** The version that each alias stands on, by the alias. */
  readonly aliases: Pairs;
}

/** A version of a registered model. */
export interface VersionRecord {
  readonly kind: 'modelVersion';
  readonly name: string;
  readonly version: string;
  readonly createdAt: number | null;
  readonly description: string | null;
  readonly stage: string | null;
  readonly status: string | null;
  readonly source: string | null;
  readonly user: string | null;
  readonly run: { readonly id: string; readonly experiment: string } | null;
  /** The logged model that it is. */
  readonly model: ModelName | null;
  readonly tags: Pairs;
}
