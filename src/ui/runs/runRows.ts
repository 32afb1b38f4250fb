import type { RunView, Workspace } from '../../operations/core/workspace';
import type { RunsSearch } from './runsSearch';

/** Runs as a link asks for them, latest first. A word may be of the job, the id, the code version or the person. */
export function runRows(workspace: Workspace, search: RunsSearch): readonly RunView[] {
  const words = (search.q ?? '').toLowerCase().split(/\s+/).filter(Boolean);
  return [...workspace.runs.values()]
    .filter(({ run, job }) => {
      if (search.state !== undefined && run.state !== search.state) return false;
      const text =
        `${job.namespace} ${job.name} ${run.id} ${run.codeVersion ?? ''} ${run.actor ?? ''}`.toLowerCase();
      return words.every((word) => text.includes(word));
    })
    .sort((a, b) => (a.time < b.time ? 1 : a.time > b.time ? -1 : 0));
}
