import type { DatasetFact } from '../../lineage/facts';
import { documentReader, parseDocumentJson } from '../documents/documentReader';
import { datasetFact, StatementDraft, versionFact, versionOfBytes } from '../documents/statementDraft';
import { Fault, Placed } from '../openlineage/place';
import { type CachePath, cachePath, hubReference } from './hubNames';

/** A reference is an alias on the version that its revision is. */
export const hubRefReader = documentReader({
  records(text, path, place) {
    const { kind, id, rest } = repositoryAt(place.shownName(path));
    return [{ record: { kind, id, name: rest.replace(/^refs\//, ''), revision: text.trim() }, place: '' }];
  },
  say(record) {
    const root = new Placed(record);
    const [kind, name, version] = [kindOf(root), root.at('name').text ?? '', root.at('revision').text ?? ''];
    const reference = hubReference(kind, root.at('id').text ?? '');
    const draft = new StatementDraft(null);
    draft.dataset(datasetFact(reference, { kind, version: versionFact(version) }));
    const { namespace, name: dataset } = reference;
    return { ...draft.end(), aliases: [{ name, namespace, dataset, version }] };
  },
});

/** The files of a revision: those in large file storage by their SHA-256. The repository is derived of them. */
export const hubTreeReader = documentReader({
  records(text, path, place) {
    const { kind, id, rest } = repositoryAt(place.shownName(path));
    const revision = /^trees\/([0-9a-f]{40})\.json$/.exec(rest)?.[1];
    if (revision === undefined) throw new Fault('', 'the list of files names no revision');
    const files = new Placed(parseDocumentJson(text)).at('files');
    if (!files.object) throw files.refuse('an object of files is expected');
    return [{ record: { kind, id, revision, files: files.object }, place: '' }];
  },
  say(record, warnings) {
    const root = new Placed(record);
    const kind = kindOf(root);
    const own = hubReference(kind, root.at('id').text ?? '');
    const draft = new StatementDraft(null);
    const files = (root.at('files').members() ?? []).map(([path, file], index): DatasetFact | null => {
      if (index >= mostShownFiles) {
        warnings.add('a file of a large repository is kept, and is no dataset of its own', path);
        return null;
      }
      const sha256 = file.at('lfs_sha256').text;
      const byteLength = file.at('lfs_size').number ?? file.at('size').number;
      const blob = file.at('blob_id').text;
      const version =
        versionOfBytes({ sha256, byteLength }) ??
        (blob === null ? null : versionFact(blob, { content: 'file' }));
      return draft.dataset(
        datasetFact({ namespace: own.namespace, name: `${own.name}/${path}` }, { version }),
      );
    });
    const sources = files.flatMap((file) => (file ? [{ namespace: file.namespace, name: file.name }] : []));
    draft.dataset(
      datasetFact(own, { kind, claims: [{ about: 'derivation', body: { sources, columns: [] } }] }),
    );
    draft.dataset(datasetFact(own, { kind, version: versionFact(root.at('revision').text) }));
    return draft.end();
  },
});

const mostShownFiles = 50;

function repositoryAt(path: string): CachePath {
  const found = cachePath(path);
  if (!found) throw new Fault('', 'it lies in no repository of a cache');
  return found;
}

function kindOf(record: Placed): 'model' | 'dataset' {
  return record.at('kind').text === 'dataset' ? 'dataset' : 'model';
}
