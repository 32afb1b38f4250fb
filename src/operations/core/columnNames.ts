import type { ColumnLink, JobId, Observation } from '../../lineage/records';
import type { ArtifactId, Binding } from '../../versioning/records';
import { PairMap } from './pairMap';

/** Whether a column link of it names what was not there when it was told of. */
export function hasOpenColumns({ columns }: Observation): boolean {
  return columns?.some((link) => link.inputArtifactId === null) === true;
}

/** What the names in column links mean, once all is known. */
export class ColumnNames {
  private readonly byName = new PairMap<ArtifactId>();
  private readonly namesOf = new Map<ArtifactId, { readonly namespace: string; readonly name: string }[]>();
  private readonly inputsOf = new Map<JobId, Set<ArtifactId>>();

  constructor(bindings: readonly Binding[], observations: readonly Observation[]) {
    for (const { namespace, name, artifactId } of bindings) {
      this.byName.set(namespace, name, artifactId);
      const own = this.namesOf.get(artifactId);
      if (own) own.push({ namespace, name });
      else this.namesOf.set(artifactId, [{ namespace, name }]);
    }
    for (const { role, jobId, artifactId } of observations) {
      if (role !== 'input') continue;
      const own = this.inputsOf.get(jobId);
      if (own) own.add(artifactId);
      else this.inputsOf.set(jobId, new Set([artifactId]));
    }
  }

  /**
   * By exact name, by one that differs in a leading slash alone, by the same name where the output has its own name too, else the
   * innermost folder around it that its job reads.
   */
  resolve(link: ColumnLink, jobId: JobId, output: ArtifactId): ColumnLink {
    const { from } = link;
    if (link.inputArtifactId !== null || from === undefined) return link;
    const { namespace, name } = from;
    const other = name.startsWith('/') ? name.slice(1) : `/${name}`;
    const found =
      this.byName.get(namespace, name) ??
      this.byName.get(namespace, other) ??
      this.besideOutput(namespace, name, output) ??
      this.folderAround(namespace, name, jobId);
    return found === undefined ? link : { ...link, inputArtifactId: found };
  }

  /** In a further namespace in which the output goes by the name that it has in this one. */
  private besideOutput(namespace: string, name: string, output: ArtifactId): ArtifactId | undefined {
    for (const own of this.namesOf.get(output) ?? []) {
      if (own.namespace === namespace || this.byName.get(namespace, own.name) !== output) continue;
      const found = this.byName.get(own.namespace, name);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  private folderAround(namespace: string, name: string, jobId: JobId): ArtifactId | undefined {
    let found: ArtifactId | undefined;
    let length = 0;
    for (const id of this.inputsOf.get(jobId) ?? []) {
      for (const folder of this.namesOf.get(id) ?? []) {
        const prefix = folder.name.endsWith('/') ? folder.name : `${folder.name}/`;
        if (folder.namespace !== namespace || !name.startsWith(prefix) || prefix.length <= length) continue;
        found = id;
        length = prefix.length;
      }
    }
    return found;
  }
}
