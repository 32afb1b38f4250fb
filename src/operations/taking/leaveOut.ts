import type { Result } from '../../lib/result';
import type { LeftOut } from '../../versioning/records';
import { readLive } from '../core/liveTransaction';
import { findNamed, versionsOf } from '../core/names';
import type { OperationPorts } from '../core/ports';
import type { StoreFailure } from '../core/store';
import { fileNamespace } from './snapshotUnit';

/** The patterns by which the latest version of a dropped folder leaves files out; none for a new one. */
export function patternsBefore(
  ports: OperationPorts,
  folder: string,
): Promise<Result<readonly string[], StoreFailure>> {
  return readLive(ports.store, async (live) => {
    const artifact = await findNamed(live, fileNamespace, folder);
    const latest = artifact && (await versionsOf(live, artifact)).latest;
    if (!latest || latest.digest === null) return [];
    return (await live.get('manifests', latest.digest))?.leftOut?.patterns ?? [];
  });
}

/** The patterns of a text, one a line, without blank lines and comments. */
export function patternsOf(text: string): readonly string[] {
  return text
    .split(/\r\n|\r|\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));
}

/** How many names are said. */
const mostNamed = 3;

/** `left out: node_modules/, b.tmp and 3 more`. */
export function leftOutWords(leftOut: LeftOut): string {
  const { patterns, names } = leftOut;
  if (names.length === 0) return `nothing to leave out by ${patterns.join(', ')}`;
  return `left out: ${leftOutNames(leftOut)}`;
}

/** The first names that were left out, and how many more there are: `node_modules/, b.tmp and 3 more`. */
export function leftOutNames({ names }: LeftOut): string {
  if (names.length === 0) return 'nothing';
  const more = names.length - mostNamed;
  const said = names.slice(0, mostNamed).join(', ');
  return `${said}${more > 0 ? ` and ${more.toLocaleString('en-US')} more` : ''}`;
}
