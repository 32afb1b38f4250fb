import type { Reference } from '../../lineage/reference';

/** An address by the naming of OpenLineage where that knows its scheme; under the namespace otherwise. */
export function addressReference(address: string, namespace: string): Reference {
  const [, scheme, host, rest] =
    /^(s3|s3a|s3n|gs|hdfs|abfss?|wasbs?|https?):\/\/([^/?#]+)\/(.+)$/.exec(address) ?? [];
  if (scheme && host && rest)
    return { namespace: `${scheme.replace(/^s3[an]$/, 's3')}://${host}`, name: rest };
  const local = /^file:(?:\/\/)?(\/.+)$/.exec(address)?.[1];
  return local ? { namespace: 'file', name: local } : { namespace, name: address };
}
