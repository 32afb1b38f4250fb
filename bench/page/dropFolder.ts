import { createServices } from '../../src/state/createServices';
import { seededRandom } from '../../src/lib/random';
import { dropped } from './dropped';

const fileCount = 1000;

/** Seconds from the drop of a folder of a thousand files of about two kilobytes to its version, in a workspace of its own. */
export async function timeFolder(isKept: boolean): Promise<number> {
  const services = createServices(`bench-folder-${crypto.randomUUID()}`);
  await services.storage.setPolicy({ kind: isKept ? 'always' : 'never' });
  const random = seededRandom(Date.now());
  const files = Array.from({ length: fileCount }, (_, index) => {
    const lines = Array.from({ length: 60 }, () => `const value${random()} = ${random()};`);
    const name = `part${index}.ts`;
    return { path: `src/${name}`, file: new File([lines.join('\n')], name), handle: null };
  });
  const started = performance.now();
  const state = await dropped(services, { kind: 'directory', name: 'project', files, handle: null });
  const seconds = (performance.now() - started) / 1000;
  if ((state as { kind: string }).kind !== 'snapshotted') throw new Error(JSON.stringify(state));
  return seconds;
}
