import { isMap, mergedMaps, resolveCommand, resolveValue, Unresolved } from './template';
import { asVariables, pythonText, type YamlMap, type YamlValue } from './yamlValues';

/** A stage of a `dvc.yaml`, with every template filled in. */
export interface DvcStage {
  /** With `@` and the key, of a stage that stands for several. */
  readonly name: string;
  readonly command: string | null;
  readonly workingFolder: string | null;
  readonly description: string | null;
  readonly deps: readonly string[];
  readonly outs: readonly DvcStageOut[];
  /** Files of parameters other than `params.yaml`, as the stage names them. */
  readonly parameterFiles: readonly string[];
}

/** An output, and what DVC takes it for. */
export interface DvcStageOut {
  readonly path: string;
  readonly role: 'out' | 'metric' | 'plot';
  /** As it is annotated, such as `model`. */
  readonly type: string | null;
  /** Where DVC does not push it. */
  readonly isNotPushed?: true;
  /** The remote that it names itself. */
  readonly remote?: string;
}

/** What the stages of a file are. */
export interface DvcStages {
  readonly stages: readonly DvcStage[];
  /** Stages of which a template could not be filled in, with the reason. */
  readonly unresolved: readonly { readonly name: string; readonly message: string }[];
}

/** The stages of a `dvc.yaml`; `variables` are those of the whole file. A stage that stands for several becomes each of them. */
export function stagesOf(root: YamlMap, variables: YamlMap): DvcStages {
  const stages: DvcStage[] = [];
  const unresolved: { name: string; message: string }[] = [];
  const all = root.get('stages');
  for (const [name, definition] of isMap(all) ? all : []) {
    if (!isMap(definition)) continue;
    try {
      const own = expanded(name, definition, variables);
      if (stages.length + own.length > mostStages)
        throw new Unresolved(`the file stands for more than ${mostStages} stages`);
      for (const each of own) stages.push(stageOf(each));
    } catch (error) {
      if (!(error instanceof Unresolved)) throw error;
      unresolved.push({ name, message: error.message });
    }
  }
  return { stages, unresolved };
}

interface Expanded {
  readonly name: string;
  readonly definition: YamlMap;
  readonly context: YamlMap;
}

/** More are not made of one file. */
const mostStages = 10_000;

function expanded(name: string, definition: YamlMap, variables: YamlMap): Expanded[] {
  const own = withOwn(definition, variables);
  const foreach = definition.get('foreach');
  const body = definition.get('do');
  if (foreach !== undefined && isMap(body)) {
    const items = resolveValue(foreach, own);
    const all = itemsOf(items);
    if (all.length > mostStages) throw new Unresolved(`it stands for more than ${mostStages} stages`);
    return all.map(([key, item]) => {
      const context = mergedWith(own, isMap(items) ? { key, item } : { item });
      return { name: `${name}@${key}`, definition: body, context: withOwn(body, context) };
    });
  }
  const matrix = definition.get('matrix');
  if (!isMap(matrix)) return [{ name, definition, context: own }];
  return combinations(resolveValue(matrix, own)).map(({ key, item }) => ({
    name: `${name}@${key}`,
    definition,
    context: mergedWith(own, { key, item }),
  }));
}

/** The variables of a stage itself. Files among them are read with the file's. */
function withOwn(definition: YamlMap, variables: YamlMap): YamlMap {
  const own = definition.get('vars');
  return (Array.isArray(own) ? (own as readonly YamlValue[]) : [])
    .filter(isMap)
    .reduce((merged, each) => mergedMaps(merged, asVariables(each)), variables);
}

/** `item` and `key` hide variables that are called so. */
function mergedWith(variables: YamlMap, more: Readonly<Record<string, YamlValue>>): YamlMap {
  return new Map([...variables, ...Object.entries(more)]);
}

