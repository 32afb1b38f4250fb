import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { recogniseColumn } from '../../../src/gates/privacy/recognise';
import { placesInText } from '../../../src/gates/privacy/textPlaces';

const plain = Array.from({ length: 3000 }, (_, row) => `the parcel number ${row} came late`);

/** The kinds found in a column of these values, with their rows. */
function found(values: readonly string[], name = 'comment'): readonly string[] {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  const column = {
    name,
    type: 'string' as const,
    values: Array.from(counts, ([value, count]) => ({ value, count })),
    valueCount: values.length,
  };
  return recogniseColumn(column)
    .filter(({ score }) => score >= 0.7)
    .map(({ kind, rows }) => `${kind} ${rows}`);
}

describe('personal data inside of longer texts', () => {
  it.each([
    ['email 1', 'please write to ana.lopez@example.org, thanks'],
    ['email 1', '{"who": "<ana@example.org>", "n": 3}'],
    ['email 1', 'https://example.org/unsubscribe?mail=ana@example.com&x=1'],
    ['iban 1', 'transfer to DE89 3704 0044 0532 0130 00 by Friday'],
    ['iban 1', 'IBAN:GB82WEST12345698765432.'],
    ['phone 1', 'my new number is +49 171 2345678'],
    ['phone 1', 'reach us at (212) 555-0147 after six'],
    ['phone 1', 'bitte anrufen unter 0171 2345678'],
    ['card 1', 'charged to 4111 1111 1111 1111 yesterday'],
    ['macAddress 1', 'device 3c:22:fb:12:ab:9e was seen'],
    ['nationalId 1', 'her SSN is 536-90-4399, keep it safe'],
    ['taxId 1', 'el NIF J99216582 de la empresa'],
    ['ipAddress 1', 'blocked IP 81.2.69.142 for an hour'],
    ['birthDate 1', 'she was born 12.03.1985 in Bern'],
  ])('[S13] one %s among three thousand texts is found: %s', (kind, text) => {
    expect(found([...plain, text])).toEqual([kind]);
  });

  it.each([
    'cloned git@example.org:team/repo.git',
    'the picture logo@2x.png is too large',
    'react@18.2.0 breaks left-pad@1.3.0',
    'see https://user@example.org/path for more',
    'Message-ID <20240301101112.4711@mail.example.org>',
    'order +49 171 2345678 was cancelled',
    'order 4111 1111 1111 1111 was sent',
    'the meeting is 2024-03-01 10:00:00+01:00',
    'updated to 10.0.19041.1 at last',
    'population 83 100 000 in 2024',
    'transfer to DE88 3704 0044 0532 0130 00 by Friday',
    'card brand VISA, ends with 1111',
    'part 212-555-0147 is back in stock',
    'serial 4111111111111111 returned',
  ])('[S13] nothing personal stands in: %s', (text) => {
    expect(found([...plain, text])).toEqual([]);
  });

  it('[S13] of meters whose numbers look like cards few are, so that none is told', () => {
    // Luhn holds for one in ten: of these ten numbers for the first.
    const meters = Array.from({ length: 10 }, (_, at) => `meter 4111 1111 1111 111${(1 + at) % 10} was read`);
    expect(found([...plain, ...meters])).toEqual([]);
  });

  it('[S13] national numbers without a word that says so are told by all of them together', () => {
    const number = (row: number): string => `0${(row * 977) % 90_000} ${100_000 + ((row * 7919) % 899_999)}`;
    const texts = Array.from(
      { length: 60 },
      (_, row) => `Ana wrote ${number(row).padStart(6, '1')} on the form`,
    );
    expect(found(texts)).toEqual(['phone 60']);
  });

  it('[S13] an address beyond the first five hundred values is found', () => {
    const values = Array.from({ length: 3000 }, (_, row) =>
      row === 2900 ? 'ana@example.org' : `note ${row}`,
    );
    expect(found(values)).toEqual(['email 1']);
  });

  it('[S13] a place is found whatever words stand around it', () => {
    const word = fc.stringMatching(/^[a-z]{1,9}$/);
    fc.assert(
      fc.property(fc.array(word, { maxLength: 6 }), fc.array(word, { maxLength: 6 }), (before, after) => {
        const text = [...before, 'ana.lopez@example.org', ...after].join(' ');
        expect(placesInText(text).map(({ kind, token }) => `${kind} ${token}`)).toEqual([
          'email ana.lopez@example.org',
        ]);
      }),
    );
  });

  it('[S13] a hostile text is read in a time that grows with its length', () => {
    for (const unit of ['@', 'a@', '1 ', '+1', '(1', 'DE12 ', '1.1.', 'A1-', '00:', 'a.', '@a.'])
      expect(() => placesInText(unit.repeat(60_000 / unit.length))).not.toThrow();
  });
});
