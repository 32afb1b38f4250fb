import type { Json } from '../lib/json';
import { canonicalJson } from './canonicalJson';
import { digestOfText, type DigestPorts } from './derivedId';
import type { Digest } from './digest';
import type { Seal, SealedGroup, SealedRecords } from './records';

const digestLength = 64;

/** What an audit entry has of its seal: SHA-256 over the canonical form of the tables ([V50]). Of none it is that of `{}`. */
export function sealDigest(tables: Seal['tables'], ports: DigestPorts): Digest {
  return digestOfText(canonicalJson(tables as unknown as Json), ports) as Digest;
}

/** Whether one digest is over all of a part's records. */
export function isGroup(part: SealedRecords | SealedGroup): part is SealedGroup {
  return 'digest' in part;
}

/** The digest of the record at that place of a part. */
export function sealedDigest({ digests }: SealedRecords, index: number): Digest {
  return digests.slice(index * digestLength, (index + 1) * digestLength) as Digest;
}
