import type { Reference } from '../../lineage/reference';
import { addressReference } from '../documents/addressReference';
import { folderOf, type LineagePlace } from '../lineagePlace';

/** The namespace of what a hub names. */
export const hubNamespace = 'huggingface';

/** A model by its id, a dataset by its id behind `datasets/`, as their addresses have them. */
export function hubReference(kind: 'model' | 'dataset', id: string): Reference {
  const [, address] =
    /^https?:\/\/(?:huggingface\.co|hf\.co)\/(?:datasets\/)?([^/]+\/[^/?#]+)/.exec(id) ?? [];
  if (address === undefined && /^[a-z][a-z+.-]*:\/\//i.test(id)) return addressReference(id, hubNamespace);
  const own = address ?? id;
  return {
    namespace: hubNamespace,
    name: kind === 'dataset' ? `datasets/${own.replace(/^datasets\//, '')}` : own,
  };
}

/** A repository in the cache of a hub: what kind, its id, and what of it a path leads to. */
export interface CachePath {
  readonly kind: 'model' | 'dataset';
  readonly id: string;
  readonly rest: string;
}

/** `models--org--name/refs/main` is the reference `main` of the model `org/name`. */
export function cachePath(path: string): CachePath | null {
  const [, kind, id, rest] = /(?:^|\/)(models|datasets|spaces)--([^/]+)\/(.+)$/.exec(path) ?? [];
  if (kind === undefined || id === undefined || rest === undefined) return null;
  return { kind: kind === 'datasets' ? 'dataset' : 'model', id: id.replaceAll('--', '/'), rest };
}

/** The last folder that a file of a place lies in, as people see it; null where none is known. */
export function lastFolder(path: string, place: LineagePlace): string | null {
  const folder = folderOf(place.shownName(path));
  return folder === '' ? (place.title ?? null) : folder.slice(folder.lastIndexOf('/') + 1);
}
