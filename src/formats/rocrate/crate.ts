import type { DatasetFact } from '../../lineage/facts';
import type { Reference } from '../../lineage/reference';
import { addressReference } from '../documents/addressReference';
import { decodedPath, idsAt, textAt, typesOf } from '../documents/jsonLd';
import { datasetFact } from '../documents/statementDraft';
import { Fault, type Placed } from '../openlineage/place';
import type { WarningTally } from '../warningTally';

/** The namespace of what crates name without an address. */
const crateNamespace = 'ro-crate';

/** A crate with its entities by their ids. Throws a `Fault` where it has no root. */
export class Crate {
  readonly rootId: string;
  /** What tells its names from those of other crates. */
  private readonly key: string;
  private readonly byId = new Map<string, Placed>();
  private readonly files: Placed;

  constructor(record: Placed, warnings: WarningTally) {
    for (const entity of record.at('graph').items() ?? []) {
      const id = entity.at('@id').text;
      if (id === null || !entity.object) warnings.add('an entity without an id was left out', entity.pointer);
      else if (this.byId.has(id)) warnings.add('an entity is told twice: the first holds', entity.pointer);
      else this.byId.set(id, entity);
    }
    this.files = record.at('files');
    const descriptor = this.descriptor();
    const [about] = descriptor ? idsAt(descriptor, 'about') : [];
    const root = about === undefined ? undefined : this.byId.get(about);
    if (about === undefined || !root) throw new Fault('/@graph', 'no entity is the root of the crate');
    this.rootId = about;
    this.key = /^https?:/.test(about) ? about : (textAt(root, 'name') ?? record.at('folder').text ?? 'crate');
  }

  private descriptor(): Placed | undefined {
    const all = [...this.byId.values()];
    return (
      all.find((entity) => /ro-crate-metadata\.json(?:ld)?$/.test(this.idOf(entity) ?? '')) ??
      all.find((entity) => idsAt(entity, 'conformsTo').some((id) => /w3id\.org\/ro\/crate\//.test(id)))
    );
  }

  idOf(entity: Placed): string | null {
    return entity.at('@id').text;
  }

  entity(id: string): Placed | undefined {
    return this.byId.get(id);
  }

  entities(): Iterable<Placed> {
    return this.byId.values();
  }

  /** Files and folders, and the crate itself. */
  dataEntities(): readonly Placed[] {
    return [...this.byId.values()].filter((entity) => {
      const types = typesOf(entity);
      return types.some((type) => type === 'File' || type === 'Dataset' || type === 'MediaObject');
    });
  }

  /** What an id is called: an address by itself, anything else within the crate. */
  reference(id: string): Reference {
    if (/^(?:https?|s3|gs|ftp|hdfs|file):/i.test(id)) return addressReference(id, crateNamespace);
    if (id === this.rootId) return { namespace: crateNamespace, name: this.key };
    if (id.startsWith('/')) return { namespace: 'file', name: decodedPath(id) };
    return { namespace: crateNamespace, name: `${this.key}/${decodedPath(id)}` };
  }

  dataset(id: string): DatasetFact {
    const file = this.files.at(id).text;
    return datasetFact(this.reference(id), {
      otherNames: file === null ? [] : [{ namespace: 'file', name: file }],
    });
  }

  /** A UUID by itself, anything else within the crate. */
  runId(id: string): string {
    const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.exec(id)?.[0];
    return uuid?.toLowerCase() ?? `${this.key}/${decodedPath(id)}`;
  }
}
