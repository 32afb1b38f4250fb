import type { Json } from '../../lib/json';
import { err, ok, type Result } from '../../lib/result';
import type { RunState } from '../../lineage/records';
import type { RunDraft } from '../../operations/lineage/runDraft';
import type { ArtifactId, SnapshotId } from '../../versioning/records';
import { timestampFromMilliseconds, type Timestamp } from '../../versioning/timestamp';

/** What the form holds while it is filled in. */
export interface RunFormValues {
  readonly jobName: string;
  readonly jobNamespace: string;
  readonly inputs: readonly PickedVersion[];
  readonly outputs: readonly PickedVersion[];
  readonly state: RunState;
  /** As a date and time input has them: local time without a zone, or empty. */
  readonly startedAt: string;
  readonly endedAt: string;
  /** `name = value`, one a line. */
  readonly parameters: string;
  readonly metrics: string;
  readonly codeVersion: string;
  readonly environment: string;
  readonly seed: string;
  readonly actor: string;
}

export interface PickedVersion {
  readonly artifactId: ArtifactId;
  /** Null where the version is not known. */
  readonly snapshotId: SnapshotId | null;
  /** The range that it was asked for by. */
  readonly requested?: string;
}

export type RunFormErrors = Partial<Record<keyof RunFormValues, string>>;

export const emptyRunForm: RunFormValues = {
  jobName: '',
  jobNamespace: '',
  inputs: [],
  outputs: [],
  state: 'completed',
  startedAt: '',
  endedAt: '',
  parameters: '',
  metrics: '',
  codeVersion: '',
  environment: '',
  seed: '',
  actor: '',
};

/** The draft that a form stands for, or what is wrong with each field. */
export function draftFromForm(values: RunFormValues): Result<RunDraft, RunFormErrors> {
  const errors: { -readonly [K in keyof RunFormErrors]: string } = {};
  if (values.jobName.trim() === '') errors.jobName = 'Name the job, such as train_demand';
  if (values.inputs.length + values.outputs.length === 0) {
    errors.inputs = 'Choose at least one input or output: a run links versions';
  }
  const startedAt = timestampOf(values.startedAt);
  const endedAt = timestampOf(values.endedAt);
  if (startedAt !== null && endedAt !== null && endedAt < startedAt) {
    errors.endedAt = 'The end lies before the start';
  }
  const parameters = readLines(values.parameters);
  if (!parameters.ok) errors.parameters = parameters.error;
  const metrics = readMetrics(values.metrics);
  if (!metrics.ok) errors.metrics = metrics.error;
  const seed = values.seed.trim() === '' ? null : Number(values.seed);
  if (seed !== null && !Number.isSafeInteger(seed)) errors.seed = 'A seed is a whole number';
  if (Object.keys(errors).length > 0 || !parameters.ok || !metrics.ok) return err(errors);
  return ok({
    job: { namespace: values.jobNamespace.trim(), name: values.jobName.trim() },
    inputs: values.inputs,
    outputs: values.outputs,
    state: values.state,
    startedAt,
    endedAt,
    parameters: Object.fromEntries(parameters.value.map(([name, text]) => [name, jsonOrText(text)])),
    metrics: metrics.value,
    codeVersion: textOrNull(values.codeVersion),
    environment: textOrNull(values.environment),
    seed,
    actor: textOrNull(values.actor),
  });
}

/** `name = value` or `name: value` a line; says the line that is neither. */
function readLines(text: string): Result<readonly (readonly [string, string])[], string> {
  const pairs: (readonly [string, string])[] = [];
  const names = new Set<string>();
  for (const [at, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    const match = /^\s*([^=:]+?)\s*[=:]\s*(.*?)\s*$/.exec(line);
    const name = match?.[1];
    if (name === undefined) return err(`Line ${at + 1} is not name = value`);
    if (names.has(name)) return err(`Line ${at + 1} sets ${name} again`);
    names.add(name);
    pairs.push([name, match?.[2] ?? '']);
  }
  return ok(pairs);
}

function readMetrics(text: string): Result<Readonly<Record<string, number>>, string> {
  const lines = readLines(text);
  if (!lines.ok) return lines;
  const metrics: [string, number][] = [];
  for (const [name, value] of lines.value) {
    const figure = value === '' ? NaN : Number(value);
    if (!Number.isFinite(figure)) return err(`${name} is not a number`);
    metrics.push([name, figure]);
  }
  return ok(Object.fromEntries(metrics));
}

function jsonOrText(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return text;
  }
}

function timestampOf(local: string): Timestamp | null {
  const milliseconds = local === '' ? NaN : new Date(local).getTime();
  return Number.isNaN(milliseconds) ? null : timestampFromMilliseconds(milliseconds);
}

function textOrNull(text: string): string | null {
  return text.trim() === '' ? null : text.trim();
}
