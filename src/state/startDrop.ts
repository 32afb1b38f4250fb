import { heavyFolders } from '../operations/taking/heavyFolders';
import { newId } from '../workers/newId';
import type { LeaveOutWay } from './activities';
import { startActivity } from './activityWriter';
import type { DropParts } from './dropParts';
import { type DropUnit, unexpected } from './dropUnit';
import type { DroppedItem } from './services';

type DroppedFolder = Extract<DroppedItem, { kind: 'directory' }>;

/**
 * Takes everything that was dropped, a unit each (I4). The activity is there at once; what takes files loads with the first
 * drop.
 */
export function startDrop(items: readonly DroppedItem[], parts: () => Promise<DropParts>): void {
  const units = items.map((item, index): DropUnit => ({
    id: String(index),
    path: item.kind === 'file' ? item.path : item.name,
    // A folder is measured later: the browser would look at each of its files first.
    byteLength: item.kind === 'file' ? item.file.size : 0,
    item,
    badEvents: 'refuse',
    ...(item.kind === 'directory' && { leaveOut: leaveOutWay(item, parts) }),
  }));
  const activity = startActivity(newId(), titleOf(units), units);
  void import('./dropFiles').then(
    ({ takeUnits }) => takeUnits(units, activity, parts()),
    (error: unknown) => {
      for (const { id, path } of units) {
        activity.update(id, { kind: 'failed', failure: unexpected(path, error) });
      }
      activity.finish();
    },
  );
}

/** The way to drop a folder once more, without some of its files. */
function leaveOutWay(folder: DroppedFolder, parts: () => Promise<DropParts>): LeaveOutWay {
  return {
    suggestions: () => heavyFolders(folder.files.map(({ path, file }) => ({ path, byteLength: file.size }))),
    take: (patterns) => startDrop([{ ...folder, leaveOut: patterns }], parts),
  };
}

function titleOf(units: readonly DropUnit[]): string {
  const [only] = units;
  if (units.length === 1 && only) return only.path;
  const folders = units.filter(({ item }) => item.kind === 'directory').length;
  const files = units.length - folders;
  const counted = [files > 0 && count(files, 'file'), folders > 0 && count(folders, 'folder')];
  return counted.filter((part) => part !== false).join(' and ');
}

function count(amount: number, noun: string): string {
  return `${amount.toLocaleString('en-US')} ${noun}${amount === 1 ? '' : 's'}`;
}
