import type { DatasetFact, JobFact, LineageStatement, LinkFact, VersionFact } from '../../lineage/facts';
import type { ClaimFact } from '../../lineage/claims';
import type { Reference } from '../../lineage/records';
import { folderOf } from '../lineagePlace';
import type { Md5 } from '../../versioning/digest';
import type { DvcDependency, DvcFile, DvcOut } from './dvcFile';

/** The namespace of what DVC names: stages, and paths in a repository. */
export const dvcNamespace = 'dvc';

/**
 * What a `.dvc` file says: versions of its outs, which its stage is declared to write. The stage has the file's path for a name, as
 * `dvc stage list --all` has it; an import reads what it was imported from. `path` is the file's own in the repository.
 */
export function dvcFileStatement(path: string, file: DvcFile): LineageStatement {
  const base = file.workingFolder === null ? folderOf(path) : joined(folderOf(path), file.workingFolder);
  const job: JobFact = {
    namespace: dvcNamespace,
    name: path,
    description: file.description,
    claims: commandClaims(file.command),
  };
  const outputs = file.outs.map((out) => ({
    ...datasetOf(pathReference(base, out.path), versionOfOut(out)),
    ...bytesClaims(out),
  }));
  const inputs = file.deps.map((dependency) => sourceOf(base, dependency));
  const link = (role: LinkFact['role'], dataset: DatasetFact, requested: string | null): LinkFact => ({
    role,
    job,
    runId: null,
    dataset,
    origin: 'declared',
    purpose: null,
    requested,
  });
  return {
    time: null,
    jobs: [job],
    runs: [],
    datasets: [...inputs, ...outputs],
    links: [
      ...inputs.map((dataset, index) =>
        link('input', dataset, file.deps[index]!.repository?.revision ?? null),
      ),
      ...outputs.map((dataset) => link('output', dataset, null)),
    ],
  };
}

/** What an out or a dependency is at one version; the name of a version is DVC's own: its MD5, else the cloud's tag. */
export function versionOf(
  md5: Md5 | null,
  byteLength: number | null,
  otherName: string | null,
): VersionFact | null {
  const name = md5 ?? otherName;
  if (name === null) return null;
  return {
    name,
    digest: null,
    md5,
    byteLength,
    content: md5?.endsWith('.dir') === true ? 'directory' : 'file',
    format: null,
    createdAt: null,
    own: null,
  };
}

/** What DVC says of a version's bytes beside its digest: how many files a folder has, and whether a file may be run. */
export function bytesClaims({
  md5,
  fileCount,
  isExecutable,
}: Pick<DvcOut, 'md5' | 'fileCount' | 'isExecutable'>): { readonly claims?: readonly ClaimFact[] } {
  if (md5 === null) return {};
  const claims: ClaimFact[] = [
    ...(fileCount === null ? [] : [{ about: 'statistics', body: { fileCount } } as const]),
    ...(isExecutable ? [{ about: 'tags', body: { tags: [{ key: 'isexec' }] } } as const] : []),
  ];
  return claims.length === 0 ? {} : { claims };
}

/** A command as a shell runs it; nothing where there is none. */
export function commandClaims(command: string | null): readonly ClaimFact[] {
  return command === null ? [] : [{ about: 'code', body: { language: 'shell', text: command } }];
}

/** One dataset of DVC's. */
export function datasetOf({ namespace, name }: Reference, version: VersionFact | null): DatasetFact {
  return { namespace, name, kind: null, otherNames: [], version, columnSources: [] };
}

/**
 * The name of a path as DVC writes it, from a folder of the repository: `../src/a.py` of a stage in `reports` is `src/a.py`. An address
 * goes by the naming of OpenLineage where that knows its scheme, an absolute path by the namespace `file`.
 */
export function pathReference(base: string, path: string): Reference {
  const address = /^(s3|gs|hdfs|https?):\/\/([^/]+)\/(.*)$/.exec(path);
  if (address) return { namespace: `${address[1]}://${address[2]}`, name: address[3]! };
  if (/^[\w+.-]+:\/\//.test(path)) return { namespace: dvcNamespace, name: path };
  if (path.startsWith('/')) return { namespace: 'file', name: path };
  return { namespace: dvcNamespace, name: joined(base, path) };
}

function versionOfOut({ md5, byteLength, etag, files }: DvcOut): VersionFact | null {
  const version = versionOf(md5, byteLength, etag);
  return version && files !== null ? { ...version, content: 'directory' } : version;
}

function sourceOf(base: string, dependency: DvcDependency): DatasetFact {
  const { path, md5, etag, repository, database } = dependency;
  if (repository) {
    const revision = repository.lockedRevision ?? repository.revision;
    return datasetOf({ namespace: repository.url, name: path }, versionOf(md5, null, revision));
  }
  if (database) {
    const name = database.table ?? database.query ?? '';
    return datasetOf({ namespace: database.connection ?? 'db', name }, null);
  }
  return datasetOf(pathReference(base, path), versionOf(md5, null, etag));
}

/** A path from a folder of the repository; it may lead out of it, with `..` before it. */
export function joined(base: string, path: string): string {
  const parts: string[] = [];
  for (const part of `${base}/${path}`.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else parts.push(part);
  }
  return parts.join('/');
}
