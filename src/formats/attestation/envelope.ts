import { z } from '../../lib/zod';
import { err, ok, type Result } from '../../lib/result';
import type { Json } from '../../lib/json';
import type { TextCodec } from '../../lib/ports';
import { fromBase64, toBase64 } from '../base64';
import { doubledMember } from '../doubledMember';
import { jsonFault } from '../jsonl/jsonFault';

/** A signed message as DSSE 1.0 wraps it (github.com/secure-systems-lab/dsse): what was signed is `preAuthEncoding`. */
export interface Envelope {
  readonly payloadType: string;
  readonly payload: Uint8Array<ArrayBuffer>;
  readonly signatures: readonly EnvelopeSignature[];
}

/** One signature. `keyId` is a hint that nobody signed; null where there is none. */
export interface EnvelopeSignature {
  readonly keyId: string | null;
  readonly signature: Uint8Array<ArrayBuffer>;
}

/** Why a text is no envelope or statement, and where. */
export interface AttestationFault {
  readonly place: string;
  readonly message: string;
}

const envelopeShape = z.object({
  payloadType: z.string().min(1),
  payload: z.string(),
  signatures: z.array(z.object({ keyid: z.string().nullish(), sig: z.string() })).min(1),
});

/** The bytes that a DSSE signature is of: `DSSEv1`, then type and payload, each after its length in bytes. */
export function preAuthEncoding(
  payloadType: string,
  payload: Uint8Array,
  text: Pick<TextCodec, 'encode'>,
): Uint8Array<ArrayBuffer> {
  const type = text.encode(payloadType);
  const head = text.encode(`DSSEv1 ${type.length} ${payloadType} ${payload.length} `);
  const bytes = new Uint8Array(head.length + payload.length);
  bytes.set(head);
  bytes.set(payload, head.length);
  return bytes;
}

/** Whether a text looks like an envelope, whatever it holds. */
export function looksLikeEnvelope(text: string): boolean {
  return /^\s*\{/.test(text) && text.includes('"payloadType"') && text.includes('"signatures"');
}

/**
 * Reads an envelope. Base64 may have either alphabet and must be canonical: otherwise bits of the file could change without
 * a change of what is signed.
 */
export function readEnvelope(text: string): Result<Envelope, AttestationFault> {
  const parsed = readJson(text);
  if (!parsed.ok) return parsed;
  const shaped = envelopeShape.safeParse(parsed.value);
  if (!shaped.success) return err(shapeFault(shaped.error));
  const { payloadType, payload: encoded, signatures: given } = shaped.data;
  const payload = decode(encoded);
  if (!payload) return err({ place: 'payload', message: 'is no canonical base64' });
  const signatures: EnvelopeSignature[] = [];
  for (const [index, { keyid, sig }] of given.entries()) {
    const signature = decode(sig);
    if (!signature) return err({ place: `signatures[${index}].sig`, message: 'is no canonical base64' });
    signatures.push({ keyId: keyid ?? null, signature });
  }
  return ok({ payloadType, payload, signatures });
}

/** Writes an envelope as one JSON object of three members. */
export function writeEnvelope({ payloadType, payload, signatures }: Envelope): string {
  const written = {
    payload: toBase64(payload),
    payloadType,
    signatures: signatures.map(({ keyId, signature }) => ({
      ...(keyId !== null && { keyid: keyId }),
      sig: toBase64(signature),
    })),
  };
  return `${JSON.stringify(written, null, 2)}\n`;
}

/** JSON without a member that stands there twice. */
export function readJson(text: string): Result<Json, AttestationFault> {
  let value: Json;
  try {
    value = JSON.parse(text) as Json;
  } catch {
    const { place, message } = jsonFault(text);
    return err({ place, message: `is no JSON: ${message}` });
  }
  const doubled = doubledMember(text, value);
  return doubled ? err(doubled) : ok(value);
}

/** The first fault that zod found. */
export function shapeFault({ issues: [issue] }: z.ZodError): AttestationFault {
  return { place: issue?.path.join('.') ?? '', message: issue?.message ?? 'is malformed' };
}

function decode(encoded: string): Uint8Array<ArrayBuffer> | null {
  const standard = encoded.replaceAll('-', '+').replaceAll('_', '/');
  return fromBase64(standard.padEnd(Math.ceil(standard.length / 4) * 4, '='));
}
