import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { lockedStagesOf } from '../../../src/formats/dvc/lockedStages';
import { readYamlValues } from '../../../src/formats/dvc/readYamlValues';
import { stagesOf } from '../../../src/formats/dvc/stageList';
import { isMap } from '../../../src/formats/dvc/template';
import type { YamlMap } from '../../../src/formats/dvc/yamlValues';
import { sharedFolder } from '../../sharedFolder';

interface Indexed {
  readonly file: string;
  readonly kind: string;
  readonly counts: Readonly<Record<'stages' | 'deps' | 'outs' | 'foreach' | 'matrix', number>>;
}

const corpus = sharedFolder?.corpus;
const indexed = corpus
  ? (JSON.parse(readFileSync(path.join(corpus, 'INDEX.json'), 'utf8')) as readonly Indexed[])
  : [];

function mapOf(file: string): YamlMap {
  const read = readYamlValues(readFileSync(path.join(corpus!, file), 'utf8'));
  if (!read.ok) throw new Error(JSON.stringify(read.error));
  return isMap(read.value) ? read.value : new Map();
}

const countsOf = (
  stages: readonly { readonly deps: readonly unknown[]; readonly outs: readonly unknown[] }[],
) => ({
  stages: stages.length,
  deps: stages.flatMap(({ deps }) => deps).length,
  outs: stages.flatMap(({ outs }) => outs).length,
});

describe.skipIf(!corpus)('pipelines of real repositories', () => {
  it.each(
    indexed.filter(({ kind }) => kind === 'dvc.lock').map(({ file, counts }) => [file, counts] as const),
  )('%s has the stages that it was counted to have', (file, counts) => {
    expect(counts).toMatchObject(countsOf(lockedStagesOf(mapOf(file))));
  });

  it.each(
    indexed
      .filter(({ kind, counts }) => kind === 'dvc.yaml' && counts.foreach + counts.matrix === 0)
      .map(({ file, counts }) => [file, counts] as const),
  )('%s declares the stages that it was counted to have', (file, { stages, deps, outs }) => {
    const found = stagesOf(mapOf(file), new Map());
    expect(found.unresolved).toEqual([]);
    const own = found.stages.map((stage) => ({
      ...stage,
      outs: stage.outs.filter(({ role }) => role === 'out'),
    }));
    expect(countsOf(own)).toEqual({ stages, deps, outs });
  });
});
