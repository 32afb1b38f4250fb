import { createPublicKey, verify } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { nodeHashers, nodeText } from '../../../src/cli/nodePorts';
import { preAuthEncoding, readEnvelope } from '../../../src/formats/attestation/envelope';
import { writePublicKey } from '../../../src/formats/attestation/publicKey';
import { readStatement, type Statement } from '../../../src/formats/attestation/statement';
import type { Signer } from '../../../src/lib/ports';
import type { JsonObject } from '../../../src/lib/json';
import { recordRun } from '../../../src/operations/lineage/recordRun';
import { fileMatchWords, signerWords } from '../../../src/operations/releases/releaseCheckWords';
import { matchFile } from '../../../src/operations/releases/matchFile';
import { promote, removeAlias } from '../../../src/operations/releases/promote';
import { signRelease } from '../../../src/operations/releases/signRelease';
import { verifyRelease, type ReleaseCheck } from '../../../src/operations/releases/verifyRelease';
import { checkSignature, makeKeyPair, signerOf } from '../../../src/storage/ed25519';
import { plainRun } from '../plainRun';
import { dropFile, dropFolder, ingest, testPorts, valueOf, workspaceOf } from '../testProject';

const ports = { hashers: nodeHashers, text: nodeText, checkSignature };

/** `model.bin` made from two versions of one table and a folder, promoted to production. */
async function released() {
  const own = testPorts();
  const first = (await dropFile(own, 'rows.csv', 'a\n1\n')).outcomes[0]!;
  const second = (await dropFile(own, 'rows.csv', 'a\n1\n2\n')).outcomes[0]!;
  const folder = (await dropFolder(own, 'texts', { 'a.txt': 'A', 'deep/b.txt': 'B' })).outcomes[0]!;
  const model = (await dropFile(own, 'model.bin', 'weights')).outcomes[0]!;
  const side = ({ artifactId, snapshotId }: typeof model) => ({ artifactId, snapshotId });
  valueOf(
    await recordRun(own, {
      ...plainRun,
      job: { namespace: 'jobs', name: 'train' },
      inputs: [side(first), side(second), side(folder)],
      outputs: [side(model)],
      codeVersion: '3f2a91b',
      seed: 7,
    }),
  );
  const { artifactId, snapshotId } = model;
  const promotion = {
    artifactId,
    alias: 'production',
    snapshotId,
    follows: null,
    rules: new Map(),
    reason: 'good',
  };
  const { value: move } = valueOf(await promote(own, promotion));
  return { own, artifactId, move };
}

async function signed(signer: Signer): Promise<string> {
  const { own, artifactId, move } = await released();
  const workspace = await workspaceOf(own);
  return valueOf(await signRelease(workspace, workspace.artifacts.get(artifactId)!, move, signer, ports));
}

async function sha256(path: string, text: string): Promise<{ path: string; sha256: string }> {
  return { path, sha256: (await ingest(path, text)).digest };
}

function statementOf(file: string): Statement {
  const { payload } = valueOf(readEnvelope(file));
  return valueOf(readStatement(nodeText.decode(payload, 'utf-8')!));
}

const newSigner = async (): Promise<Signer> => signerOf(await makeKeyPair());

async function check(
  ...asked: Parameters<typeof verifyRelease> extends [unknown, ...infer Rest] ? Rest : never
): Promise<ReleaseCheck> {
  return valueOf(await verifyRelease(ports, ...asked));
}

