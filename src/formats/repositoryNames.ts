import type { Json, JsonObject } from '../lib/json';
import type { TextCodec } from '../lib/ports';
import type { DatasetFact, JobFact, LineageStatement, LinkFact, RunFact } from '../lineage/facts';
import type { Reference, RunReference } from '../lineage/records';
import { firstCommit } from './git/firstCommit';
import { readRemote } from './git/readRemote';
import { ownRepository } from './gitHistory/repositoryOfPlace';
import type { LineageReader, ReaderPorts } from './lineageFormat';
import type { LineagePlace } from './lineagePlace';
import { rootFinder } from './repositoryRoot';
import { fileNames, repositoryNamespace, toolNamespaces } from './toolNamespaces';

const gitMarks = ['.git/HEAD', '.git'];

/** Where the names of a record hold. */
interface Repository {
  /** What tells it from others: where it is shared, else the commit that it began with, else the folder that was dropped. Null where none is known. */
  readonly identity: string | null;
  /** What stands before its paths where its files are told of as files; null where they are not. */
  readonly folder: string | null;
}

/**
 * A reader whose names are paths in a repository, with the repository told: two of them may have an output at one path. What a record names
 * under the tool's own namespace stands under that of its repository, and goes by the path of its file, too. `marks` are what a repository's folder has,
 * from which the names begin; null for a reader of repositories themselves.
 */
export function ofRepositories(reader: LineageReader, marks: readonly string[] | null): LineageReader {
  return {
    begin(place, ports) {
      const read = reader.begin(place, ports);
      const repositories = PlacedRepositories.of(place, ports);
      const rootOf = marks && rootFinder(place, marks);
      return async (path, file) => {
        const repository = rootOf
          ? await repositories.ofFile(path, await rootOf(path))
          : await repositories.ofHead(path);
        return read(path, {
          ...file,
          add: ({ statement, record, place: at }) =>
            file.add({
              statement: within(statement, repository),
              record: isPlain(repository)
                ? record
                : { ...(record as JsonObject), repository: repository as unknown as Json },
              place: at,
            }),
        });
      };
    },
    readKept(record) {
      const { repository, ...own } = record as JsonObject;
      const statement = reader.readKept(own);
      return repository === undefined ? statement : within(statement, repository as unknown as Repository);
    },
  };
}

function isPlain({ identity, folder }: Repository): boolean {
  return identity === null && folder === null;
}

const known = new WeakMap<LineagePlace, PlacedRepositories>();

/** The repositories of a place; each is looked at once, whatever formats it holds. */
class PlacedRepositories {
  private readonly place: LineagePlace;
  private readonly text: TextCodec;
  private readonly gitRootOf: (path: string) => Promise<string>;
  private readonly identities = new Map<string, Promise<string | null>>();

  constructor(place: LineagePlace, text: TextCodec) {
    this.place = place;
    this.text = text;
    this.gitRootOf = rootFinder(place, gitMarks);
  }

  static of(place: LineagePlace, { text }: ReaderPorts): PlacedRepositories {
    const made = known.get(place) ?? new PlacedRepositories(place, text);
    known.set(place, made);
    return made;
  }

  /** Of a file of the work tree whose names begin at `root`. */
  async ofFile(path: string, root: string): Promise<Repository> {
    const gitRoot = await this.gitRootOf(path);
    const folder = this.shownFolder(root);
    const identity = await this.identityAt(gitMarks.map((mark) => inside(gitRoot, mark)));
    return { identity: identity ?? (folder === '' ? null : folder), folder };
  }

  /** Of the repository itself, by its `HEAD` or `.git`; one without a work tree has no files. */
  async ofHead(path: string): Promise<Repository> {
    const root = /^(?:(.*)\/)?\.git(?:\/HEAD)?$/.exec(path);
    const folder = root ? this.shownFolder(root[1] ?? '') : null;
    const identity = await this.identityAt([path]);
    const isWhole = root !== null && !this.hasInner(root[1] ?? '');
    return { identity: identity ?? (folder === '' ? null : folder), folder: isWhole ? folder : null };
  }

