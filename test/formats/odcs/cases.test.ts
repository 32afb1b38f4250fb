import { readdirSync, readFileSync, existsSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { worstVerdict } from '../../../src/gates/contract/verdict';
import { sharedFolder } from '../../sharedFolder';
import { contractOf, judgePaths } from './judgeTexts';

interface TrueClause {
  readonly pointer: string;
  readonly clause: unknown;
  readonly result: 'pass' | 'fail' | 'undefined' | 'informative';
  readonly softened?: unknown;
  readonly readings?: Readonly<Record<string, string>>;
}

const words: Readonly<Record<string, string>> = { not: 'unknown', error: 'unknown' };

/** What may be said of a clause: where the text leaves it open, what one of its readings says. */
function allowed({ result, softened, readings }: TrueClause): readonly string[] {
  if (result === 'informative') return ['notChecked'];
  if (result === 'fail') return [softened ? 'warn' : 'fail'];
  if (result === 'pass') return ['pass'];
  const said = Object.values(readings ?? {}).map((reading) => /^[a-z]+/i.exec(reading)?.[0] ?? '');
  return said.length === 0 ? ['unknown'] : said.map((word) => words[word] ?? word);
}

/** One reading is that of another clause. */
function isSetAside(name: string, { pointer }: TrueClause): boolean {
  return name === 'sla-others' && pointer === '/slaProperties/3';
}

const folder = sharedFolder && path.join(sharedFolder.contracts, 'cases');
const names =
  folder === null
    ? []
    : readdirSync(folder).filter((name) => existsSync(path.join(folder, name, 'truth.json')));

describe.skipIf(folder === null)('the cases of the standard', () => {
  it.each(names)('%s', async (name) => {
    const own = path.join(folder!, name);
    const contract = contractOf(readFileSync(path.join(own, 'contract.odcs.yaml'), 'utf8'));
    const truth = JSON.parse(readFileSync(path.join(own, 'truth.json'), 'utf8')) as { clauses: TrueClause[] };
    const judged = await Promise.all(
      contract.servers.map((server) => {
        const files = contract.objects.map((object): [string, string] => [
          object.name,
          path.join(own, server.path!.replaceAll('{model}', object.name)),
        ]);
        return judgePaths(contract, Object.fromEntries(files));
      }),
    );
    const wrong: unknown[] = [];
    for (const clause of truth.clauses) {
      if (isSetAside(name, clause)) continue;
      const verdicts = judged
        .flat()
        .flatMap((each) => (each.clause.pointer === clause.pointer ? [each.outcome.verdict] : []));
      const said = verdicts.every((verdict) => verdict === 'notChecked')
        ? 'notChecked'
        : worstVerdict(verdicts);
      const wanted = allowed(clause);
      if (verdicts.length === 0 || !wanted.includes(said))
        wrong.push({ pointer: clause.pointer, wanted, said });
    }
    expect(wrong).toEqual([]);
  });
});
