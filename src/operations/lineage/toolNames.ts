import { toolOf } from '../../formats/toolNamespaces';
import type { Job, Reference } from '../../lineage/records';
import type { ArtifactView, Workspace } from '../core/workspace';

/**
 * The same workspace with the names of tools as the tools write them: what stands under a repository goes by the tool's own namespace, as long as
 * that name is one thing. Of two repositories with an output at one path each keeps its own. `names` have both.
 */
export function withToolNames(workspace: Workspace): Workspace {
  const artifacts = new ToolNames([...workspace.artifacts.values()]);
  const jobs = new ToolNames([...workspace.jobs.values()].map(({ job }) => job));
  if (artifacts.isEmpty && jobs.isEmpty) return workspace;
  const jobNamed = (job: Job): Job =>
    toolOf(job.namespace) === null ? job : { ...job, ...jobs.of(job), otherNames: jobs.all(job) };
  return {
    ...workspace,
    artifacts: mappedValues(workspace.artifacts, (view): ArtifactView =>
      view.names.some(({ namespace }) => toolOf(namespace) !== null)
        ? { ...view, ...artifacts.of(view), names: view.names.flatMap((each) => [artifacts.of(each), each]) }
        : view,
    ),
    jobs: mappedValues(workspace.jobs, (view) => ({ ...view, job: jobNamed(view.job) })),
    runs: mappedValues(workspace.runs, (view) => ({
      ...view,
      job: jobNamed(view.job),
      run: view.run.parentJob ? { ...view.run, parentJob: jobs.of(view.run.parentJob) } : view.run,
    })),
  };
}

/** Names of things of one kind that stand under a repository, and how their tools write them. */
class ToolNames {
  /** The namespaces under which a tool's name stands. */
  private readonly namespaces = new Map<string, Set<string>>();

  constructor(
    things: readonly (Reference & {
      readonly names?: readonly Reference[];
      readonly otherNames?: readonly Reference[];
    })[],
  ) {
    for (const thing of things)
      for (const each of [thing, ...(thing.names ?? []), ...(thing.otherNames ?? [])]) this.note(each);
  }

  get isEmpty(): boolean {
    return ![...this.namespaces.values()].some((own) =>
      [...own].some((namespace) => namespace.includes(':')),
    );
  }

  of({ namespace, name }: Reference): Reference {
    const tool = toolOf(namespace);
    const isOne = tool !== null && this.namespaces.get(keyOf(tool, name))?.size === 1;
    return { namespace: isOne ? tool : namespace, name };
  }

  all(job: Job): readonly Reference[] {
    const { namespace, name } = job;
    return [{ namespace, name }, ...(job.otherNames ?? []).flatMap((each) => [this.of(each), each])];
  }

  private note({ namespace, name }: Reference): void {
    const tool = toolOf(namespace);
    if (tool === null) return;
    const key = keyOf(tool, name);
    const known = this.namespaces.get(key);
    if (known) known.add(namespace);
    else this.namespaces.set(key, new Set([namespace]));
  }
}

function keyOf(tool: string, name: string): string {
  return `${tool} ${name}`;
}

function mappedValues<K, V>(map: ReadonlyMap<K, V>, change: (value: V) => V): ReadonlyMap<K, V> {
  return new Map(Array.from(map, ([key, value]) => [key, change(value)]));
}
