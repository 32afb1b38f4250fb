import type { ClaimFact, Owner } from '../../lineage/claims';
import type { DatasetFact, VersionFact } from '../../lineage/facts';
import type { Reference } from '../../lineage/reference';
import { type ArtifactKind, artifactKinds } from '../../versioning/records';
import {
  datasetFact,
  documentationOf,
  tagsOf,
  versionFact,
  versionOfBytes,
} from '../documents/statementDraft';
import type { WarningTally } from '../warningTally';
import type { ProvNames } from './provNames';
import { nameAt, otherAttributes, type ProvRecord } from './provRecords';

/** What is told of one entity. */
interface Entity {
  readonly attributes: (readonly [string, string])[];
  readonly sources: Map<string, Reference>;
  readonly owners: Owner[];
  isInvalidated: boolean;
}

/** The entities of a document: datasets, and versions of the entities that they specialise. */
export class Entities {
  private readonly names: ProvNames;
  private readonly byName = new Map<string, Entity>();
  /** What an entity specialises, by its name. */
  private readonly general = new Map<string, string>();

  /** `around` is what the document around a bundle says. */
  constructor(
    records: readonly ProvRecord[],
    around: readonly ProvRecord[],
    names: ProvNames,
    warnings: WarningTally,
  ) {
    this.names = names;
    for (const record of records) {
      if (record.kind === 'entity' && record.id !== null)
        this.entity(record.id).attributes.push(...otherAttributes(record));
      if (record.kind === 'specializationOf') this.specialise(record, warnings);
    }
    for (const record of around) {
      const [specific, general] = endsOf(record);
      if (
        specific !== null &&
        general !== null &&
        !this.general.has(specific) &&
        !this.leadsTo(general, specific)
      )
        this.general.set(specific, general);
    }
  }

  private specialise(record: ProvRecord, warnings: WarningTally): void {
    const [specific, general] = endsOf(record);
    if (specific === null || general === null)
      return warnings.add('specializationOf that names no two things links nothing', record.place);
    if (this.leadsTo(general, specific))
      return warnings.add('an entity that specialises itself is no version', record.place);
    if (this.general.has(specific))
      return warnings.add('an entity that specialises two others is a version of the first', record.place);
    this.general.set(specific, general);
    this.entity(specific);
    this.entity(general);
  }

  private leadsTo(from: string, wanted: string): boolean {
    for (let at: string | undefined = from; at !== undefined; at = this.general.get(at))
      if (at === wanted) return true;
    return false;
  }

  derive(to: string, from: string, place: string): void {
    const [own, source] = [this.reference(to, place), this.reference(from, place)];
    this.entity(from);
    const isSelf = own.namespace === source.namespace && own.name === source.name;
    if (!isSelf) this.entity(to).sources.set(JSON.stringify(source), source);
  }

  attribute(entity: string, agent: string, place: string): void {
    this.entity(entity).owners.push({ name: this.names.reference(agent, place).name });
  }

  invalidate(entity: string, place: string): void {
    this.names.reference(entity, place);
    this.entity(entity).isInvalidated = true;
  }

  /** The dataset that an entity is of, at the version that it is. */
  fact(name: string, place: string): DatasetFact {
    return datasetFact(this.reference(name, place), { version: this.versionOf(name, place) });
  }

  /** All that is told, a dataset for each entity. What it is derived of is a claim of the dataset, not of a version. */
  *facts(): Generator<DatasetFact> {
    const derived = new Map<string, { readonly own: Reference; readonly sources: Map<string, Reference> }>();
    for (const [name, { sources, attributes, owners, isInvalidated }] of this.byName) {
      const place = `/entity/${name}`;
      const own = this.reference(name, place);
      const claims: ClaimFact[] = [
        ...claimsOf(attributes),
        ...(owners.length > 0 ? [{ about: 'owners', body: { owners } } as const] : []),
        ...(isInvalidated ? [{ about: 'lifecycle', body: { change: 'DROP' } } as const] : []),
      ];
      yield datasetFact(own, { kind: kindOf(attributes), version: this.versionOf(name, place), claims });
      if (sources.size === 0) continue;
      const key = JSON.stringify(own);
      const known = derived.get(key) ?? { own, sources: new Map<string, Reference>() };
      for (const [each, source] of sources) known.sources.set(each, source);
      derived.set(key, known);
    }
    for (const { own, sources } of derived.values()) {
      const body = { sources: [...sources.values()], columns: [] };
      yield datasetFact(own, { claims: [{ about: 'derivation', body }] });
    }
  }

  private entity(name: string): Entity {
    const known = this.byName.get(name);
    if (known) return known;
    const made: Entity = { attributes: [], sources: new Map(), owners: [], isInvalidated: false };
    this.byName.set(name, made);
    return made;
  }

  private reference(name: string, place: string): Reference {
    let general = name;
    for (let at = this.general.get(name); at !== undefined; at = this.general.get(at)) general = at;
    return this.names.reference(general, place);
  }

  private versionOf(name: string, place: string): VersionFact | null {
    const attributes = this.byName.get(name)?.attributes ?? [];
    const digest = (wanted: RegExp): string | null =>
      attributes.find(([key]) => wanted.test(key))?.[1] ?? null;
    const bytes = versionOfBytes({
      sha256: digest(/(?:^|:)(?:sha-?256|checksum|digest)$/i),
      md5: digest(/(?:^|:)(?:md5|checksum|digest)$/i),
    });
    if (!this.general.has(name)) return bytes;
    const own = attributes.find(([key]) => key === 'throughline:version')?.[1];
    const named = own ?? this.names.reference(name, place).name;
    return bytes ? { ...bytes, name: named } : versionFact(named);
  }
}

function endsOf(record: ProvRecord): readonly [specific: string | null, general: string | null] {
  return [nameAt(record, 'prov:specificEntity'), nameAt(record, 'prov:generalEntity')];
}

function claimsOf(attributes: Entity['attributes']): readonly ClaimFact[] {
  const label = attributes.find(([key]) => key === 'prov:label')?.[1];
  const location = attributes.find(([key]) => /^prov:(?:location|atLocation)$/.test(key))?.[1];
  const others = attributes.filter(
    ([key, value]) =>
      !/^(?:prov:(?:label|location|atLocation)$|throughline:)/.test(key) && !value.startsWith('throughline:'),
  );
  return [
    ...documentationOf(label),
    ...(location === undefined ? [] : [{ about: 'dataSource', body: { uri: location } } as const]),
    ...tagsOf(others.map(([key, value]) => ({ key, value }))),
  ];
}

function kindOf(attributes: Entity['attributes']): ArtifactKind | null {
  const types = attributes
    .filter(([key]) => key === 'prov:type')
    .map(([, type]) => type.replace(/^.*[:#/]/, ''));
  const own = artifactKinds.find((kind) => attributes.some(([, type]) => type === `throughline:${kind}`));
  if (own) return own;
  if (types.some((type) => /^(?:ml)?model$/i.test(type))) return 'model';
  if (types.some((type) => /^(?:dataset|collection)$/i.test(type))) return 'dataset';
  return types.includes('Plan') ? 'code' : null;
}
