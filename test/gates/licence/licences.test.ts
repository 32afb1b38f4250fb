import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareStrictness, matters } from '../../../src/gates/licence/conditions';
import { choicesOf, licenceText, parseLicence } from '../../../src/gates/licence/expression';
import { isAllowedLicence } from '../../../src/gates/licence/isAllowedLicence';
import { attributionText } from '../../../src/gates/licence/attribution';
import { conditionsOf, judgeLicences, licencePolicies } from '../../../src/gates/licence/judgeLicences';
import { licenceTable } from '../../../src/gates/licence/licenceTable';

const ids = licenceTable.map(({ id }) => id);
const ranks = ['pass', 'warn', 'unknown', 'fail'];

function canonical(text: string): string {
  const parsed = parseLicence(text);
  return parsed.ok ? licenceText(parsed.value) : `${parsed.error.position}: ${parsed.error.message}`;
}

describe('an expression', () => {
  it('[N1] binds WITH before AND before OR, and is written with no more parentheses than it needs', () => {
    expect(canonical('mit or apache-2.0 and (ISC)')).toBe('MIT OR Apache-2.0 AND ISC');
    expect(canonical('(MIT OR Apache-2.0) AND ISC')).toBe('(MIT OR Apache-2.0) AND ISC');
    expect(canonical('GPL-2.0+ WITH Classpath-exception-2.0')).toBe(
      'GPL-2.0-or-later WITH Classpath-exception-2.0',
    );
    expect(canonical('gpl-3.0')).toBe('GPL-3.0-only');
    expect(canonical('Apache-2.0+')).toBe('Apache-2.0+');
    expect(canonical('DocumentRef-a:LicenseRef-b.1')).toBe('DocumentRef-a:LicenseRef-b.1');
  });

  it('[N1] is refused with its place', () => {
    expect(canonical('MIT AND')).toBe('8: a licence is expected');
    expect(canonical('MIT Apache-2.0')).toBe('5: Apache-2.0 stands where AND, OR or the end is expected');
    expect(canonical('(MIT')).toBe('5: a closing parenthesis is missing');
    expect(canonical('MIT WITH OR')).toBe('10: an exception is expected, and not OR');
    expect(canonical('')).toBe('1: a licence is expected');
    expect(canonical('('.repeat(100))).toContain('nested too deeply');
  });

  it('[N1] leaves the choices of its alternatives', () => {
    const parsed = parseLicence('(MIT OR ISC) AND (Zlib OR 0BSD)');
    const choices = parsed.ok ? choicesOf(parsed.value) : null;
    expect(choices?.map((terms) => terms.map(({ id }) => id).join('+'))).toEqual([
      'MIT+Zlib',
      'MIT+0BSD',
      'ISC+Zlib',
      'ISC+0BSD',
    ]);
    const many = parseLicence(Array.from({ length: 7 }, () => '(MIT OR ISC)').join(' AND '));
    expect(many.ok && choicesOf(many.value)).toBeNull();
  });

  it('[N1] that was written is read as it was', () => {
    const expression = fc.letrec<{ all: string }>((tie) => ({
      all: fc.oneof(
        { maxDepth: 3 },
        fc.constantFrom('MIT', 'GPL-3.0-only', 'LicenseRef-x'),
        fc.tuple(tie('all'), tie('all')).map(([a, b]) => `(${a}) AND (${b})`),
        fc.tuple(tie('all'), tie('all')).map(([a, b]) => `(${a}) OR (${b})`),
      ),
    })).all;
    fc.assert(
      fc.property(expression, (text) => {
        expect(canonical(canonical(text))).toBe(canonical(text));
      }),
    );
  });

  it('is allowed where one of its choices is allowed whole', () => {
    expect(isAllowedLicence('MIT OR GPL-3.0-only', ['MIT'])).toBe(true);
    expect(isAllowedLicence('MIT AND GPL-3.0-only', ['MIT'])).toBe(false);
    expect(isAllowedLicence('gpl-3.0', ['GPL-3.0-only'])).toBe(true);
  });
});