describe('the evidence of a release', () => {
  it('names every file that the version was made from, with its digest, and what spoke for the move', async () => {
    const statement = statementOf(await signed(await newSigner()));
    const names = ['model.bin', 'rows.csv', 'rows.csv@v2', 'texts/a.txt', 'texts/deep/b.txt'];
    expect(statement.subjects.map(({ name }) => name).sort()).toEqual(names);
    const model = statement.subjects.find(({ name }) => name === 'model.bin');
    expect(model?.sha256).toBe((await sha256('model.bin', 'weights')).sha256);
    expect(statement.predicate).toMatchObject({
      alias: 'production',
      release: { name: 'model.bin', version: 1 },
      move: { reason: 'good', evidence: { kind: 'promotion' } },
      runs: [{ job: { name: 'train' }, codeVersion: '3f2a91b', seed: 7 }],
    });
    const upstream = statement.predicate['upstream'] as unknown as readonly JsonObject[];
    expect(upstream.map(({ name, version, hops }) => [name, version, hops])).toEqual([
      ['rows.csv', 1, 1],
      ['rows.csv', 2, 1],
      ['texts', 1, 1],
    ]);
  });

  it('is checked by another implementation of the signature', async () => {
    const signer = await newSigner();
    const { payloadType, payload, signatures } = valueOf(readEnvelope(await signed(signer)));
    const key = createPublicKey(writePublicKey(signer.publicKey));
    expect(verify(null, preAuthEncoding(payloadType, payload, nodeText), key, signatures[0]!.signature)).toBe(
      true,
    );
  });

  it('passes with the key that signed it, fails with another, and is only intact without one', async () => {
    const signer = await newSigner();
    const file = await signed(signer);
    const trusted = await check(file, signer.publicKey, []);
    expect([trusted.verdict, trusted.signer.status]).toEqual(['pass', 'trusted']);
    const other = await check(file, (await newSigner()).publicKey, []);
    expect([other.verdict, other.signer.status]).toEqual(['fail', 'other']);
    const none = await check(file, null, []);
    expect([none.verdict, signerWords(none.signer)]).toEqual([
      'unknown',
      expect.stringContaining('intact, signer not checked') as string,
    ]);
  });

  it('fails where a key that signed nothing is put beside a statement that names it', async () => {
    const file = JSON.parse(await signed(await newSigner())) as { signatures: { sig: string }[] };
    file.signatures[0]!.sig = Buffer.alloc(64).toString('base64');
    const forged = await check(JSON.stringify(file), null, []);
    expect([forged.verdict, forged.signer.status]).toEqual(['fail', 'invalid']);
  });

  it('fails, or is refused, where any byte of the signed part or the signature changed', async () => {
    const signer = await newSigner();
    const file = await signed(signer);
    const spans = ['payload', 'payloadType', 'sig'].map((member) => {
      const start = file.indexOf(`"${member}": "`) + member.length + 5;
      return [start, file.indexOf('"', start)] as const;
    });
    const places = spans.flatMap(([start, end]) =>
      Array.from({ length: end - start }, (_, at) => start + at),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...places),
        fc.constantFrom(...['A', 'B', 'a', 'b', '0', '1', '+', '/', '-', '_', '=', '.']),
        fc.boolean(),
        async (at, character, hasKey) => {
          fc.pre(file[at] !== character);
          // The two alphabets of base64 write the same bytes.
          fc.pre(!['+-', '-+', '/_', '_/'].includes(`${file[at]}${character}`));
          const changed = `${file.slice(0, at)}${character}${file.slice(at + 1)}`;
          const verified = await verifyRelease(ports, changed, hasKey ? signer.publicKey : null, []);
          expect(verified.ok ? verified.value.verdict : 'fail').not.toBe('pass');
          if (verified.ok && !hasKey) expect(verified.value.signer.status).not.toBe('notChecked');
        },
      ),
      { numRuns: 300 },
    );
  });

  it('says of any files which of them do not match, by name', async () => {
    const signer = await newSigner();
    const file = await signed(signer);
    const good = [await sha256('out/model.bin', 'weights'), await sha256('rows.csv', 'a\n1\n2\n')];
    expect((await check(file, signer.publicKey, good)).verdict).toBe('pass');
    const bad = [await sha256('deep/b.txt', 'other'), await sha256('unknown.txt', 'x')];
    const found = await check(file, signer.publicKey, [...good, ...bad]);
    expect(found.verdict).toBe('fail');
    expect(found.files.map(({ status }) => status)).toEqual(['matches', 'matches', 'differs', 'notNamed']);
    expect(found.files.map(fileMatchWords).slice(2)).toEqual([
      expect.stringContaining('differs from texts/deep/b.txt'),
      'is not part of this release',
    ]);
  });

  it('is refused for an alias that stands on no version', async () => {
    const { own, artifactId, move } = await released();
    const { value: removed } = valueOf(
      await removeAlias(own, { artifactId, alias: 'production', follows: move.id, reason: null }),
    );
    const workspace = await workspaceOf(own);
    const refused = await signRelease(
      workspace,
      workspace.artifacts.get(artifactId)!,
      removed,
      await newSigner(),
      ports,
    );
    expect(refused).toEqual({ ok: false, error: 'production points to no version.' });
  });
});

describe('a folder whose list of files is not here', () => {
  it('is proven by its tree digest, by the files of a folder of its name', async () => {
    const { own, artifactId, move } = await released();
    const workspace = { ...(await workspaceOf(own)), manifests: new Map() };
    const signer = await newSigner();
    const written = valueOf(
      await signRelease(workspace, workspace.artifacts.get(artifactId)!, move, signer, ports),
    );
    const subject = statementOf(written).subjects.find(({ name }) => name === 'texts');
    // `sha256sum` prints a line a file, in the order of their paths; the digest of the folder is that of these lines.
    const files = [await sha256('a.txt', 'A'), await sha256('deep/b.txt', 'B')];
    const lines = files.map((file) => `${file.sha256}  ${file.path}\n`).join('');
    expect(subject).toEqual({ name: 'texts', sha256: null, tree: (await sha256('', lines)).sha256 });

    const below = files.map((file) => ({ ...file, path: `/tmp/x/texts/${file.path}` }));
    const key = signer.publicKey;
    const whole = await check(written, key, below);
    expect([whole.verdict, whole.files.map(({ path, status }) => `${path} ${status}`)]).toEqual([
      'pass',
      ['/tmp/x/texts matches'],
    ]);
    const [changed] = (await check(written, key, [below[0]!, { ...below[1]!, sha256: below[0]!.sha256 }]))
      .files;
    expect(changed).toMatchObject({ path: '/tmp/x/texts', status: 'differs' });
    expect((await check(written, key, [below[0]!])).verdict).toBe('fail');
    const model = await sha256('model.bin', 'weights');
    expect((await check(written, key, [...below, model])).verdict).toBe('pass');
  });
});

describe('a file held against subjects', () => {
  const [a, b] = ['a'.repeat(64), 'b'.repeat(64)];
  const subjects = [
    { name: 'data/train.csv', sha256: a },
    { name: 'data/test.csv', sha256: b },
  ];

  it('differs where two files changed places', () => {
    expect(matchFile(subjects, { path: 'train.csv', sha256: b }).status).toBe('differs');
  });

  it('matches by its digest alone where it shares no name', () => {
    expect(matchFile(subjects, { path: 'copy.csv', sha256: b }).subject?.name).toBe('data/test.csv');
  });

  it('is held against the subject whose path agrees furthest', () => {
    const folders = [
      { name: 'x/part.csv', sha256: a },
      { name: 'y/part.csv', sha256: b },
    ];
    expect(matchFile(folders, { path: '/tmp/y/part.csv', sha256: b }).status).toBe('matches');
    expect(matchFile(folders, { path: '/tmp/y/part.csv', sha256: a }).status).toBe('differs');
    expect(matchFile(folders, { path: 'part.csv', sha256: a }).status).toBe('matches');
  });
});
