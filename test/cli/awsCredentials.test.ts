import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { awsCredentials } from '../../src/cli/awsCredentials';
import { s3Address } from '../../src/cli/s3Address';
import { newFolder } from './sharedStore';

const home = newFolder();
mkdirSync(path.join(home, '.aws'));
writeFileSync(
  path.join(home, '.aws', 'credentials'),
  '[default]\naws_access_key_id = one\naws_secret_access_key=s=1\n[team]\naws_access_key_id=two\naws_secret_access_key=s2\naws_session_token=t2\n',
);
writeFileSync(
  path.join(home, '.aws', 'config'),
  '[default]\nregion = eu-central-1\n[profile team]\nregion=eu-west-1\n',
);

describe('keys for object storage', () => {
  it('come from the environment first, then from the files, by profile', async () => {
    expect(
      await awsCredentials({ AWS_ACCESS_KEY_ID: 'env', AWS_SECRET_ACCESS_KEY: 'e', AWS_REGION: 'r' }, home),
    ).toEqual({ accessKeyId: 'env', secretAccessKey: 'e', sessionToken: null, region: 'r' });
    expect(await awsCredentials({}, home)).toEqual({
      accessKeyId: 'one',
      secretAccessKey: 's=1',
      sessionToken: null,
      region: 'eu-central-1',
    });
    expect(await awsCredentials({ AWS_PROFILE: 'team' }, home)).toEqual({
      accessKeyId: 'two',
      secretAccessKey: 's2',
      sessionToken: 't2',
      region: 'eu-west-1',
    });
  });

  it('are asked for in words where there are none', async () => {
    await expect(awsCredentials({ AWS_PROFILE: 'other' }, home)).rejects.toThrow('profile other');
  });
});

describe('an address of object storage', () => {
  const region = { region: 'eu-west-1' };
  it.each([
    ['s3://bucket/team/', null, 'https://bucket.s3.eu-west-1.amazonaws.com/team'],
    ['s3://bucket', 'http://127.0.0.1:9000/', 'http://127.0.0.1:9000/bucket'],
    ['s3://bucket/a b', 'https://storage.example', 'https://storage.example/bucket/a%20b'],
    ['https://storage.example/bucket/team', null, 'https://storage.example/bucket/team'],
  ])('%s at %s is %s', (given, endpoint, address) => {
    expect(s3Address(given, endpoint, region)).toBe(address);
  });

  it.each([
    ['https://key:secret@host/bucket', 'takes no keys'],
    ['s3:///folder', 'names no bucket'],
    ['https://host/bucket?key=1', 'takes nothing after ?'],
  ])('%s is refused: it %s', (given, message) => {
    expect(() => s3Address(given, null, region)).toThrow(message);
  });
});
