import {
  preAuthEncoding,
  readEnvelope,
  type AttestationFault,
  type Envelope,
} from '../../formats/attestation/envelope';
import { keyIdOf, readPublicKey, type PublicKey } from '../../formats/attestation/publicKey';
import { readStatement, statementPayloadType, type Statement } from '../../formats/attestation/statement';
import type { CheckSignature, Hashers, TextCodec } from '../../lib/ports';
import { err, ok, type Result } from '../../lib/result';
import type { FileDigest, FileMatch } from './matchFile';
import { matchFiles } from './matchFiles';

/** What checking needs from outside. */
export interface VerifyPorts {
  readonly hashers: Hashers;
  readonly text: TextCodec;
  readonly checkSignature: CheckSignature;
}

/**
 * Who signed: `trusted` by the key that was given; `other` by none of it; `notChecked` where no key was given and the key that
 * the file names signed it; `invalid` where that one did not; `unknown` where it names none.
 */
export type SignerStatus = 'trusted' | 'other' | 'notChecked' | 'invalid' | 'unknown';

/** What was found of a release's evidence. */
export interface ReleaseCheck {
  readonly verdict: 'pass' | 'fail' | 'unknown';
  readonly signer: {
    readonly status: SignerStatus;
    /** Of the trusted key, or of the one that the file names. */
    readonly keyId: string | null;
  };
  readonly statement: Statement;
  readonly files: readonly FileMatch[];
}

/**
 * Checks the evidence of a release: its signature against a trusted key, and files against its subjects. It passes only
 * where the trusted key signed it and every file matches. Without a key it never passes: `unknown` where it is intact.
 */
export async function verifyRelease(
  { hashers, text, checkSignature }: VerifyPorts,
  written: string,
  trusted: PublicKey | null,
  files: readonly FileDigest[],
): Promise<Result<ReleaseCheck, AttestationFault>> {
  const envelope = readEnvelope(written);
  if (!envelope.ok) return envelope;
  const statement = statementIn(envelope.value, text);
  if (!statement.ok) return statement;
  const { value } = statement;
  const key = trusted ?? keyNamedIn(value);
  const isSigned = key !== null && (await isSignedBy(envelope.value, key, text, checkSignature));
  const status = statusOf(trusted, key, isSigned);
  const matches = matchFiles(value.subjects, files, { hashers, text });
  return ok({
    verdict: verdictOf(status, matches),
    signer: { status, keyId: key && keyIdOf(key, hashers) },
    statement: value,
    files: matches,
  });
}

function statementIn(
  { payloadType, payload }: Envelope,
  text: TextCodec,
): Result<Statement, AttestationFault> {
  if (payloadType !== statementPayloadType)
    return err({ place: 'payloadType', message: `is ${payloadType}, and not ${statementPayloadType}` });
  const decoded = text.decode(payload, 'utf-8');
  if (decoded === null) return err({ place: 'payload', message: 'is no text in UTF-8' });
  const read = readStatement(decoded);
  return read.ok
    ? read
    : err({ ...read.error, place: ['payload', read.error.place].filter(Boolean).join('.') });
}

/** The key that a statement says it was signed with: good to see that nothing changed, and no proof of who signed. */
function keyNamedIn({ predicate }: Statement): PublicKey | null {
  const { signer } = predicate;
  const named =
    typeof signer === 'object' && signer !== null && 'publicKey' in signer ? signer.publicKey : null;
  const key = typeof named === 'string' ? readPublicKey(named) : null;
  return key?.ok ? key.value : null;
}

async function isSignedBy(
  { payloadType, payload, signatures }: Envelope,
  key: PublicKey,
  text: TextCodec,
  checkSignature: CheckSignature,
): Promise<boolean> {
  const message = preAuthEncoding(payloadType, payload, text);
  for (const { signature } of signatures) if (await checkSignature(key, signature, message)) return true;
  return false;
}

function statusOf(trusted: PublicKey | null, key: PublicKey | null, isSigned: boolean): SignerStatus {
  if (trusted) return isSigned ? 'trusted' : 'other';
  if (!key) return 'unknown';
  return isSigned ? 'notChecked' : 'invalid';
}

function verdictOf(status: SignerStatus, files: readonly FileMatch[]): ReleaseCheck['verdict'] {
  if (status === 'other' || status === 'invalid') return 'fail';
  if (files.some(({ status: match }) => match !== 'matches')) return 'fail';
  return status === 'trusted' ? 'pass' : 'unknown';
}