  private shownFolder(root: string): string | null {
    const { folderName } = this.place;
    return folderName === undefined ? null : inside(folderName, root);
  }

  /** Whether DVC has a folder of its own further down, from which it names its files then. */
  private hasInner(root: string): boolean {
    return this.place
      .list(root)
      .some((path) => path.endsWith('/.dvc/config') && path !== inside(root, '.dvc/config'));
  }

  private identityAt(marks: readonly string[]): Promise<string | null> {
    const key = marks
      .join('\n')
      .replaceAll(/\.git\/HEAD$/gm, '.git')
      .split('\n')
      .at(-1)!;
    const before = this.identities.get(key);
    if (before) return before;
    const found = this.readIdentity(marks);
    this.identities.set(key, found);
    return found;
  }

  private async readIdentity(marks: readonly string[]): Promise<string | null> {
    for (const mark of marks) {
      const repository = await ownRepository(this.place, mark);
      if (!repository) continue;
      const { git, common } = repository;
      return (await readRemote(common)) ?? (await firstCommit(git, common, this.text))?.slice(0, 12) ?? null;
    }
    return null;
  }
}

function inside(folder: string, name: string): string {
  return [folder, name].filter((part) => part !== '').join('/');
}

function within(statement: LineageStatement, repository: Repository): LineageStatement {
  if (isPlain(repository)) return statement;
  const naming = new Naming(repository);
  return {
    ...statement,
    jobs: statement.jobs.map((job) => naming.job(job)),
    runs: statement.runs.map((run) => naming.run(run)),
    datasets: statement.datasets.map((dataset) => naming.dataset(dataset)),
    links: statement.links.map((link) => naming.link(link)),
    ...(statement.aliases && { aliases: statement.aliases.map((alias) => naming.named(alias)) }),
  };
}

/** Gives each fact of a statement once the names that it has in a repository. */
class Naming {
  private readonly repository: Repository;
  private readonly datasets = new Map<DatasetFact, DatasetFact>();
  private readonly jobs = new Map<JobFact, JobFact>();

  constructor(repository: Repository) {
    this.repository = repository;
  }

  named<T extends { readonly namespace: string }>(fact: T): T {
    const { identity } = this.repository;
    if (identity === null || !toolNamespaces.has(fact.namespace)) return fact;
    return { ...fact, namespace: repositoryNamespace(fact.namespace, identity) };
  }

  job(fact: JobFact): JobFact {
    const before = this.jobs.get(fact);
    if (before) return before;
    const job = this.named(fact);
    this.jobs.set(fact, job);
    return job;
  }

  dataset(fact: DatasetFact): DatasetFact {
    const before = this.datasets.get(fact);
    if (before) return before;
    const others = this.fileNamesOf(fact);
    const named = this.named(fact);
    const dataset = others.length === 0 ? named : { ...named, otherNames: [...fact.otherNames, ...others] };
    this.datasets.set(fact, dataset);
    return dataset;
  }

  link(fact: LinkFact): LinkFact {
    return { ...fact, job: this.job(fact.job), dataset: this.dataset(fact.dataset) };
  }

  run(fact: RunFact): RunFact {
    return {
      ...fact,
      job: fact.job && this.job(fact.job),
      parent: this.runReference(fact.parent),
      root: this.runReference(fact.root),
    };
  }

  private runReference(run: RunReference | null): RunReference | null {
    return run && { ...run, job: run.job && this.named(run.job) };
  }

  private fileNamesOf({ namespace, name }: DatasetFact): readonly Reference[] {
    const { folder } = this.repository;
    return folder === null || !toolNamespaces.has(namespace) ? [] : fileNames(folder, name);
  }
}
