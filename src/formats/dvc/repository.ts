import type { LineageFault } from '../../lineage/facts';
import { ok, type Result } from '../../lib/result';
import { folderOf, type LineagePlace, resolvePath } from '../lineagePlace';
import { pathInRepository, rootFinder } from '../repositoryRoot';
import { joined } from './dvcFileStatement';
import { isMap, mergedMaps } from './template';
import { type DvcStages, stagesOf } from './stageList';
import { asVariables, scalarText, type YamlMap, type YamlValue } from './yamlValues';

/** A `dvc.yaml` that was read. */
export interface DvcYaml extends DvcStages {
  /** What its artifacts are said to be, by path in the repository. */
  readonly types: ReadonlyMap<string, string>;
  /** Files of variables that could not be read, by path. */
  readonly missing: readonly string[];
  /** The files that `metrics`, `params` and `vars` of the whole file name, relative to it. */
  readonly metricFiles: readonly string[];
  readonly parameterFiles: readonly string[];
}

const noYaml: DvcYaml = {
  stages: [],
  unresolved: [],
  types: new Map(),
  missing: [],
  metricFiles: [],
  parameterFiles: [],
};

/** What a repository of DVC has in its folder; one without settings of DVC is that of Git. */
export const dvcRootMarks = ['.dvc/config', '.dvc/.gitignore', '.git/HEAD', '.git'];

/** The repositories of a place, each file of which is read once. */
export class DvcRepositories {
  readonly rootOf: (path: string) => Promise<string>;
  private readonly place: LineagePlace;
  private readonly yamls = new Map<string, Promise<Result<DvcYaml, LineageFault>>>();
  private outs: Promise<readonly string[]> | null = null;

  constructor(place: LineagePlace) {
    this.place = place;
    this.rootOf = rootFinder(place, dvcRootMarks);
  }

  /** A `dvc.yaml` by its path in the place; empty where there is none. */
  yaml(path: string): Promise<Result<DvcYaml, LineageFault>> {
    const known = this.yamls.get(path);
    if (known) return known;
    const read = this.readYaml(path);
    this.yamls.set(path, read);
    return read;
  }

  /** Every path that a stage of the place writes, with the place's own paths, ascending. */
  allOuts(): Promise<readonly string[]> {
    this.outs ??= this.readOuts();
    return this.outs;
  }

  /** The values of a file of YAML, JSON, TOML or Python; null where there is none. */
  async values(path: string): Promise<Result<YamlValue, LineageFault> | null> {
    const text = await this.place.readText(path);
    if (!text?.ok) return text;
    if (/\.toml$/i.test(path)) return (await import('./readTomlValues')).readTomlValues(text.value);
    if (/\.py$/i.test(path)) return ok((await import('./readPythonValues')).readPythonValues(text.value));
    const { readYamlValues } = await import('./readYamlValues');
    return readYamlValues(text.value);
  }

  private async readYaml(path: string): Promise<Result<DvcYaml, LineageFault>> {
    const read = await this.values(path);
    if (!read?.ok) return read ?? ok(noYaml);
    if (!isMap(read.value)) return ok(noYaml);
    const root = read.value;
    const { variables, missing } = await this.variablesOf(folderOf(path), root);
    const base = pathInRepository(await this.rootOf(path), folderOf(path) === '' ? '' : `${folderOf(path)}/`);
    const types = new Map<string, string>();
    const artifacts = root.get('artifacts');
    for (const artifact of isMap(artifacts) ? artifacts.values() : []) {
      const [of, type] = isMap(artifact) ? [artifact.get('path'), artifact.get('type')] : [];
      if (typeof of === 'string' && typeof type === 'string') types.set(joined(base, of), type);
    }
    return ok({
      ...stagesOf(root, variables),
      types,
      missing,
      metricFiles: textsOf(root.get('metrics')),
      parameterFiles: [...textsOf(root.get('params')), ...variableFilesOf(root.get('vars'))],
    });
  }

  /** `params.yaml` beside it, then what `vars` lists, in order: files, parts of files, and values of its own. */
  private async variablesOf(
    folder: string,
    root: YamlMap,
  ): Promise<{ readonly variables: YamlMap; readonly missing: readonly string[] }> {
    const missing: string[] = [];
    const fileOf = async (name: string, isNeeded: boolean): Promise<YamlMap> => {
      const path = resolvePath(joined(folder, name));
      const read = path === null ? null : await this.values(path);
      if (read?.ok && isMap(read.value)) return asVariables(read.value);
      if (isNeeded) missing.push(name);
      return new Map();
    };
    let variables = await fileOf('params.yaml', false);
    const listed = root.get('vars');
    for (const each of Array.isArray(listed) ? (listed as readonly YamlValue[]) : []) {
      if (isMap(each)) variables = mergedMaps(variables, asVariables(each));
      if (typeof each !== 'string') continue;
      const [name = '', keys] = fileAndKeys(each);
      const values = await fileOf(name, true);
      const wanted = keys?.split(',');
      const part = wanted ? new Map([...values].filter(([key]) => wanted.includes(key))) : values;
      variables = mergedMaps(variables, part);
    }
    return { variables, missing };
  }

  private async readOuts(): Promise<readonly string[]> {
    const outs: string[] = [];
    for (const path of this.place.list('')) {
      const folder = folderOf(path);
      if (/(?:^|\/)dvc\.yaml$/.test(path)) {
        const read = await this.yaml(path);
        for (const { workingFolder, outs: own } of read.ok ? read.value.stages : [])
          for (const out of own) outs.push(joined(joined(folder, workingFolder ?? ''), out.path));
      } else if (/[^/]\.dvc$/.test(path)) {
        const read = await this.values(path);
        const root = read?.ok && isMap(read.value) ? read.value : new Map<string, YamlValue>();
        const list = root.get('outs');
        const paths = Array.isArray(list)
          ? (list as readonly YamlValue[]).flatMap((out) =>
              isMap(out) ? (scalarText(out.get('path')) ?? []) : [],
            )
          : [];
        for (const out of paths) outs.push(joined(joined(folder, scalarText(root.get('wdir')) ?? ''), out));
      }
    }
    return outs.sort();
  }
}

/** What `vars` names: a file, or parts of one as `file:key,key`. */
function fileAndKeys(written: string): readonly string[] {
  return written.split(/:(?=[^/\\]*$)/);
}

/** DVC takes what templates have from these for parameters. */
function variableFilesOf(listed: YamlValue | undefined): readonly string[] {
  const list = Array.isArray(listed) ? (listed as readonly YamlValue[]) : [];
  return list.flatMap((each) => (typeof each === 'string' ? (fileAndKeys(each)[0] ?? []) : []));
}

function textsOf(value: YamlValue | undefined): readonly string[] {
  const list = Array.isArray(value) ? (value as readonly YamlValue[]) : [];
  return list.flatMap((each) => scalarText(each) ?? (isMap(each) ? [...each.keys()] : []));
}
