import type { Reference } from '../../lineage/reference';

/** The namespace of what DataHub names: urns. */
export const dataHubNamespace = 'datahub';

/** A thing by its urn. */
export function urnReference(urn: string): Reference {
  return { namespace: dataHubNamespace, name: urn };
}

/** The type of a urn and its parts: those in its brackets by depth, as urns and names with commas stand in them; else all that follows. */
export function urnParts(urn: string): { readonly type: string; readonly parts: readonly string[] } | null {
  const [, type, rest] = /^urn:li:(\w+):([^]*)$/.exec(urn) ?? [];
  if (type === undefined || rest === undefined) return null;
  if (!rest.startsWith('(') || !rest.endsWith(')')) return { type, parts: [rest] };
  const parts: string[] = [];
  let [depth, start] = [0, 1];
  for (let at = 1; at < rest.length - 1; at++) {
    if (rest[at] === '(') depth++;
    else if (rest[at] === ')') depth--;
    else if (rest[at] === ',' && depth === 0) {
      parts.push(rest.slice(start, at));
      start = at + 1;
    }
  }
  return { type, parts: [...parts, rest.slice(start, -1)] };
}

/** A column and the urn of its dataset; null where a urn is no column's. */
export function columnOfUrn(urn: string): { readonly dataset: string; readonly column: string } | null {
  const found = urnParts(urn);
  if (found?.type !== 'schemaField') return null;
  const [dataset, ...path] = found.parts;
  return dataset === undefined || path.length === 0
    ? null
    : { dataset, column: columnOfPath(path.join(',')) };
}

/** A field path without the marks of version 2: `[version=2.0].[type=struct].meta.[type=string].source` is `meta.source`. */
export function columnOfPath(path: string): string {
  return path.startsWith('[version=') ? path.replaceAll(/\[[^\]]*\]\.?/g, '').replace(/\.$/, '') : path;
}

/** What a dataset's urn means elsewhere: an object store's names are those of OpenLineage. */
export function otherNamesOf(urn: string): readonly Reference[] {
  const found = urnParts(urn);
  if (found?.type !== 'dataset') return [];
  const [platform, name = ''] = found.parts;
  const scheme = { 'urn:li:dataPlatform:s3': 's3', 'urn:li:dataPlatform:gcs': 'gs' }[platform ?? ''];
  const [, bucket, key] = /^([^/]+)\/(.+)$/.exec(name) ?? [];
  return scheme && bucket && key ? [{ namespace: `${scheme}://${bucket}`, name: key }] : [];
}

/** The last part of a urn, as people say it: `ada` of `urn:li:corpuser:ada`. */
export function shortName(urn: string): string {
  return urnParts(urn)?.parts.at(-1) ?? urn;
}
