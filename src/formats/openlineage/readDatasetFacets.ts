import { versionFact } from '../documents/statementDraft';
import type { ClaimFact } from '../../lineage/claims';
import type { DatasetFact, LinkFact, VersionFact } from '../../lineage/facts';
import type { ColumnSource } from '../../lineage/reference';
import { type LinkPurpose, linkPurposes, type Origin, origins } from '../../lineage/records';
import { parseDigest, parseMd5 } from '../../versioning/digest';
import {
  type ArtifactKind,
  artifactKinds,
  type SnapshotContent,
  type SnapshotId,
} from '../../versioning/records';
import { datasetFacets } from './facets/datasetFacets';
import { contentFacets, inputFacets, outputFacets } from './facets/linkFacets';
import { facetAt, type Placed, plainText, timeOrNull } from './place';
import { noClaims, readClaims } from './readClaims';
import { readColumnLineage } from './readColumnLineage';
import { isTemplate } from './template';
import { ignored, type Warnings } from './warnings';

interface DatasetFacets extends Omit<DatasetFact, 'namespace' | 'name' | 'claims'> {
  readonly claims: readonly ClaimFact[];
  /** What is said of that which was read or written; of a dataset event it is the dataset's. */
  readonly contentClaims: readonly ClaimFact[];
}

const noDatasetFacets: DatasetFacets = {
  kind: null,
  otherNames: [],
  version: null,
  columnSources: [],
  claims: noClaims,
  contentClaims: noClaims,
};
const noColumns: readonly ColumnSource[] = [];

/** Facets of datasets and of links that have readers of their own. */
const others = new Set([
  'version',
  'symlinks',
  'columnLineage',
  'lineage',
  'throughline_artifact',
  'throughline_snapshot',
  'throughline_observation',
  'throughline_claim',
]);
const datasetTables = [datasetFacets, contentFacets];
const linkTables = { input: [inputFacets], output: [outputFacets, contentFacets] };
const isOfContent = new Set([...contentFacets.values()].map(({ about }) => about));

/** What of a dataset's facets is understood. Others are kept in the raw event. */
export function readDatasetFacets(
  facets: Placed,
  name: string,
  role: LinkFact['role'] | null,
  warnings: Warnings,
): DatasetFacets {
  if (facets.isEmpty) return noDatasetFacets;
  const told = readClaims(facets, name, datasetTables, others, warnings);
  const isOfLink = ({ about }: ClaimFact): boolean => role !== null && isOfContent.has(about);
  const columnLineage = facetAt(facets, 'columnLineage');
  return {
    kind: readKind(facets),
    otherNames: readSymlinks(facetAt(facets, 'symlinks'), warnings),
    version: readVersion(facets, warnings),
    columnSources: columnLineage.isAbsent ? noColumns : readColumnLineage(columnLineage, warnings),
    claims: told.some((claim) => isOfLink(claim) || isPlainModel(claim))
      ? told.filter((claim) => !isOfLink(claim) && !isPlainModel(claim))
      : told,
    contentClaims: told.some(isOfLink) ? told.filter(isOfLink) : noClaims,
  };
}

/** That it is a model is its kind, and no claim besides. */
function isPlainModel(claim: ClaimFact): boolean {
  if (claim.about !== 'datasetType' || claim.body === null) return false;
  return claim.body.type.toUpperCase() === 'MODEL' && claim.body.subtype === undefined;
}

/** By `throughline_artifact`, else by `datasetType`; null where neither says. */
function readKind(facets: Placed): ArtifactKind | null {
  const own = facetAt(facets, 'throughline_artifact').at('kind').value;
  const kind = artifactKinds.find((each) => each === own);
  if (kind) return kind;
  const type = facetAt(facets, 'datasetType').at('datasetType').text;
  if (type === null) return null;
  return type.toUpperCase() === 'MODEL' ? 'model' : 'dataset';
}

