import { execFileSync, spawnSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { beforeEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';

const root = path.resolve(import.meta.dirname, '../..');
const ci = (name: string): string => path.join(root, 'docs/ci', name);
const text = (name: string): string => readFileSync(ci(name), 'utf8');

let repository = '';
const inside = (name: string): string => path.join(repository, name);

/** A repository with a contract, its data, and the command on the path as an installed package puts it there. */
beforeEach(() => {
  repository = mkdtempSync(path.join(tmpdir(), 'throughline-ci-'));
  mkdirSync(inside('bin'));
  const script = path.join(root, 'scripts/throughline.mjs');
  writeFileSync(inside('bin/throughline'), `#!/bin/sh\nexec '${process.execPath}' '${script}' "$@"\n`);
  chmodSync(inside('bin/throughline'), 0o755);
  writeFileSync(inside('.gitignore'), 'bin/\ncontracts.*\n');
  writeFileSync(
    inside('orders.odcs.yaml'),
    `apiVersion: v3.1.0
kind: DataContract
id: orders
version: 1.0.0
status: active
servers: [{server: files, type: local, path: 'data/{model}.csv', format: csv}]
schema:
  - name: orders
    properties:
      - {name: id, required: true}
`,
  );
  mkdirSync(inside('data'));
  git('init', '-q', '-b', 'main');
  good();
  git('add', '.');
});

const good = (): void => writeFileSync(inside('data/orders.csv'), 'id,x\n1,2\n');
const bad = (): void => writeFileSync(inside('data/orders.csv'), 'id,x\n,2\n');

function environment(more: Record<string, string> = {}) {
  return { ...process.env, PATH: `${inside('bin')}:${process.env['PATH'] ?? ''}`, ...more };
}

function git(...given: string[]): string {
  return execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b.c', ...given], {
    cwd: repository,
    encoding: 'utf8',
    env: environment(),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** As a runner does: each line of a script is a command, and the first that fails ends it. */
function run(script: string, more: Record<string, string> = {}) {
  const options = { cwd: repository, encoding: 'utf8' as const, env: environment(more) };
  const { status, stdout, stderr } = spawnSync('bash', ['-e', '-c', script], options);
  return { status, said: stdout + stderr };
}

describe('the workflow of GitHub', () => {
  const { jobs } = parse(text('github.yml')) as {
    jobs: { check: { steps: { name?: string; run?: string }[] } };
  };
  const check = jobs.check.steps.find(({ name }) => name === 'Check')!.run!;

  it('writes what the later steps upload, and annotates what fails', () => {
    const summary = inside('contracts.summary');
    expect(run(check, { GITHUB_STEP_SUMMARY: summary }).status).toBe(0);
    bad();
    const { status, said } = run(check, { GITHUB_STEP_SUMMARY: summary });
    expect(status).toBe(1);
    expect(said).toContain(
      '::error file=orders.odcs.yaml,line=10,title=orders.id%3A required::data/orders.csv',
    );
    expect(readFileSync(summary, 'utf8')).toContain('### Throughline: fail');
    for (const file of ['contracts.sarif', 'contracts.md']) {
      expect(existsSync(inside(file))).toBe(true);
      expect(text('github.yml')).toContain(file);
    }
  });
});

describe('the job of GitLab', () => {
  const { contracts } = parse(text('gitlab.yml')) as {
    contracts: { script: string[]; artifacts: { reports: { junit: string } } };
  };

  it('writes the report that it names, and fails where a clause does', () => {
    const script = contracts.script.join('\n');
    expect(run(script).status).toBe(0);
    bad();
    expect(run(script).status).not.toBe(0);
    const report = readFileSync(inside(contracts.artifacts.reports.junit), 'utf8');
    expect(report).toContain('failures="1"');
  });
});

describe('the hook of Git', () => {
  it('refuses a commit while a contract is broken', () => {
    copyFileSync(ci('pre-commit'), inside('.git/hooks/pre-commit'));
    chmodSync(inside('.git/hooks/pre-commit'), 0o755);
    bad();
    expect(() => git('commit', '-q', '-m', 'broken')).toThrow(/required/);
    good();
    git('commit', '-q', '-m', 'kept');
    expect(git('log', '--oneline').trim().split('\n')).toHaveLength(1);
    expect(git('log', '-1', '--format=%s').trim()).toBe('kept');
  });
});
