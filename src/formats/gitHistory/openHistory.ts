import type { GitFolder } from '../git/gitFolder';
import { GitObjects } from '../git/gitObjects';
import { GitTrees } from '../git/gitTrees';
import { readConfig } from '../git/readConfig';
import type { ReaderPorts } from '../lineageFormat';
import { CommitStates } from './commitStates';
import { LargeFiles } from './largeFiles';
import { LiveHistories } from './liveHistories';
import { Revisions } from './revisionPlace';
import { TrackedTrees } from './trackedTrees';
import { ValueFiles } from './trackedValues';

/** What the commits of one repository are read with. */
export interface OpenedHistory {
  readonly objects: GitObjects;
  readonly states: CommitStates;
  readonly values: ValueFiles;
  readonly live: LiveHistories;
}

/** Opens the history of a repository; `common` is what its work trees share. */
export async function openHistory(common: GitFolder, ports: ReaderPorts): Promise<OpenedHistory> {
  const { algorithm } = await readConfig(common);
  const objects = new GitObjects(common, algorithm === 'SHA-1' ? 20 : 32);
  const trees = new GitTrees(objects, ports.text);
  const revisions = new Revisions(objects, trees, ports.text);
  const large = new LargeFiles(revisions);
  const live = new LiveHistories(revisions, trees);
  return {
    objects,
    states: new CommitStates(new TrackedTrees(trees, large), live, large, revisions, ports),
    values: new ValueFiles(revisions),
    live,
  };
}