function readVersion(facets: Placed, warnings: Warnings): VersionFact | null {
  const own = readOwnSnapshot(facetAt(facets, 'throughline_snapshot'), warnings);
  if (own) return own;
  const name = readVersionName(facetAt(facets, 'version'), warnings);
  return name === null ? null : versionFact(name);
}

function readVersionName(facet: Placed, warnings: Warnings): string | null {
  if (facet.isAbsent) return null;
  const version = facet.at('datasetVersion');
  if (version.text) return isTemplate(version.text) ? null : version.text;
  if (version.number !== null) return String(version.number);
  ignored('version', facet, warnings);
  return null;
}

function readSymlinks(facet: Placed, warnings: Warnings): DatasetFact['otherNames'] {
  if (facet.isAbsent) return noDatasetFacets.otherNames;
  const identifiers = facet.at('identifiers').items();
  if (!identifiers) {
    ignored('symlinks', facet, warnings);
    return [];
  }
  return identifiers.flatMap((identifier) => {
    const [namespace, name] = [identifier.at('namespace').text, identifier.at('name').text];
    if (namespace === null || name === null || isTemplate(namespace) || isTemplate(name)) {
      ignored('symlinks', identifier, warnings);
      return [];
    }
    return [{ namespace, name }];
  });
}

const contents: readonly SnapshotContent[] = ['file', 'directory', 'unknown'];

/** The facet `throughline_snapshot` of this project's exports. Where it has no `versionName`, the version's number stood for it. */
function readOwnSnapshot(facet: Placed, warnings: Warnings): VersionFact | null {
  if (facet.isAbsent) return null;
  const id = facet.at('id').text;
  const sequence = facet.at('sequence').number;
  const content = contents.find((each) => each === facet.at('content').value);
  if (id === null || sequence === null || !Number.isSafeInteger(sequence) || sequence < 1 || !content) {
    ignored('throughline_snapshot', facet, warnings);
    return null;
  }
  const digest = parseDigest(facet.at('digest').text ?? '');
  const md5 = parseMd5(facet.at('md5').text ?? '');
  return {
    name: facet.at('versionName').text,
    digest: digest.ok ? digest.value : null,
    md5: md5.ok ? md5.value : null,
    byteLength: facet.at('byteLength').number,
    content,
    format: facet.at('format').text,
    createdAt: timeOrNull(facet.at('createdAt')),
    own: {
      id: id as SnapshotId,
      sequence,
      parents: (facet.at('parents').items() ?? []).flatMap(({ text }) =>
        text === null ? [] : [text as SnapshotId],
      ),
    },
  };
}

interface LinkFacets extends Pick<LinkFact, 'purpose' | 'requested'> {
  readonly origin: Origin | null;
  /** How long a version is that was written. */
  readonly byteLength: number | null;
  readonly claims: readonly ClaimFact[];
}

const noLinkFacets: LinkFacets = {
  origin: null,
  purpose: null,
  requested: null,
  byteLength: null,
  claims: noClaims,
};

/**
 * The facets of an input or output: what is said of that which was read or written of the dataset of that name, and, in
 * `throughline_observation`, how the link is known, what it is for, and the range of versions that was asked for.
 */
export function readLinkFacets(
  more: Placed,
  name: string,
  role: LinkFact['role'],
  warnings: Warnings,
): LinkFacets {
  if (more.isEmpty) return noLinkFacets;
  const claims = readClaims(more, name, linkTables[role], others, warnings);
  const byteLength = facetAt(more, 'outputStatistics').at('size').number;
  const facet = facetAt(more, 'throughline_observation');
  if (facet.isAbsent) return { ...noLinkFacets, byteLength, claims };
  return {
    origin: origins.find((each): each is Origin => each === facet.at('origin').value) ?? null,
    purpose: linkPurposes.find((each): each is LinkPurpose => each === facet.at('purpose').value) ?? null,
    requested: plainText(facet.at('requested')),
    byteLength,
    claims,
  };
}
