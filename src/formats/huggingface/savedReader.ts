import type { Json } from '../../lib/json';
import type { ClaimFact } from '../../lineage/claims';
import { documentReader, parseDocumentJson } from '../documents/documentReader';
import { placedName } from '../documents/placedName';
import {
  datasetFact,
  documentationOf,
  StatementDraft,
  tagsOf,
  versionFact,
} from '../documents/statementDraft';
import { folderOf } from '../lineagePlace';
import { Placed } from '../openlineage/place';
import { featureFields } from './features';
import { hubNamespace } from './hubNames';

/** A saved dataset goes by its folder; its fingerprint names the version, and its shards stand in `state.json` beside it. */
export const savedDatasetReader = documentReader({
  async records(text, path, place) {
    const info = parseDocumentJson(text);
    const folder = folderOf(path);
    const state = await place.readText(folder === '' ? 'state.json' : `${folder}/state.json`);
    const beside: Json = state?.ok ? parseDocumentJson(state.value) : null;
    const shards: string[] = [];
    for (const each of new Placed(beside).at('_data_files').items() ?? []) {
      const name = each.at('filename').text;
      const shown = name === null ? null : await placedName(place, path, name);
      if (shown !== null) shards.push(shown);
    }
    const shown = folderOf(place.shownName(path));
    return [
      {
        record: { info, state: beside, shards, folder: shown === '' ? (place.title ?? 'dataset') : shown },
        place: '',
      },
    ];
  },
  say(record) {
    const root = new Placed(record);
    const [info, state] = [root.at('info'), root.at('state')];
    const own = { namespace: hubNamespace, name: root.at('folder').text ?? 'dataset' };
    const draft = new StatementDraft(null);
    const sources = (root.at('shards').items() ?? []).flatMap(({ text }) => {
      if (text === null) return [];
      const shard = { namespace: 'file', name: text };
      draft.dataset(datasetFact(shard));
      return shard;
    });
    const fields = featureFields(info.at('features'));
    const licence = info.at('license').text;
    const split = state.at('_split').text;
    const claims: ClaimFact[] = [
      ...documentationOf(info.at('description').text),
      ...(fields.length > 0 ? [{ about: 'schema', body: { fields } } as const] : []),
      ...tagsOf([
        ...(licence ? [{ key: 'license', value: licence }] : []),
        ...(split === null ? [] : [{ key: 'split', value: split }]),
      ]),
      ...(sources.length > 0 ? [{ about: 'derivation', body: { sources, columns: [] } } as const] : []),
    ];
    draft.dataset(datasetFact(own, { kind: 'dataset', claims }));
    const fingerprint = state.at('_fingerprint').text;
    if (fingerprint !== null) draft.dataset(datasetFact(own, { version: versionFact(fingerprint) }));
    return draft.end();
  },
});
