import type { Json } from '../../lib/json';
import { type HistoryPoint, packHistory } from '../../lineage/metricHistory';
import { pythonJson } from '../mlflow/tolerantJson';
import type { WandbEntry } from './artifact';
import { ProtoMessage } from './protobuf';

/** A run as its log tells of it, whole. */
export interface WandbRunRecord {
  readonly id: string;
  readonly entity: string | null;
  readonly project: string | null;
  readonly jobType: string | null;
  readonly group: string | null;
  readonly name: string | null;
  readonly notes: string | null;
  readonly tags: readonly string[];
  readonly host: string | null;
  readonly repository: string | null;
  readonly commit: string | null;
  /** In milliseconds since 1970. */
  readonly startedAt: number | null;
  /** Null where the log has no end. */
  readonly exitCode: number | null;
  readonly config: { readonly [name: string]: Json };
  readonly summary: { readonly [name: string]: Json };
  /** Each metric with its whole course, by its name. */
  readonly metrics: readonly { readonly name: string; readonly packed: string }[];
  readonly artifacts: readonly WandbArtifact[];
  readonly used: readonly WandbUse[];
}

/** An artifact that a run logged. */
export interface WandbArtifact {
  readonly name: string;
  readonly type: string | null;
  readonly digest: string;
  readonly description: string | null;
  readonly metadata: Json;
  readonly aliases: readonly string[];
  readonly entries: readonly WandbEntry[];
}

/** An artifact that a run read, as it asked for it. */
export interface WandbUse {
  readonly id: string | null;
  readonly name: string | null;
  readonly type: string | null;
}

/** Field numbers of `wandb_internal.Record`. */
const of = { history: 2, summary: 3, config: 5, artifact: 8, run: 17, exit: 18, use: 22 } as const;

/** What the records of a log say of their run; null where none names it. Throws `MalformedProto`. */
export function runRecord(
  records: readonly Uint8Array[],
  decode: (bytes: Uint8Array) => string | null,
): WandbRunRecord | null {
  let run: ProtoMessage | null = null;
  let exitCode: number | null = null;
  const [config, summary] = [new Map<string, Json>(), new Map<string, Json>()];
  const courses = new Map<string, HistoryPoint[]>();
  const artifacts: WandbArtifact[] = [];
  const used: WandbUse[] = [];
  for (const bytes of records) {
    const record = new ProtoMessage(bytes, decode);
    const found = record.message(of.run);
    if (found) {
      run = found;
      takeItems(found.message(4), config);
      takeItems(found.message(5), summary);
    }
    takeItems(record.message(of.config), config);
    takeItems(record.message(of.summary), summary);
    const history = record.message(of.history);
    if (history) addPoints(history, courses);
    const artifact = record.message(of.artifact);
    if (artifact) artifacts.push(artifactOf(artifact));
    const use = record.message(of.use);
    if (use) used.push({ id: use.text(1), type: use.text(2), name: use.text(3) });
    const exit = record.message(of.exit);
    if (exit) exitCode = exit.int(1);
  }
  const id = run?.text(1);
  if (!run || !id) return null;
  return {
    ...runFields(run, id),
    exitCode,
    config: Object.fromEntries(config),
    summary: Object.fromEntries(summary),
    metrics: [...courses]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, points]) => ({ name, packed: packHistory(points) })),
    artifacts,
    used,
  };
}

type RunFields = Omit<WandbRunRecord, 'exitCode' | 'config' | 'summary' | 'metrics' | 'artifacts' | 'used'>;

function runFields(run: ProtoMessage, id: string): RunFields {
  const git = run.message(21);
  const start = run.message(17);
  return {
    id,
    entity: run.text(2),
    project: run.text(3),
    group: run.text(6),
    jobType: run.text(7),
    name: run.text(8),
    notes: run.text(9),
    tags: run.texts(10),
    host: run.text(13),
    repository: git?.text(1) ?? null,
    commit: git?.text(2) ?? null,
    startedAt: start && start.int(1) * 1000 + Math.floor(start.int(2) / 1e6),
  };
}

/** A list of items as `name → value`; a later item of a name takes its place, and one that is removed goes. */
function takeItems(list: ProtoMessage | null, into: Map<string, Json>): void {
  for (const item of list?.messages(1) ?? []) {
    const name = nameOf(item);
    const value = pythonJson(item.text(16) ?? '');
    if (name !== null && value !== undefined && !name.startsWith('_wandb')) into.set(name, value);
  }
  for (const item of list?.messages(2) ?? []) {
    const name = nameOf(item);
    if (name !== null) into.delete(name);
  }
}

/** A key, or the steps of a nested one with dots between them. */
function nameOf(item: ProtoMessage): string | null {
  const nested = item.texts(2);
  return nested.length > 0 ? nested.join('.') : item.text(1);
}

/** What W&B adds to each step itself. */
const ownItems = new Set(['_step', '_runtime', '_timestamp']);

function addPoints(history: ProtoMessage, courses: Map<string, HistoryPoint[]>): void {
  const values = new Map<string, number>();
  for (const item of history.messages(1)) {
    const name = nameOf(item);
    const value = numberOf(pythonJson(item.text(16) ?? ''));
    if (name !== null && value !== null) values.set(name, value);
  }
  const step = values.get('_step') ?? (history.has(2) ? (history.message(2)?.int(1) ?? 0) : null);
  const seconds = values.get('_timestamp');
  const timeMs = seconds === undefined || !Number.isFinite(seconds) ? null : Math.round(seconds * 1000);
  for (const [name, value] of values) {
    if (ownItems.has(name)) continue;
    const course = courses.get(name);
    const point = [step, timeMs, value] as const;
    if (course) course.push(point);
    else courses.set(name, [point]);
  }
}

/** A number, or `NaN` and the infinities, which JSON has as text; null for anything else. */
export function numberOf(value: Json | undefined): number | null {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && /^(?:NaN|-?Infinity)$/.test(value) ? Number(value) : null;
}

function artifactOf(artifact: ProtoMessage): WandbArtifact {
  const manifest = artifact.message(12);
  return {
    type: artifact.text(4),
    name: artifact.text(5) ?? '',
    digest: artifact.text(6) ?? '',
    description: artifact.text(7),
    metadata: pythonJson(artifact.text(8) ?? '') ?? null,
    aliases: artifact.texts(11),
    entries: (manifest?.messages(4) ?? []).map((entry) => ({
      path: entry.text(1) ?? '',
      digest: entry.text(2) ?? '',
      reference: entry.text(3),
      size: entry.has(4) ? entry.int(4) : null,
    })),
  };
}