/** By key; a list of plain values has these for keys, any other list its indices. */
function itemsOf(items: YamlValue): readonly (readonly [string, YamlValue])[] {
  if (isMap(items)) return [...items];
  if (!Array.isArray(items)) throw new Unresolved('foreach is over a list or a mapping');
  const list = items as readonly YamlValue[];
  const isPlain = list.every((each) => !isMap(each) && !Array.isArray(each));
  return list.map((each, index) => [isPlain ? keyOf(each) : String(index), each]);
}

function keyOf(value: YamlValue): string {
  return typeof value === 'boolean' ? String(value) : pythonText(value);
}

function combinations(matrix: YamlValue): readonly { readonly key: string; readonly item: YamlMap }[] {
  let all: { key: string; item: YamlMap }[] = [{ key: '', item: new Map() }];
  for (const [name, values] of isMap(matrix) ? matrix : []) {
    if (!Array.isArray(values)) throw new Unresolved('a matrix is of lists');
    const list = values as readonly YamlValue[];
    if (all.length * list.length > mostStages)
      throw new Unresolved(`it stands for more than ${mostStages} stages`);
    all = all.flatMap(({ key, item }) =>
      list.map((value, index) => {
        const own = isMap(value) || Array.isArray(value) ? `${name}${index}` : keyOf(value);
        return { key: key === '' ? own : `${key}-${own}`, item: new Map([...item, [name, value]]) };
      }),
    );
  }
  return all;
}

function stageOf({ name, definition, context }: Expanded): DvcStage {
  const text = (key: string): string | null => {
    const value = resolveValue(definition.get(key) ?? null, context);
    return value === null || isMap(value) || Array.isArray(value) ? null : keyOf(value);
  };
  const outs = (key: string, role: DvcStageOut['role']): DvcStageOut[] =>
    namedList(definition.get(key), context).map(([path, details]) => {
      const [type, remote] = [details?.get('type'), details?.get('remote')];
      const isNotPushed =
        key.endsWith('_no_cache') || details?.get('cache') === false || details?.get('push') === false;
      return {
        path,
        role,
        type: typeof type === 'string' ? type : null,
        ...(isNotPushed && { isNotPushed }),
        ...(typeof remote === 'string' && { remote }),
      };
    });
  return {
    name,
    command: commandOf(definition.get('cmd') ?? null, context),
    workingFolder: text('wdir'),
    description: text('desc'),
    deps: namedList(definition.get('deps'), context).map(([path]) => path),
    outs: [
      ...['outs', 'outs_no_cache', 'outs_persist', 'outs_persist_no_cache'].flatMap((key) =>
        outs(key, 'out'),
      ),
      ...['metrics', 'metrics_no_cache'].flatMap((key) => outs(key, 'metric')),
      ...['plots', 'plots_no_cache'].flatMap((key) => outs(key, 'plot')),
    ],
    parameterFiles: filesOf(definition.get('params'), context),
  };
}

/** `params` lists names, and mappings of a file to its names. */
function filesOf(params: YamlValue | undefined, context: YamlMap): string[] {
  const list = resolveValue(params ?? null, context);
  return Array.isArray(list)
    ? (list as readonly YamlValue[]).flatMap((each) => (isMap(each) ? [...each.keys()] : []))
    : [];
}

function commandOf(value: YamlValue, context: YamlMap): string | null {
  if (Array.isArray(value))
    return (value as readonly YamlValue[]).map((each) => commandOf(each, context) ?? '').join('\n');
  return typeof value === 'string' ? resolveCommand(value, context) : null;
}

/** The items of a list: a path, or a mapping of one path to what is said of it. */
function namedList(
  value: YamlValue | undefined,
  context: YamlMap,
): readonly (readonly [string, YamlMap | null])[] {
  const list = resolveValue(value ?? null, context);
  if (!Array.isArray(list)) return [];
  return (list as readonly YamlValue[]).flatMap((each): (readonly [string, YamlMap | null])[] => {
    if (isMap(each)) return [...each].map(([path, details]) => [path, isMap(details) ? details : null]);
    return each === null || Array.isArray(each) ? [] : [[keyOf(each), null]];
  });
}