describe('the table', () => {
  it('[N3] has each licence once, with the address of its text', () => {
    expect(new Set(ids.map((id) => id.toLowerCase())).size).toBe(ids.length);
    for (const { source } of licenceTable) expect(source).toMatch(/^https?:\/\//);
  });

  it('[N2] says what the parts of Creative Commons names mean', () => {
    expect(conditionsOf('CC-BY-NC-SA-3.0')).toEqual({
      commercialUse: 'bound',
      shareAlike: 'bound',
      attribution: 'bound',
      training: 'free',
      derivatives: 'free',
    });
    expect(conditionsOf('CC-BY-ND-4.0')).toMatchObject({ commercialUse: 'free', derivatives: 'bound' });
    expect(Object.values(conditionsOf('CC0-1.0'))).toEqual(['free', 'free', 'free', 'free', 'free']);
    for (const unknown of [null, 'NOASSERTION', 'NONE', 'LicenseRef-other', 'no expression'])
      expect(new Set(Object.values(conditionsOf(unknown)))).toEqual(new Set(['unknown']));
  });
});

describe('policies', () => {
  const judge = (policy: (typeof licencePolicies)[number], ...expressions: readonly (string | null)[]) =>
    judgeLicences(
      expressions.map((expression, at) => ({ name: `input ${at + 1}`, expression })),
      [policy],
      true,
    );

  it('[N4] fail where a condition is bound, warn where it is limited, and are unknown without a licence', () => {
    const verdicts = ['CC-BY-NC-4.0', 'LicenseRef-Llama-3.1', 'MIT', null].map(
      (expression) => judge('commercial-use', expression).verdict,
    );
    expect(verdicts).toEqual(['fail', 'warn', 'pass', 'unknown']);
    expect(judge('attribution', 'MIT').verdict).toBe('warn');
    expect(judge('no-share-alike', 'GPL-3.0-only').findings[0]?.message).toBe(
      'GPL-3.0-only of input 1 has to be shared alike',
    );
    expect(judge('commercial-use', 'MIT', null, 'CC-BY-NC-4.0').verdict).toBe('fail');
  });

  it('[N4] take the best choice of an alternative, and need all of a conjunction', () => {
    expect(judge('no-share-alike', 'GPL-3.0-only OR MIT').verdict).toBe('pass');
    expect(judge('no-share-alike', 'GPL-3.0-only AND MIT').verdict).toBe('fail');
    expect(judge('no-share-alike', 'GPL-2.0-only WITH Classpath-exception-2.0').verdict).toBe('warn');
  });

  it('[N5] fail where two inputs cannot stand in one work, and name both', () => {
    const { verdict, findings } = judge('compatible', 'CC-BY-SA-4.0', 'MIT', 'CC-BY-NC-4.0');
    expect(verdict).toBe('fail');
    expect(findings).toEqual([
      {
        policy: 'compatible',
        verdict: 'fail',
        message:
          'CC-BY-SA-4.0 shares alike with commercial use, which CC-BY-NC-4.0 forbids: input 1 and input 3',
        inputs: ['input 1', 'input 3'],
      },
    ]);
    expect(judge('compatible', 'ODbL-1.0', 'CC-BY-SA-4.0').verdict).toBe('fail');
    expect(judge('compatible', 'CC-BY-ND-4.0').verdict).toBe('fail');
    expect(judge('compatible', 'GPL-2.0-or-later', 'GPL-3.0-only').verdict).toBe('pass');
    expect(judge('compatible', 'GPL-2.0-only', 'GPL-3.0-only').verdict).toBe('fail');
    expect(judge('compatible', 'ODbL-1.0', 'CC-BY-SA-4.0 OR MIT').verdict).toBe('pass');
    expect(judge('compatible', 'MIT', null).verdict).toBe('unknown');
  });

  it('[N8] are never kept better, nor conditions laxer, with a further input', () => {
    const some = fc.constantFrom(
      null,
      'LicenseRef-nobody-knows',
      'MIT OR GPL-3.0-only',
      'CC-BY-NC-4.0 AND MIT',
      ...ids,
    );
    fc.assert(
      fc.property(
        fc.array(some, { minLength: 1, maxLength: 5 }),
        some,
        fc.nat(5),
        (before, further, place) => {
          const after = before.toSpliced(place, 0, further);
          const judged = (all: readonly (string | null)[]) =>
            judgeLicences(
              all.map((expression, at) => ({ name: String(at), expression })),
              licencePolicies,
              true,
            );
          const [first, second] = [judged(before), judged(after)];
          expect(ranks.indexOf(second.verdict)).toBeGreaterThanOrEqual(ranks.indexOf(first.verdict));
          for (const matter of matters)
            expect(
              compareStrictness(second.conditions[matter], first.conditions[matter]),
            ).toBeGreaterThanOrEqual(0);
        },
      ),
    );
  });
});

it('attribution names everything with its licence and where that stands', () => {
  const text = attributionText('model', [
    { name: 'trips', expression: 'ODbL-1.0', notes: ['By City'] },
    { name: 'other', expression: null, notes: [] },
  ]);
  expect(text).toBe(
    [
      'Attribution of model',
      '',
      'trips',
      '  Licence: ODbL-1.0',
      '  Open Data Commons Open Database License: https://opendatacommons.org/licenses/odbl/1-0/',
      '  By City',
      '',
      'other',
      '  Licence: not known',
      '',
    ].join('\n'),
  );
});
