import { generateKeyPairSync, sign } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nodeHashers, nodeIngestPorts, nodeText } from '../../src/cli/nodePorts';
import { openArchive } from '../../src/formats/archive/openArchive';
import { preAuthEncoding, writeEnvelope } from '../../src/formats/attestation/envelope';
import { readPrivateKeyText } from '../../src/formats/attestation/privateKey';
import { readPublicKey } from '../../src/formats/attestation/publicKey';
import { readStatement, statementPayloadType, writeStatement } from '../../src/formats/attestation/statement';
import { readExpression } from '../../src/formats/cel/readExpression';
import { readGuardrails } from '../../src/formats/guardrails/readGuardrails';
import { detectLicence } from '../../src/formats/licence/detectLicence';
import { readLock } from '../../src/formats/lock/readLock';
import { lintContract } from '../../src/formats/odcs/lintContract';
import { readContract } from '../../src/formats/odcs/readContract';
import { UnreadableBytes } from '../../src/formats/pieces';
import { readSampleTable } from '../../src/formats/samples/readSampleTable';
import type { ByteSource } from '../../src/lib/ports';
import type { Result } from '../../src/lib/result';
import { verifyRelease } from '../../src/operations/releases/verifyRelease';
import { checkSignature } from '../../src/storage/ed25519';
import { Budget, ofEngine, inputCount } from './budget';
import { ofBytes } from './mutateBytes';
import { zipOf } from './zipOf';

/** Why a file is refused, in words; null where it was read. */
type Read = (bytes: Uint8Array) => string | null | Promise<string | null>;

interface Kind {
  readonly files: readonly (string | Uint8Array)[];
  readonly read: Read;
}

function faultOf(read: Result<unknown, string | { readonly message: string }>): string | null {
  if (read.ok) return null;
  return typeof read.error === 'string' ? read.error : read.error.message;
}

/** Of readers of text: what is none is refused before them. */
const ofText =
  (read: (text: string) => string | null | Promise<string | null>): Read =>
  (bytes) => {
    const text = nodeText.decode(bytes, 'utf-8');
    return text === null ? 'no text' : read(text);
  };

/** Of files whose name says what they are: it is the first line. */
const ofNamedText = (read: (path: string, text: string) => string | null | Promise<string | null>): Read =>
  ofText((text) => {
    const end = text.indexOf('\n');
    return read(text.slice(0, Math.max(0, end)), text.slice(end + 1));
  });

const sourceOf = (bytes: Uint8Array): ByteSource => ({
  byteLength: bytes.length,
  read: (start, end) => Promise.resolve(Uint8Array.from(bytes.subarray(start, end))),
});

const pair = generateKeyPairSync('ed25519');
const statement = writeStatement({
  subjects: [{ name: 'model.bin', sha256: 'a'.repeat(64) }],
  predicateType: 'https://throughline.example/release/v1',
  predicate: { alias: 'production', verdict: null, inputs: [{ name: 'x', sha256: 'b'.repeat(64) }] },
});
const payload = nodeText.encode(statement);
const encoded = preAuthEncoding(statementPayloadType, payload, nodeText);
const evidence = writeEnvelope({
  payloadType: statementPayloadType,
  payload,
  signatures: [{ keyId: null, signature: Uint8Array.from(sign(null, encoded, pair.privateKey)) }],
});

const contract = `apiVersion: v3.1.0
kind: DataContract
id: trips
version: 1.0.0
status: active
servers:
- {server: prod, type: local, path: trips.csv, format: csv}
schema:
- name: trips
  physicalName: trips.csv
  properties:
  - {name: id, logicalType: integer, required: true, unique: true, primaryKey: true}
  - name: city
    logicalType: string
    logicalTypeOptions: {pattern: '^[A-Z]', minLength: 1}
    quality:
    - {type: library, metric: nullValues, mustBeLessThan: 5, unit: percent}
  quality:
  - {type: sql, query: 'SELECT COUNT(*) FROM trips', mustBeGreaterThan: 0}
slaProperties:
- {property: freshness, value: 1, unit: d, element: trips.at}
customProperties:
- {property: throughlineRules, value: [{expression: 'id > 0'}]}
`;

const lock = JSON.stringify([
  {
    path: 'data',
    kind: 'directory',
    sha256: 'a'.repeat(64),
    files: [{ path: 'a.csv', sha256: 'b'.repeat(64), byteLength: 3, rowCount: 1, logicalDigest: null }],
  },
  {
    path: 'b.csv',
    kind: 'file',
    sha256: 'c'.repeat(64),
    byteLength: 4,
    rowCount: 2,
    logicalDigest: 'd'.repeat(64),
  },
]);

const guardrails = `- name: loss
  metric: loss
  statistic: mean
  rules:
  - {comparison: below, threshold: 0.5, action: allow}
  - {comparison: atLeast, threshold: 0.5, action: block}
  missing: escalate
`;

