import { folderOf, type LineagePlace } from '../lineagePlace';
import type { WarningTally } from '../warningTally';
import { Meta, readMeta } from './metaYaml';
import type { MetaKind } from './metaKind';
import type { ModelName, Pairs } from './records';

/** Folders from a `meta.yaml` up to the folder of its store. */
const levels: Readonly<Record<MetaKind, number>> = {
  experiment: 2,
  run: 3,
  dataset: 4,
  loggedModel: 4,
  registeredModel: 3,
  modelVersion: 4,
};

/** Small files that are read side by side. */
const filesAtOnce = 64;

/** The file stores of a place: what their files say of each other. */
export class FileStores {
  private readonly place: LineagePlace;
  private readonly metas = new Map<string, Promise<Meta>>();
  private readonly databases = new Map<string, Promise<boolean>>();
  /** Folders of runs and of logged models, by their ids. */
  private folders: ReadonlyMap<string, string> | null = null;

  constructor(place: LineagePlace) {
    this.place = place;
  }

  /** Whether the store of a file lies beside a database: then that is the store, and its folder holds artifacts. */
  isBesideDatabase(path: string, kind: MetaKind): Promise<boolean> {
    let root = path;
    for (let level = 0; level < levels[kind]; level++) root = folderOf(root);
    if (root.endsWith('.trash')) root = folderOf(root);
    const known = this.databases.get(root);
    if (known) return known;
    const beside = root === '' ? Promise.resolve(false) : this.hasDatabase(folderOf(root));
    this.databases.set(root, beside);
    return beside;
  }

  async hasDatabase(folder: string): Promise<boolean> {
    return (await this.place.open(folder === '' ? 'mlflow.db' : `${folder}/mlflow.db`)) !== null;
  }

  /** The name of the experiment in a folder; its id where that is not told. */
  async experimentName(folder: string): Promise<string> {
    return (await this.meta(folder)).text('name') ?? baseName(folder);
  }

  /** A run by its id, where it lies in the place. */
  async run(id: string): Promise<{ readonly id: string; readonly experiment: string } | null> {
    const folder = this.folderOfId(id);
    return folder === null ? null : { id, experiment: await this.experimentName(folderOf(folder)) };
  }

  /** A logged model by its id; its name is null where it is not in the place. */
  async model(id: string): Promise<ModelName> {
    const folder = this.folderOfId(id);
    if (folder === null) return { id, name: null, experiment: null };
    const name = (await this.meta(folder)).text('name');
    return { id, name, experiment: await this.experimentName(folderOf(folderOf(folder))) };
  }

  /** The `meta.yaml` of a folder; without members where it is not there or cannot be read. */
  meta(folder: string): Promise<Meta> {
    const known = this.metas.get(folder);
    if (known) return known;
    const read = this.readMetaOf(folder);
    this.metas.set(folder, read);
    return read;
  }

  /** The `meta.yaml` of each folder in a folder, with the folder's name. */
  async metasIn(folder: string): Promise<readonly (readonly [name: string, meta: Meta])[]> {
    const found: [string, Meta][] = [];
    for (const path of this.place.list(folder)) {
      const inside = path.slice(folder.length + 1).split('/');
      if (inside.length === 2 && inside[1] === 'meta.yaml')
        found.push([inside[0]!, await this.readMetaOf(folderOf(path))]);
    }
    return found;
  }

  /** The texts of the files of a folder, by their paths in it: a key with `/` is a path. */
  async texts(folder: string, warnings: WarningTally): Promise<Pairs> {
    const paths = this.place.list(folder);
    const found: [string, string][] = [];
    for (let start = 0; start < paths.length; start += filesAtOnce) {
      const some = paths.slice(start, start + filesAtOnce);
      const texts = await Promise.all(some.map((path) => this.place.readText(path)));
      for (const [index, text] of texts.entries()) {
        const path = some[index]!;
        if (text?.ok) found.push([path.slice(folder.length + 1), text.value]);
        else warnings.add('a value was left out: its file is no text', path);
      }
    }
    return found;
  }

  private async readMetaOf(folder: string): Promise<Meta> {
    const text = await this.place.readText(`${folder}/meta.yaml`);
    const read = text?.ok ? readMeta(text.value) : null;
    return read?.ok ? read.value : noMeta;
  }

  private folderOfId(id: string): string | null {
    this.folders ??= foldersOfIds(this.place.list(''));
    return this.folders.get(id) ?? null;
  }
}

const noMeta = new Meta(new Map(), new Map());

function foldersOfIds(paths: readonly string[]): ReadonlyMap<string, string> {
  const folders = new Map<string, string>();
  for (const path of paths) {
    if (!path.endsWith('/meta.yaml')) continue;
    const folder = folderOf(path);
    const above = baseName(folderOf(folder));
    const isOther = above === 'datasets' || above === 'inputs' || above === 'outputs';
    if (!isOther) folders.set(baseName(folder), folder);
  }
  return folders;
}

/** The last part of a path. */
export function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
