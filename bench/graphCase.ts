import { type BuiltSite, serveBuild, visitSite } from './builtPage';
import type { Case } from './case';
import { firstGraph } from './firstGraph';

/** From the choice of a file or folder to its graph on the screen. */
export function graphCase(
  what: string,
  goal: number,
  input: '#choose-files' | '#choose-folder',
  generate: () => string | Promise<string>,
): Case {
  let site: BuiltSite | null = null;
  return {
    name: `${what}, from the choice to the first graph`,
    goal,
    unit: 's',
    peers: [],
    async prepare() {
      site = await serveBuild();
      await generate();
    },
    async ours() {
      if (site === null) throw new Error('The page is not built.');
      const visit = await visitSite(site, true);
      try {
        return await firstGraph(visit, input, await generate());
      } finally {
        await visit.close();
      }
    },
    dispose: () => {
      site?.close();
      return Promise.resolve();
    },
  };
}
