import { stat } from 'node:fs/promises';
import path from 'node:path';
import { compareManifests, type NodeChange } from '../formats/dbt/compareManifests';
import type { ExitStatus, Flags, Output } from './command';
import { printable } from './output';
import { readText } from './readText';

/** `throughline lineage AFTER --against BEFORE`: what changed between two manifests of dbt, as `state:modified` selects it. */
export async function compareLineage(
  after: string,
  before: string,
  flags: Flags,
  output: Output,
): Promise<ExitStatus> {
  const paths = { before: await manifestAt(before), after: await manifestAt(after) };
  const refuse = (file: string, fault: { readonly place: string; readonly message: string }): ExitStatus => {
    const { place, message } = fault;
    if (flags.has('json')) output.json({ path: file, failure: { kind: 'malformedLineage', message, place } });
    else output.message(printable(`${file}${place === '' ? '' : `: ${place}`}: ${message}`));
    return 2;
  };
  const [old, now] = [await readText(paths.before), await readText(paths.after)];
  if (!old.ok) return refuse(paths.before, old.error);
  if (!now.ok) return refuse(paths.after, now.error);
  const compared = compareManifests(old.value, now.value);
  if (!compared.ok) return refuse(paths[compared.error.side], compared.error);
  if (flags.has('json')) output.json({ ...paths, changes: compared.value });
  else for (const line of describe(compared.value)) output.line(printable(line));
  return 0;
}

/** A folder stands for the manifest in it, or in its `target/`. */
async function manifestAt(given: string): Promise<string> {
  if (!(await isFolder(given))) return given;
  const own = path.join(given, 'manifest.json');
  const built = path.join(given, 'target', 'manifest.json');
  return (await isThere(own)) || !(await isThere(built)) ? own : built;
}

async function isFolder(given: string): Promise<boolean> {
  return (await stat(given).catch(() => null))?.isDirectory() === true;
}

async function isThere(given: string): Promise<boolean> {
  return (await stat(given).catch(() => null)) !== null;
}

function describe(changes: readonly NodeChange[]): readonly string[] {
  const count = (kind: NodeChange['change']): number =>
    changes.filter(({ change }) => change === kind).length;
  return [
    ...changes.map(({ id, change, reasons }) => `${change.padEnd(9)} ${id}  ${reasons.join(', ')}`.trimEnd()),
    `${count('modified')} modified, ${count('new')} new, ${count('removed')} removed`,
  ];
}
