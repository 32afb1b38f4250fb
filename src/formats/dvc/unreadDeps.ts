import { type LineagePlace, resolvePath } from '../lineagePlace';
import { joined } from './dvcFileStatement';
import type { DvcStage } from './stageList';

/** Code of which what it reads can be looked for in its text. */
const code = /\.(?:py|r|jl|sh|bash|js|mjs|ts|sql|ipynb|pl|rb|scala)$/i;
const mostCodeBytes = 512 * 1024;

/**
 * Dependencies that neither the command of a stage nor the code that it runs names: by path, by the last part of it, or by a folder that it lies in.
 * None where nothing of the code is there: then what it reads is not known.
 */
export async function unreadDeps(
  place: LineagePlace,
  folder: string,
  { command, deps }: DvcStage,
): Promise<readonly string[]> {
  if (command === null) return [];
  const texts: string[] = [];
  for (const dep of deps.filter((path) => code.test(path))) {
    const path = resolvePath(joined(folder, dep));
    const source = path === null ? null : await place.open(path);
    const text = source && source.byteLength <= mostCodeBytes ? await place.readText(path!) : null;
    if (text?.ok) texts.push(text.value);
  }
  if (texts.length === 0) return [];
  const all = [command, ...texts].join('\n');
  return deps.filter((dep) => !isNamed(dep, all));
}

function isNamed(dep: string, text: string): boolean {
  const parts = dep.split('/').filter((part) => part !== '' && part !== '.' && part !== '..');
  const last = parts.at(-1) ?? dep;
  if (text.includes(last)) return true;
  // A module is imported by its name, and a folder is read whole.
  if (code.test(last) && text.includes(last.replace(code, ''))) return true;
  return parts.slice(0, -1).some((_, index) => text.includes(parts.slice(0, index + 1).join('/')));
}
