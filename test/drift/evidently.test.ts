import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { readTableFile } from '../../src/cli/readFile';
import { recipes } from '../../src/drift/recipe';
import { driftReportWithTests } from '../../src/drift/pValues';
import { defaultReadOptions } from '../../src/table/schema';
import { expectFigure, figureFolders } from './figures';

interface Scores {
  readonly columns: Readonly<
    Record<string, { readonly kind: 'num' | 'cat'; readonly methods: Readonly<Record<string, number>> }>
  >;
}

/** What Evidently calls a figure, and where it is in a report. */
const common = { kl_div: 'klDivergence', jensenshannon: 'jsDistance' } as const;
const figuresOf = {
  num: { ...common, wasserstein: 'wassersteinNormed', ks: 'ks' },
  cat: { ...common, chisquare: 'chiSquare', hellinger: 'hellinger' },
} as const;

const folders = figureFolders
  .map(([whose, folder]) => [whose, path.join(folder, 'evidently')] as const)
  .filter(([, folder]) => existsSync(folder));

describe.each(folders)('the scores of Evidently, %s', (_, folder) => {
  const { columns } = JSON.parse(readFileSync(path.join(folder, 'evidently.json'), 'utf8')) as Scores;

  it('[D3] [D8] come out of the two files', async () => {
    const [reference, current] = await Promise.all(
      ['reference.csv', 'current.csv'].map((name) =>
        readTableFile(path.join(folder, name), defaultReadOptions),
      ),
    );
    if (!reference?.ok || !current?.ok) throw new Error('The files cannot be read.');
    const report = driftReportWithTests(reference.value.profile, current.value.profile, recipes.evidently);
    expect(report.columns.map(({ name }) => name).sort()).toEqual(Object.keys(columns).sort());
    for (const { name, psi, statistics } of report.columns) {
      const { kind, methods } = columns[name]!;
      expectFigure(psi, methods['psi'] ?? NaN, `${name} PSI`);
      for (const [method, statistic] of Object.entries(figuresOf[kind])) {
        const found = statistics.find((one) => one.name === statistic);
        const isPValue = method === 'ks' || method === 'chisquare';
        expectFigure(isPValue ? found?.pValue : found?.value, methods[method] ?? NaN, `${name} ${method}`);
      }
    }
  });
});
