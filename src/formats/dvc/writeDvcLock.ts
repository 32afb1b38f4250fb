import { isObject } from '../../lib/jsonObject';
import type { Json } from '../../lib/json';
import { comparePaths } from '../../versioning/tree';
import type { Md5 } from '../../versioning/digest';
import { foldedScalar } from './foldedScalar';
import { pythonText } from './yamlValues';

/** A stage as a `dvc.lock` has it. */
export interface WrittenStage {
  readonly name: string;
  /** One is written as a text, several as a list. */
  readonly commands: readonly string[];
  readonly deps: readonly WrittenPath[];
  readonly outs: readonly WrittenPath[];
  /** By name; those of another file than `params.yaml` have its path and a colon before theirs. */
  readonly parameters: Readonly<Record<string, Json>>;
}

/** A file or folder of a stage, by its path from the stage's folder. */
export interface WrittenPath {
  readonly path: string;
  readonly md5: Md5;
  readonly byteLength: number | null;
  /** Of a folder. */
  readonly fileCount: number | null;
  readonly isExecutable: boolean;
}

/** The text of a `dvc.lock` as DVC 3 writes it, its stages in the order that is given. A parameter that is a whole float comes out as a whole number. */
export function writeDvcLock(stages: readonly WrittenStage[]): string {
  return `schema: '2.0'\nstages:\n${stages.map(stageText).join('')}`;
}

function stageText({ name, commands, deps, outs, parameters }: WrittenStage): string {
  const command =
    commands.length === 1
      ? `    cmd:${foldedScalar(commands[0]!, { column: 8, indent: 6 })}\n`
      : `    cmd:\n${commands.map((each) => `    -${foldedScalar(each, { column: 5, indent: 6 })}\n`).join('')}`;
  return `  ${keyText(name)}:\n${command}${pathsText('deps', deps)}${parametersText(parameters)}${pathsText('outs', outs)}`;
}

function keyText(key: string): string {
  return foldedScalar(key, { column: 0, indent: 0 }).trimStart().replaceAll('\n', ' ');
}

function pathsText(key: string, paths: readonly WrittenPath[]): string {
  if (paths.length === 0) return '';
  const sorted = paths.toSorted((a, b) => comparePaths(a.path, b.path));
  return `    ${key}:\n${sorted.map(pathText).join('')}`;
}

function pathText({ path, md5, byteLength, fileCount, isExecutable }: WrittenPath): string {
  return [
    `    - path:${foldedScalar(path, { column: 11, indent: 8 })}`,
    '      hash: md5',
    `      md5: ${md5}`,
    ...(byteLength === null ? [] : [`      size: ${byteLength}`]),
    ...(fileCount === null ? [] : [`      nfiles: ${fileCount}`]),
    ...(isExecutable ? ['      isexec: true'] : []),
  ]
    .map((line) => `${line}\n`)
    .join('');
}

const usualFile = 'params.yaml';

/** Files in the order of their paths, the usual one first; parameters in the order of their names. */
function parametersText(parameters: Readonly<Record<string, Json>>): string {
  const files = new Map<string, [string, Json][]>();
  for (const [written, value] of Object.entries(parameters)) {
    const colon = written.indexOf(':');
    const [file, name] =
      colon === -1 ? [usualFile, written] : [written.slice(0, colon), written.slice(colon + 1)];
    files.set(file, [...(files.get(file) ?? []), [name, value]]);
  }
  if (files.size === 0) return '';
  const rank = (file: string): number => (file === usualFile ? 0 : 1);
  const sorted = [...files].sort(([a], [b]) => rank(a) - rank(b) || comparePaths(a, b));
  const text = sorted.map(([file, values]) => {
    const inOrder = values.toSorted(([a], [b]) => comparePaths(a, b));
    return `      ${keyText(file)}:\n${membersText(inOrder, 8)}`;
  });
  return `    params:\n${text.join('')}`;
}

function membersText(members: readonly (readonly [string, Json])[], indent: number): string {
  return members
    .map(([key, value]) => {
      const head = `${' '.repeat(indent)}${keyText(key)}:`;
      return `${head}${valueText(value, { column: head.length, indent })}`;
    })
    .join('');
}

/** What stands behind a key or dash, up to the end of its last line. */
function valueText(
  value: Json,
  { column, indent }: { readonly column: number; readonly indent: number },
): string {
  if (Array.isArray(value)) {
    if (value.length === 0) return ' []\n';
    const items = (value as readonly Json[]).map((each) => `${' '.repeat(indent)}-${itemText(each, indent)}`);
    return `\n${items.join('')}`;
  }
  if (isObject(value)) {
    const members = Object.entries(value);
    return members.length === 0 ? ' {}\n' : `\n${membersText(members, indent + 2)}`;
  }
  if (value === null) return '\n';
  return typeof value === 'string'
    ? `${foldedScalar(value, { column, indent: indent + 2 })}\n`
    : ` ${numberText(value as number | boolean)}\n`;
}

/** A list or mapping in a list begins in the line of its dash. */
function itemText(value: Json, indent: number): string {
  const isInner =
    (Array.isArray(value) && value.length > 0) || (isObject(value) && Object.keys(value).length > 0);
  if (!isInner) return value === null ? '\n' : valueText(value, { column: indent + 1, indent });
  const inner = Array.isArray(value)
    ? (value as readonly Json[])
        .map((each) => `${' '.repeat(indent + 2)}-${itemText(each, indent + 2)}`)
        .join('')
    : membersText(Object.entries(value as Readonly<Record<string, Json>>), indent + 2);
  return ` ${inner.slice(indent + 2)}`;
}

function numberText(value: number | boolean): string {
  return typeof value === 'number' ? pythonText(value) : String(value);
}
