import type { FileMatch } from './matchFile';
import type { ReleaseCheck } from './verifyRelease';

/** Whether the signature holds, and whose it is: `intact, signer not checked (key 3f2a91bc04de)`. */
export function signerWords({ status, keyId }: ReleaseCheck['signer']): string {
  const key = keyId === null ? '' : ` (key ${keyId.slice(0, 12)})`;
  switch (status) {
    case 'trusted':
      return `intact, signed by the trusted key${key}`;
    case 'other':
      return `not signed by the trusted key${key}: it was changed, or somebody else signed it`;
    case 'notChecked':
      return `intact, signer not checked${key}`;
    case 'invalid':
      return `changed after it was signed: the signature does not hold${key}`;
    case 'unknown':
      return 'not checked: it names no key';
  }
}

/** How a file stands against the statement. */
export function fileMatchWords({ status, subject, sha256 }: FileMatch): string {
  switch (status) {
    case 'matches':
      return `matches ${subject?.name ?? ''}`;
    case 'differs':
      return `differs from ${subject?.name ?? ''}: ${subject?.tree === undefined ? 'SHA-256' : 'tree digest'} ${sha256.slice(0, 12)}… here, ${(subject?.tree ?? subject?.sha256)?.slice(0, 12) ?? 'none'}… in the evidence`;
    case 'notNamed':
      return 'is not part of this release';
  }
}