const packages: Readonly<Record<string, string>> = {
  'package.json': '{"name": "x", "license": "(MIT OR Apache-2.0)", "licenses": [{"type": "MIT"}]}',
  'pyproject.toml':
    '[project]\nlicense = {text = "MIT"}\nclassifiers = ["License :: OSI Approved :: MIT License"]\n',
  'Cargo.toml': '[package]\nname = "x"\nlicense = "MIT/Apache-2.0"\n',
  'README.md': '---\nlicense: [mit, cc-by-4.0]\ntags: [x]\n---\n# Card\n',
  'croissant.json':
    '{"@context": {"cr": "http://mlcommons.org/croissant/"}, "@type": "sc:Dataset", "license": ["https://spdx.org/licenses/MIT"]}',
  LICENSE: 'SPDX-License-Identifier: MIT',
};

/** A member of a tar: its header and its content, in blocks. */
function tarOf(name: string, content: string, type = '0'): Uint8Array {
  const header = Buffer.alloc(512);
  header.write(name, 0);
  header.write('0000644\0', 100);
  header.write(`${content.length.toString(8).padStart(11, '0')}\0`, 124);
  header.write('        ', 148);
  header.write(type, 156);
  header.write('ustar\0', 257);
  header.write('00', 263);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  const body = Buffer.alloc(Math.ceil(content.length / 512) * 512);
  body.write(content);
  return Buffer.concat([header, body]);
}

const pax = '30 path=long/name/of/a/file.a\n';
const tar = Buffer.concat([
  tarOf('a.csv', 'id\n1\n'),
  tarOf('pax', pax, 'x'),
  tarOf('b.json', '{"id": 1}'),
  Buffer.alloc(1024),
]);

async function readArchive(bytes: Uint8Array): Promise<string | null> {
  const opened = await openArchive(sourceOf(bytes), nodeText);
  if (!opened?.ok) return opened === null ? 'no archive' : opened.error.message;
  for (const entry of opened.value.slice(0, 100)) {
    try {
      const source = await entry.open();
      await source.read(0, Math.min(source.byteLength, 2 ** 20));
    } catch (error) {
      if (!(error instanceof UnreadableBytes)) throw error;
      return error.message;
    }
  }
  return null;
}

const kinds: Readonly<Record<string, Kind>> = {
  'signed evidence': {
    files: [evidence],
    read: ofText(async (text) => {
      const ports = { hashers: nodeHashers, text: nodeText, checkSignature };
      return faultOf(await verifyRelease(ports, text, null, [{ path: 'model.bin', sha256: 'a'.repeat(64) }]));
    }),
  },
  statements: { files: [statement], read: ofText((text) => faultOf(readStatement(text))) },
  'public keys': {
    files: [pair.publicKey.export({ type: 'spki', format: 'pem' })],
    read: ofText((text) => faultOf(readPublicKey(text))),
  },
  'private keys': {
    files: [pair.privateKey.export({ type: 'pkcs8', format: 'pem' })],
    read: ofText((text) => faultOf(readPrivateKeyText(text))),
  },
  contracts: {
    files: [contract],
    read: ofText((text) => faultOf(readContract(text)) ?? faultOf(lintContract(text))),
  },
  expressions: {
    files: ["id > 0 && (city in ['a', 'b'] || size(city) < 3) ? [1, 2].exists(n, n == id) : !false"],
    read: ofText((text) => faultOf(readExpression(text))),
  },
  locks: { files: [lock], read: ofText((text) => faultOf(readLock(text))) },
  guardrails: { files: [guardrails], read: ofText((text) => faultOf(readGuardrails(text))) },
  licences: {
    files: Object.entries(packages).map(([path, text]) => `${path}\n${text}`),
    read: ofNamedText((path, text) => (detectLicence(path, text) === null ? 'no licence' : null)),
  },
  samples: {
    files: ['s.json\n[1, NaN, 2.5]', 's.json\n{"loss": [0.1, null]}', 's.csv\nloss,f1\n0.1,1\nn/a,2\n'],
    read: ofNamedText(async (path, text) => {
      const source = sourceOf(nodeText.encode(text));
      return faultOf(await readSampleTable(source, path, nodeIngestPorts, new AbortController().signal));
    }),
  },
  archives: {
    files: [tar, gzipSync(tar), await zipOf({ 'a.csv': 'id\n1\n', 'long/b.json': '{"id": 1}' })],
    read: readArchive,
  },
};

const damaged = ({ files }: Kind) =>
  fc.tuple(fc.constantFrom(...files), ofBytes).map(([whole, mutate]) => {
    const bytes = mutate(Buffer.from(whole));
    return { bytes, [fc.toStringMethod]: () => Buffer.from(bytes).toString('base64') };
  });

describe('a damaged file of another kind', () => {
  it.each(Object.entries(kinds))(
    'of %s is read whole where nothing damages it',
    async (_name, { files, read }) => {
      for (const file of files) expect(await read(Buffer.from(file))).toBeNull();
    },
  );

  it.each(Object.entries(kinds))('of %s is read, or refused in words of our own', async (name, kind) => {
    const budget = new Budget();
    await fc.assert(
      fc.asyncProperty(damaged(kind), ({ bytes }) =>
        budget.spend(async () => {
          const fault = await kind.read(bytes);
          if (fault !== null) expect(ofEngine(fault)).toBeNull();
          return { isRefused: fault !== null, rowCount: 0 };
        }),
      ),
      { numRuns: inputCount(0.1) },
    );
    console.info(budget.describe(name));
  });
});
