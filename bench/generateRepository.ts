import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { copyFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { generateRuns } from './generateLineage';

const folderCount = 200;

/**
 * The path of a folder like a repository of data and code, made once and found again: sources of some hundred bytes in 200
 * folders, some tables, objects of Git, one file of OpenLineage with a few runs, and a pipeline of DVC.
 */
export async function generateRepository(fileCount: number): Promise<string> {
  const folder = path.join(tmpdir(), 'throughline-bench', `repository-${fileCount}`);
  if (existsSync(folder)) return folder;
  const partial = `${folder}.partial`;
  rmSync(partial, { recursive: true, force: true });
  const write = (name: string, text: string): void => {
    const file = path.join(partial, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
  };
  write('.git/HEAD', 'ref: refs/heads/main\n');
  write('dvc.yaml', pipeline);
  mkdirSync(path.join(partial, 'lineage'));
  await copyFile(await generateRuns(6), path.join(partial, 'lineage/events.ndjson'));
  for (let index = 3; index < fileCount; index++) write(...fileAt(index));
  renameSync(partial, folder);
  return folder;
}

function fileAt(index: number): [name: string, text: string] {
  const folder = `part_${index % folderCount}`;
  if (index % 40 === 0) return [`.git/objects/${index % 256}/${index}`, `object ${index}\n`];
  if (index % 50 === 1) return [`data/${folder}/table_${index}.csv`, table(index)];
  if (index % 10 === 3) return [`config/${folder}/settings_${index}.json`, `{"name": "part ${index}"}\n`];
  return [
    `src/${folder}/module_${index}.py`,
    `def step_${index}(rows):\n    return rows[${index} :]\n`.repeat(4),
  ];
}

function table(index: number): string {
  const rows = Array.from({ length: 50 }, (_, row) => `${row},${(row * index) % 997}\n`);
  return `id,value\n${rows.join('')}`;
}

const pipeline = `stages:
  train:
    cmd: python src/train.py
    deps:
      - data/part_1
    outs:
      - model.bin
`;
