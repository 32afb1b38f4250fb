import type { Json } from '../../lib/json';
import { parseMd5, type Md5 } from '../../versioning/digest';
import { isMap } from './template';
import { scalarText, WholeFloat, type YamlMap, type YamlValue } from './yamlValues';

/** One stage of a `dvc.lock`: how it ran last. */
export interface LockedStage {
  readonly name: string;
  readonly command: string | null;
  readonly deps: readonly LockedPath[];
  readonly outs: readonly LockedPath[];
  /** By name; those of another file than `params.yaml` have its path and a colon before theirs. */
  readonly parameters: Readonly<Record<string, Json>>;
  /** All of it, as JSON. */
  readonly entry: Json;
}

/** A file or folder as it was when a stage ran. */
export interface LockedPath {
  readonly path: string;
  readonly md5: Md5 | null;
  /** Whether the MD5 is of the bytes as they are: before DVC 3, that of text was of its lines without CR. */
  readonly isOfBytes: boolean;
  readonly byteLength: number | null;
  /** Of a folder. */
  readonly fileCount: number | null;
  readonly isExecutable: boolean;
  /** The cloud's tag, where there is no MD5. */
  readonly etag: string | null;
  /** The files of a folder that a cloud keeps the versions of; null where it is told by its MD5. */
  readonly files: readonly { readonly path: string; readonly md5: Md5 }[] | null;
}

/** The stages of a `dvc.lock`, of schema 2.0 or of the one before, which had none. */
export function lockedStagesOf(root: YamlMap): readonly LockedStage[] {
  const stages = root.has('schema') || isMap(root.get('stages')) ? root.get('stages') : root;
  return [...(isMap(stages) ? stages : [])].flatMap(([name, stage]) =>
    isMap(stage)
      ? {
          name,
          command: commandOf(stage.get('cmd')),
          deps: pathsOf(stage.get('deps')),
          outs: pathsOf(stage.get('outs')),
          parameters: parametersOf(stage.get('params')),
          entry: jsonOf(stage),
        }
      : [],
  );
}

function commandOf(value: YamlValue | undefined): string | null {
  if (Array.isArray(value))
    return (value as readonly YamlValue[]).map((each) => scalarText(each) ?? '').join('\n');
  return typeof value === 'string' ? value : null;
}

function pathsOf(value: YamlValue | undefined): LockedPath[] {
  if (!Array.isArray(value)) return [];
  return (value as readonly YamlValue[]).flatMap((each) => {
    const path = isMap(each) ? scalarText(each.get('path')) : null;
    if (!isMap(each) || path === null) return [];
    const etag = each.get('etag') ?? each.get('checksum');
    return {
      path,
      md5: md5Of(each.get('md5')),
      isOfBytes: each.get('hash') === 'md5',
      byteLength: countOf(each.get('size')),
      fileCount: countOf(each.get('nfiles')),
      isExecutable: each.get('isexec') === true,
      etag: typeof etag === 'string' ? etag : null,
      files: filesOf(each.get('files')),
    };
  });
}

function countOf(value: YamlValue | undefined): number | null {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : null;
}

function filesOf(value: YamlValue | undefined): LockedPath['files'] {
  if (!Array.isArray(value)) return null;
  return (value as readonly YamlValue[]).flatMap((each) => {
    const path = isMap(each) ? scalarText(each.get('relpath')) : null;
    const md5 = isMap(each) ? md5Of(each.get('md5')) : null;
    return path === null || md5 === null ? [] : { path, md5 };
  });
}

function md5Of(value: YamlValue | undefined): Md5 | null {
  const parsed = typeof value === 'string' ? parseMd5(value) : null;
  return parsed?.ok ? parsed.value : null;
}

function parametersOf(value: YamlValue | undefined): Record<string, Json> {
  const found: [string, Json][] = [];
  for (const [file, parameters] of isMap(value) ? value : []) {
    if (!isMap(parameters)) continue;
    for (const [name, each] of parameters)
      found.push([file === 'params.yaml' ? name : `${file}:${name}`, jsonOf(each)]);
  }
  return Object.fromEntries(found);
}

/** As JSON; NaN and infinities, which that lacks, as text. */
export function jsonOf(value: YamlValue): Json {
  if (value instanceof WholeFloat) return value.value;
  if (typeof value === 'number' && !Number.isFinite(value)) return String(value);
  if (isMap(value)) return Object.fromEntries([...value].map(([key, each]) => [key, jsonOf(each)]));
  return Array.isArray(value) ? (value as readonly YamlValue[]).map(jsonOf) : (value as Json);
}
