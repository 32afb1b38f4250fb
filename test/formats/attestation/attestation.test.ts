import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { nodeHashers, nodeText } from '../../../src/cli/nodePorts';
import { preAuthEncoding, readEnvelope, writeEnvelope } from '../../../src/formats/attestation/envelope';
import { readPrivateKeyText, writePrivateKeyText } from '../../../src/formats/attestation/privateKey';
import { keyIdOf, readPublicKey, writePublicKey } from '../../../src/formats/attestation/publicKey';
import {
  readStatement,
  statementPayloadType,
  writeStatement,
} from '../../../src/formats/attestation/statement';

const pair = generateKeyPairSync('ed25519');
const pem = pair.publicKey.export({ type: 'spki', format: 'pem' }) as string;
const raw = Buffer.from((pair.publicKey.export({ format: 'jwk' }) as { x: string }).x, 'base64url');

describe('the envelope', () => {
  it('is signed over the type and the payload, each after its length in bytes', () => {
    // The example of the specification (protocol.md).
    const encoded = preAuthEncoding(
      'http://example.com/HelloWorld',
      nodeText.encode('hello world'),
      nodeText,
    );
    expect(nodeText.decode(encoded, 'utf-8')).toBe('DSSEv1 29 http://example.com/HelloWorld 11 hello world');
    const umlaut = preAuthEncoding('ü', nodeText.encode('ä'), nodeText);
    expect(nodeText.decode(umlaut, 'utf-8')).toBe('DSSEv1 2 ü 2 ä');
  });

  it('is read as it was written', () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 1 }),
        fc.uint8Array(),
        fc.array(
          fc.record({
            keyId: fc.option(fc.string(), { nil: null }),
            signature: fc.uint8Array({ minLength: 1 }),
          }),
          { minLength: 1, maxLength: 3 },
        ),
        (payloadType, payload, signatures) => {
          const envelope = {
            payloadType,
            payload: new Uint8Array(payload),
            signatures: signatures.map(({ keyId, signature }) => ({
              keyId,
              signature: new Uint8Array(signature),
            })),
          };
          expect(readEnvelope(writeEnvelope(envelope))).toEqual({ ok: true, value: envelope });
        },
      ),
    );
  });

  it('may be written in the alphabet for addresses, and without padding', () => {
    const written = JSON.stringify({ payloadType: 't', payload: '-_8', signatures: [{ sig: '_w' }] });
    const read = readEnvelope(written);
    expect(read.ok && [...read.value.payload]).toEqual([0xfb, 0xff]);
  });

  it.each([
    [
      'bits beyond the last byte',
      '{"payloadType":"t","payload":"QR==","signatures":[{"sig":"QQ=="}]}',
      'payload',
    ],
    [
      'a member that stands there twice',
      '{"payloadType":"t","payloadType":"t","payload":"","signatures":[{"sig":""}]}',
      'line 1',
    ],
    ['no signature', '{"payloadType":"t","payload":"","signatures":[]}', 'signatures'],
    ['a payload that is a number', '{"payloadType":"t","payload":1,"signatures":[{"sig":""}]}', 'payload'],
    ['what is no JSON', '{', 'line 1, column 2'],
  ])('is refused with its place for %s', (_, text, place) => {
    expect(readEnvelope(text)).toMatchObject({ ok: false, error: { place } });
  });
});

describe('a statement', () => {
  const sha256 = createHash('sha256').update('x').digest('hex');

  it('is read as it was written', () => {
    const statement = {
      subjects: [{ name: 'model.bin', sha256 }],
      predicateType: 'urn:throughline:release:1',
      predicate: { alias: 'production', list: [1, null] },
    };
    expect(readStatement(writeStatement(statement))).toEqual({ ok: true, value: statement });
  });

  it('may have another digest, and no predicate', () => {
    const text = JSON.stringify({
      _type: 'https://in-toto.io/Statement/v0.1',
      subject: [{ name: 'a', digest: { gitCommit: 'abc' } }],
      predicateType: 'https://slsa.dev/provenance/v0.2',
    });
    expect(readStatement(text)).toMatchObject({
      ok: true,
      value: { subjects: [{ name: 'a', sha256: null }], predicate: {} },
    });
  });

  it.each([
    ['another type', { _type: 'https://example.org' }, '_type'],
    ['no subject', { subject: [] }, 'subject'],
    [
      'a digest in capitals',
      { subject: [{ name: 'a', digest: { sha256: sha256.toUpperCase() } }] },
      'subject[0].digest.sha256',
    ],
  ])('is refused with its place for %s', (_, change, place) => {
    const whole = {
      _type: 'https://in-toto.io/Statement/v1',
      subject: [{ name: 'a', digest: { sha256 } }],
      predicateType: 't',
      predicate: {},
    };
    expect(readStatement(JSON.stringify({ ...whole, ...change }))).toMatchObject({
      ok: false,
      error: { place },
    });
  });

  it('has the payload type of in-toto', () => {
    expect(statementPayloadType).toBe('application/vnd.in-toto+json');
  });
});

describe('a key', () => {
  it('is the same in PEM, OpenSSH, base64 and hexadecimal digits', () => {
    const wire = Buffer.concat([
      Buffer.from([0, 0, 0, 11]),
      Buffer.from('ssh-ed25519'),
      Buffer.from([0, 0, 0, 32]),
      raw,
    ]);
    const forms = [
      pem,
      `ssh-ed25519 ${wire.toString('base64')} ana@host`,
      raw.toString('base64'),
      raw.toString('hex'),
    ];
    for (const form of forms) {
      const read = readPublicKey(form);
      expect(read.ok && Buffer.from(read.value).toString('hex')).toBe(raw.toString('hex'));
    }
    expect(writePublicKey(new Uint8Array(raw))).toBe(pem);
  });

  it('is called by the SHA-256 of its SubjectPublicKeyInfo', () => {
    const der = pair.publicKey.export({ type: 'spki', format: 'der' });
    const expected = createHash('sha256').update(der).digest('hex');
    expect(keyIdOf(new Uint8Array(raw), nodeHashers)).toBe(expected);
  });

  it('is refused in words where it is private, or of another kind', () => {
    const privatePem = pair.privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;
    expect(readPublicKey(privatePem)).toMatchObject({ error: expect.stringContaining('private') as string });
    const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const other = readPublicKey(publicKey.export({ type: 'spki', format: 'pem' }) as string);
    expect(other).toMatchObject({ error: expect.stringContaining('another kind') as string });
    expect(readPublicKey('hello')).toMatchObject({ ok: false });
  });

  it('that is private is read from PEM and written to it', () => {
    const der = pair.privateKey.export({ type: 'pkcs8', format: 'der' });
    const text = pair.privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;
    expect(readPrivateKeyText(text)).toEqual({ ok: true, value: new Uint8Array(der) });
    expect(writePrivateKeyText(der)).toBe(text);
    expect(readPrivateKeyText('-----BEGIN ENCRYPTED PRIVATE KEY-----')).toMatchObject({
      error: expect.stringContaining('encrypted') as string,
    });
    expect(sign(null, Buffer.from('x'), pair.privateKey)).toHaveLength(64);
  });
});
