import { documentReader, parseDocumentJson } from '../documents/documentReader';
import { datasetFact, StatementDraft, versionFact } from '../documents/statementDraft';
import { Placed } from '../openlineage/place';
import { artifactDigest, type WandbEntry } from './artifact';
import { entryFacts, madeOf, wandbNamespace } from './entryFacts';

/** A manifest names its artifact nowhere: it goes by the digest that W&B gives it, which is computed here. */
export const wandbManifestReader = documentReader({
  records(text, _path, _place, ports) {
    const root = new Placed(parseDocumentJson(text));
    const entries = entriesOf(root.at('contents'));
    return [{ record: { manifest: root.value ?? null, digest: artifactDigest(entries, ports) }, place: '' }];
  },
  say(record, warnings) {
    const root = new Placed(record);
    const digest = root.at('digest').text ?? '';
    const draft = new StatementDraft(null);
    const files = entryFacts(`artifact@${digest}`, entriesOf(root.at('manifest').at('contents')), warnings);
    for (const file of files) draft.dataset(file);
    draft.dataset(
      datasetFact(
        { namespace: wandbNamespace, name: `artifact@${digest}` },
        { version: versionFact(digest), claims: madeOf(files) },
      ),
    );
    return draft.end();
  },
});

function entriesOf(contents: Placed): readonly WandbEntry[] {
  const members = contents.members();
  if (!members) throw contents.refuse('an object is expected');
  return members.map(([path, entry]) => {
    const digest = entry.at('digest').text;
    if (digest === null) throw entry.refuse('an entry has a digest');
    return { path, digest, size: entry.at('size').number, reference: entry.at('ref').text };
  });
}
