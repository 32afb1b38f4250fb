import { spawn } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { setTimeout } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { readBundle } from '../../src/formats/bundle/readBundle';
import { bundleOf, eventOf } from './sharedBundles';
import { nodeHashers, nodeText } from '../../src/cli/nodePorts';
import { runCommand, runJson } from './runCommand';
import { newFolder } from './sharedStore';

const script = path.resolve(import.meta.dirname, '../../scripts/throughline.mjs');

async function bundleFile(name: string, ...jobs: readonly string[]): Promise<string> {
  const file = path.join(newFolder(), `${name}.json`);
  writeFileSync(file, await bundleOf(...jobs.map(eventOf)));
  return file;
}

/** The names of the jobs in a bundle. */
function jobsOf(file: string): readonly string[] {
  const read = readBundle(readFileSync(file, 'utf8'), { hashers: nodeHashers, text: nodeText });
  if (!read.ok) throw new Error(read.error.message);
  return read.value.tables.jobs.map(({ name }) => name).sort();
}

describe('push and pull', () => {
  it('bring a bundle through a folder as it was, and fetch nothing that is here', async () => {
    const remote = newFolder();
    const own = await bundleFile('own', 'a', 'b');
    const copy = path.join(newFolder(), 'copy.json');
    expect(await runJson('pull', remote, '-o', copy)).toEqual({
      status: 1,
      value: { remote, state: 'empty' },
    });
    expect(await runJson('push', own, remote)).toMatchObject({
      status: 0,
      value: { state: 'pushed', writtenPackCount: 1 },
    });
    expect(await runJson('push', own, remote)).toMatchObject({ status: 0, value: { state: 'current' } });
    expect(await runJson('pull', remote, '-o', copy)).toMatchObject({
      status: 0,
      value: { state: 'pulled', fetchedPackCount: 1 },
    });
    expect(readFileSync(copy, 'utf8')).toBe(readFileSync(own, 'utf8'));
    expect(await runJson('pull', remote, '-o', copy)).toMatchObject({
      status: 0,
      value: { state: 'pulled', fetchedPackCount: 0 },
    });
  });

  it('merge what two people have, in the store and in the bundle that is pulled into', async () => {
    const remote = newFolder();
    const [ada, ben] = [await bundleFile('ada', 'both', 'ada'), await bundleFile('ben', 'both', 'ben')];
    await runCommand('push', ada, remote);
    expect(await runJson('push', ben, remote)).toMatchObject({ status: 0, value: { state: 'merged' } });
    const eve = await bundleFile('eve', 'eve');
    const { status, stdout } = await runCommand('pull', remote, '-o', eve);
    expect([status, stdout]).toEqual([0, expect.stringContaining('Merged with the bundle that was there.')]);
    expect(jobsOf(eve)).toEqual(['ada', 'ben', 'both', 'eve']);
    expect(await runJson('push', eve, remote)).toMatchObject({ status: 0, value: { state: 'pushed' } });
    expect(await runJson('pull', remote, '-o', ada)).toMatchObject({ status: 0 });
    expect(jobsOf(ada)).toEqual(['ada', 'ben', 'both', 'eve']);
  });

  it('lose nothing where four push at once and others are killed meanwhile', async () => {
    const remote = newFolder();
    const names = ['a', 'b', 'c', 'd'];
    const files = await Promise.all(names.map((name) => bundleFile(name, name)));
    const killed = files.map(async (file, at) => {
      const child = spawn(process.execPath, [script, 'push', file, remote], { stdio: 'ignore' });
      await setTimeout(300 + 150 * at);
      child.kill('SIGKILL');
    });
    const pushed = await Promise.all(files.map((file) => runCommand('push', file, remote)));
    await Promise.all(killed);
    expect(pushed.map(({ status, stderr }) => [status, stderr])).toEqual(names.map(() => [0, '']));
    const copy = path.join(newFolder(), 'copy.json');
    expect((await runCommand('pull', remote, '-o', copy)).status).toBe(0);
    expect(jobsOf(copy)).toEqual(names);
  }, 60_000);

  it('refuse what is no bundle and no store, in words', async () => {
    const remote = newFolder();
    const own = await bundleFile('own', 'a');
    writeFileSync(path.join(remote, 'thesis.txt'), 'mine');
    expect((await runCommand('push', own, remote)).stderr).toContain('it holds other things (thesis.txt)');
    expect(await runCommand('push', path.join(remote, 'thesis.txt'), newFolder())).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('no bundle of Throughline') as string,
    });
    expect((await runCommand('push', own, 'ftp://host/x')).stderr).toContain(
      'neither a folder nor an address',
    );
    expect((await runCommand('push', own, 'https://key:secret@host/x')).stderr).not.toContain('secret');
    expect((await runCommand('pull', newFolder())).stderr).toContain('pull takes -o BUNDLE');
    expect(readdirSync(remote)).toEqual(['thesis.txt']);
  });
});
