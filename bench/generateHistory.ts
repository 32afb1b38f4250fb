import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** The path of a repository with so many commits, each of which changes a pointer, the parameters and the metrics; made once and found again. */
export function generateHistory(commitCount: number): string {
  const folder = path.join(tmpdir(), 'throughline-bench', `history-${commitCount}`);
  if (existsSync(folder)) return folder;
  const partial = `${folder}.partial`;
  rmSync(partial, { recursive: true, force: true });
  mkdirSync(partial, { recursive: true });
  const git = (words: readonly string[], input?: string): void => {
    execFileSync('git', words, { cwd: partial, input, stdio: ['pipe', 'ignore', 'ignore'] });
  };
  git(['init', '-q', '-b', 'main']);
  git(['fast-import', '--quiet'], streamOf(commitCount));
  git(['reset', '-q', '--hard', 'main']);
  renameSync(partial, folder);
  return folder;
}

function streamOf(commitCount: number): string {
  const data = (text: string): string => `data ${Buffer.byteLength(text)}\n${text}\n`;
  const parts: string[] = [];
  for (let at = 0; at < commitCount; at++) {
    const md5 = createHash('md5').update(`version ${at}`).digest('hex');
    parts.push(
      `commit refs/heads/main\ncommitter Ana <ana@example.org> ${1_700_000_000 + 3600 * at} +0000\n${data(`Run ${at}`)}`,
      `M 100644 inline data/orders.csv.dvc\n${data(`outs:\n- md5: '${md5}'\n  size: ${1000 + at}\n  hash: md5\n  path: orders.csv\n`)}`,
      `M 100644 inline params.yaml\n${data(`rate: ${at % 10}\ndepth: ${at % 7}\n`)}`,
      `M 100644 inline metrics.json\n${data(`{"rmse": ${100 / (at + 9)}}\n`)}`,
    );
  }
  return parts.join('');
}
