import type { Json } from '../../lib/json';
import { jsonOf } from '../dvc/lockedStages';
import { numbersIn } from '../dvc/lockRecord';
import { readYamlValues } from '../dvc/readYamlValues';
import { isMap } from '../dvc/template';
import { WholeFloat, type YamlMap, type YamlValue } from '../dvc/yamlValues';
import type { Revisions } from './revisionPlace';

/** What a file of parameters or of metrics says, its keys joined by dots. */
export interface TrackedValues {
  readonly parameters: readonly (readonly [name: string, value: Json])[];
  readonly metrics: readonly (readonly [name: string, value: number])[];
}

/** A file of parameters or metrics at a commit. */
export interface ValueFile {
  readonly role: 'parameters' | 'metrics';
  readonly id: string;
  /** As the repository of DVC that it lies in has it. */
  readonly shownPath: string;
  /** The id of the tree in which DVCLive keeps the courses of its metrics; null where there is none. */
  readonly live: string | null;
}

/** All parameters and metrics of a commit, by name. */
export interface NamedValues {
  readonly parameters: Readonly<Record<string, Json>>;
  readonly metrics: Readonly<Record<string, number>>;
}

const nothing: TrackedValues = { parameters: [], metrics: [] };
/** Further values of one file are left out. */
const mostValues = 2000;
const longestText = 4 * 1024 * 1024;

/** The files of parameters and of metrics of a history; each content is read once. */
export class ValueFiles {
  private readonly revisions: Revisions;
  private readonly known = new Map<string, TrackedValues>();
  /** Files that cannot be read. */
  readonly malformed = new Set<string>();

  constructor(revisions: Revisions) {
    this.revisions = revisions;
  }

  private async read(path: string, id: string): Promise<TrackedValues> {
    const ending = /\.(\w+)$/.exec(path)?.[1]?.toLowerCase() ?? '';
    const key = `${id}.${ending}`;
    const before = this.known.get(key);
    if (before) return before;
    const values = await this.parse(path, ending, id);
    const parsed = values === null ? nothing : said(values);
    this.known.set(key, parsed);
    return parsed;
  }

  /** What all of some files say; names from another file than `params.yaml` have its path before them. */
  async all(files: ReadonlyMap<string, ValueFile>): Promise<NamedValues> {
    const parameters: (readonly [string, Json])[] = [];
    const metrics: (readonly [string, number])[] = [];
    for (const [path, { role, id, shownPath }] of files) {
      const read = await this.read(path, id);
      const prefix = shownPath === 'params.yaml' ? '' : `${shownPath}:`;
      const named = (name: string): string => (name === '' ? shownPath : prefix + name);
      if (role === 'metrics') for (const [name, value] of read.metrics) metrics.push([named(name), value]);
      else for (const [name, value] of read.parameters) parameters.push([named(name), value]);
    }
    return { parameters: Object.fromEntries(parameters), metrics: Object.fromEntries(metrics) };
  }

  private async parse(path: string, ending: string, id: string): Promise<YamlValue> {
    const text = await this.revisions.textOf(id);
    if (text === null || text.length > longestText) return null;
    const values = await valuesOf(text, ending);
    if (values === null && text.trim() !== '') this.malformed.add(path);
    return values;
  }
}

/** A file may be one number alone, which has no name. */
function said(values: YamlValue): TrackedValues {
  const number = values instanceof WholeFloat ? values.value : values;
  if (typeof number === 'number') return { parameters: [['', number]], metrics: [['', number]] };
  if (!isMap(values)) return nothing;
  return {
    parameters: leavesIn(values).slice(0, mostValues),
    metrics: numbersIn(values).slice(0, mostValues),
  };
}

async function valuesOf(text: string, ending: string): Promise<YamlValue> {
  if (ending === 'toml') {
    const read = (await import('../dvc/readTomlValues')).readTomlValues(text);
    return read.ok ? read.value : null;
  }
  if (ending === 'py') return (await import('../dvc/readPythonValues')).readPythonValues(text);
  if (ending === 'json') {
    const read = valueOfJson(text);
    if (read !== undefined) return read;
  }
  const read = readYamlValues(text);
  return read.ok ? read.value : null;
}

/** Undefined where it is no JSON: Python writes NaN into it, which the reader of YAML takes. */
function valueOfJson(text: string): YamlValue | undefined {
  try {
    return mapped(JSON.parse(text) as Json);
  } catch {
    return undefined;
  }
}

function mapped(value: Json): YamlValue {
  if (Array.isArray(value)) return (value as readonly Json[]).map(mapped);
  if (typeof value !== 'object' || value === null) return value;
  return new Map(Object.entries(value).map(([key, each]) => [key, mapped(each)]));
}

function leavesIn(values: YamlMap, prefix = ''): [string, Json][] {
  return [...values].flatMap(([key, value]): [string, Json][] =>
    isMap(value) && value.size > 0
      ? leavesIn(value, `${prefix}${key}.`)
      : [[`${prefix}${key}`, jsonOf(value)]],
  );
}
