import { generateKeyPairSync } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { promote } from '../../src/operations/releases/promote';
import { exportBundle } from '../../src/operations/workspaces/bundle';
import { dropFile, testPorts, valueOf } from '../operations/testProject';
import { runCommand, runJson } from './runCommand';

const folder = mkdtempSync(path.join(tmpdir(), 'throughline-evidence-'));
afterAll(() => rmSync(folder, { recursive: true }));

const keys = generateKeyPairSync('ed25519');
const others = generateKeyPairSync('ed25519');

function write(name: string, text: string): string {
  const file = path.join(folder, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
}

const privateKey = write('key.pem', keys.privateKey.export({ type: 'pkcs8', format: 'pem' }) as string);
const publicKey = write('key.pub', keys.publicKey.export({ type: 'spki', format: 'pem' }) as string);
const otherKey = write('other.pub', others.publicKey.export({ type: 'spki', format: 'pem' }) as string);
const model = write('out/model.bin', 'weights');
const evidence = path.join(folder, 'evidence.json');
let bundle = '';

beforeAll(async () => {
  const ports = testPorts();
  const { artifactId, snapshotId } = (await dropFile(ports, 'model.bin', 'weights')).outcomes[0]!;
  const promotion = {
    artifactId,
    alias: 'production',
    snapshotId,
    follows: null,
    rules: new Map(),
    reason: null,
  };
  valueOf(await promote(ports, promotion));
  bundle = write('bundle.json', valueOf(await exportBundle(ports, null)));
  const attested = await runCommand(
    'release',
    'attest',
    bundle,
    '--alias',
    'production',
    '--key',
    privateKey,
    '-o',
    evidence,
  );
  if (attested.status !== 0) throw new Error(attested.stderr);
});

describe('throughline release verify', () => {
  it('answers 0 for the trusted key, 1 for another, and 2 without one', async () => {
    const trusted = await runCommand('release', 'verify', evidence, '--key', publicKey, '--files', model);
    expect(trusted.status).toBe(0);
    expect(trusted.stdout).toContain('intact, signed by the trusted key');
    expect(trusted.stdout).toContain(`${model}: matches model.bin`);
    expect((await runCommand('release', 'verify', evidence, '--key', otherKey)).status).toBe(1);
    const unchecked = await runCommand('release', 'verify', evidence);
    expect(unchecked).toMatchObject({
      status: 2,
      stdout: expect.stringContaining('intact, signer not checked') as string,
    });
  });

  it('prints what it found as JSON, and names what does not match in a folder', async () => {
    const changed = write('changed/model.bin', 'other weights');
    const { status, value } = await runJson(
      'release',
      'verify',
      evidence,
      '--key',
      publicKey,
      path.dirname(changed),
    );
    expect(status).toBe(1);
    expect(value).toMatchObject({
      verdict: 'fail',
      signer: { status: 'trusted', keyId: expect.stringMatching(/^[0-9a-f]{64}$/) as string },
      subjects: [{ name: 'model.bin' }],
      predicateType: 'urn:throughline:release:1',
      files: [{ path: changed, status: 'differs', subject: { name: 'model.bin' } }],
    });
  });

  it('answers 1 where it was changed, with and without a key', async () => {
    const text = readFileSync(evidence, 'utf8');
    const envelope = JSON.parse(text) as { payload: string };
    const payload = Buffer.from(envelope.payload, 'base64').toString().replace('production', 'productiom');
    const changed = write(
      'changed.json',
      JSON.stringify({ ...envelope, payload: Buffer.from(payload).toString('base64') }),
    );
    expect((await runCommand('release', 'verify', changed, '--key', publicKey)).status).toBe(1);
    expect((await runCommand('release', 'verify', changed)).status).toBe(1);
  });

  it.each([
    ['an absent file', () => [path.join(folder, 'none.json')], 'unreadable'],
    ['what is no evidence', () => [bundle], 'malformedEvidence'],
    ['a key that is private', () => [evidence, '--key', privateKey], 'unreadableKey'],
    [
      'an absent file to hold against it',
      () => [evidence, '--files', path.join(folder, 'none')],
      'unreadable',
    ],
  ])('answers 2 for %s', async (_, given, kind) => {
    expect(await runJson('release', 'verify', ...given())).toMatchObject({
      status: 2,
      value: { failure: { kind } },
    });
  });
});

describe('throughline release attest', () => {
  it('names what it cannot use', async () => {
    const asked = (...given: string[]) => runCommand('release', 'attest', bundle, ...given);
    const none = await asked('--alias', 'staging', '--key', privateKey);
    expect(none).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('no artifact has an alias staging') as string,
    });
    const wrong = await asked('--alias', 'production', '--key', publicKey);
    expect(wrong).toMatchObject({ status: 2, stderr: expect.stringContaining('no private key') as string });
    const over = await asked('--alias', 'model.bin@production', '--key', privateKey, '-o', bundle);
    expect(over).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('it is the file that is read') as string,
    });
  });
});
