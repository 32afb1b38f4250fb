import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { readTableFile } from '../../../src/cli/readFile';
import { actionOf, defaultDecisions } from '../../../src/gates/privacy/decide';
import { compactOf, isOfRule } from '../../../src/gates/privacy/idRule';
import { masked } from '../../../src/gates/privacy/mask';
import { nationalIds } from '../../../src/gates/privacy/nationalIds';
import { recogniseColumn } from '../../../src/gates/privacy/recognise';
import { recogniseTable } from '../../../src/gates/privacy/recogniseTable';
import { taxIds } from '../../../src/gates/privacy/taxIds';
import { seededRandom } from '../../../src/lib/random';
import { defaultReadOptions } from '../../../src/table/schema';
import { sharedFolder } from '../../sharedFolder';

/** The kinds found in a column of a name with these values. */
function found(name: string, values: readonly string[]): readonly string[] {
  const column = {
    name,
    type: null,
    values: values.map((value) => ({ value, count: 1 })),
    valueCount: values.length,
  };
  return recogniseColumn(column)
    .filter(({ score }) => score >= 0.7)
    .map(({ kind }) => kind);
}

const many = (draw: (row: number, random: () => number) => string, count = 100): readonly string[] => {
  const random = seededRandom(7);
  return Array.from({ length: count }, (_, row) => draw(row, random));
};
const digits = (random: () => number, count: number): string =>
  Array.from({ length: count }, () => Math.floor(random() * 10)).join('');

describe('values that tell a kind', () => {
  // Examples that the offices, the standards and the documentation of python-stdnum give.
  const examples: readonly (readonly [kind: string, name: string, example: string])[] = [
    ['nationalId', 'ES DNI', '54362315-K'],
    ['nationalId', 'ES NIE', 'X-2482300W'],
    ['nationalId', 'FR NIR', '2 95 10 99 126 111 93'],
    ['nationalId', 'NL BSN', '111222333'],
    ['nationalId', 'PL PESEL', '44051401359'],
    ['nationalId', 'PT CC', '00000000 0 ZZ4'],
    ['nationalId', 'BE NN', '85 07 30 033 28'],
    ['nationalId', 'CH AHV', '756.9217.0769.85'],
    ['nationalId', 'AT VNR', '1237 010180'],
    ['nationalId', 'SE personnummer', '880320-0016'],
    ['nationalId', 'NO fødselsnummer', '151086 95088'],
    ['nationalId', 'FI hetu', '131052-308T'],
    ['nationalId', 'CZ RČ', '710319/2745'],
    ['nationalId', 'RO CNP', '1630615123457'],
    ['nationalId', 'BG EGN', '8032056031'],
    ['nationalId', 'EE, LT isikukood', '36805280109'],
    ['nationalId', 'HR OIB', '33392005961'],
    ['nationalId', 'SI, RS JMBG', '0101006500006'],
    ['nationalId', 'GR AMKA', '01013099997'],
    ['nationalId', 'IE PPS', '6433435F'],
    ['nationalId', 'US SSN', '536-90-4399'],
    ['nationalId', 'CA SIN', '123-456-782'],
    ['nationalId', 'BR CPF', '390.533.447-05'],
    ['nationalId', 'MX CURP', 'BOXW310820HNERXN09'],
    ['nationalId', 'CN 居民身份证', '360426199101010071'],
    ['nationalId', 'TW 身分證', 'A123456789'],
    ['nationalId', 'KR RRN', '971013-9019902'],
    ['nationalId', 'JP マイナンバー', '6214 9832 0257'],
    ['nationalId', 'IN Aadhaar', '234123412346'],
    ['nationalId', 'TR TCKN', '17291716060'],
    ['nationalId', 'RU СНИЛС', '112-233-445 95'],
    ['nationalId', 'ZA ID', '7503305044089'],
    ['nationalId', 'TH PIN', '3100600445635'],
    ['nationalId', 'SG NRIC', 'S1234567D'],
    ['nationalId', 'DK CPR', '211062-5629'],
    ['nationalId', 'GB NINO', 'QQ123456C'.replace('QQ', 'AB')],
    ['nationalId', 'DE Personalausweis', 'T220001293'],
    ['nationalId', 'DE Versicherungsnummer', '15070649C103'],
    ['nationalId', 'PL dowód', 'ABA300000'],
    ['nationalId', 'IL ת״ז', '39337423'.padStart(9, '0')],
    ['taxId', 'DE IdNr', '36 574 261 809'],
    ['taxId', 'DE USt-IdNr', 'DE136695976'],
    ['taxId', 'ES NIF', 'J99216582'],
    ['taxId', 'IT codice fiscale', 'RCCMNL83S18D969H'],
    ['taxId', 'IT partita IVA', 'IT 00743110157'],
    ['taxId', 'FR SPI', '3023217600053'],
    ['taxId', 'PT NIF', 'PT 501 964 843'],
    ['taxId', 'PL NIP', 'PL 8567346215'],
    ['taxId', 'GB UTR', '1955839661'],
    ['taxId', 'GB VAT', 'GB 980 7806 84'],
    ['taxId', 'TR VKN', '4540536920'],
    ['taxId', 'RU ИНН', '123456789047'],
    ['taxId', 'BR CNPJ', '16.727.230/0001-97'],
    ['taxId', 'CL RUT', '76086428-5'],
    ['taxId', 'AR CUIT', '20-05536168-2'],
    ['taxId', 'CO NIT', '213.123.432-1'],
    ['taxId', 'AU TFN', '123 456 782'],
    ['taxId', 'AU ABN', '83 914 571 673'],
    ['taxId', 'IN PAN', 'ACUPA7085R'],
    ['taxId', 'MX RFC', 'GODE 561231 GR8'],
    ['taxId', 'JP 法人番号', '5-8356-7825-6246'],
    ['taxId', 'CH UID', 'CHE-100.155.212'],
    ['taxId', 'GR AFM', '094259216'],
    ['taxId', 'BE TVA', 'BE 0428759497'],
    ['taxId', 'AT UID', 'ATU13585627'],
    ['taxId', 'FI Y-tunnus', '2077474-0'],
    ['taxId', 'DK CVR', '13585628'],
    ['taxId', 'NO orgnr', '988 077 917'],
    ['taxId', 'US ITIN', '912-90-3456'],
  ];

  it.each(examples)('[S4] a %s of the rule %s is %s', (kind, name, example) => {
    const rules = [...nationalIds, ...taxIds].filter((rule) => rule.kind === kind && rule.name === name);
    expect(rules.some((rule) => isOfRule(rule, example, compactOf(example)))).toBe(true);
  });

  it.each(examples.filter(([, name]) => !/PAN|EIN|ITIN|RFC|CURP|NINO|SSN|UID|NIF|CPR/.test(name)))(
    '[S4] a %s of the rule %s with another last digit is none: %s',
    (kind, name, example) => {
      const last = example.at(-1)!;
      const others = /\d/.test(last) ? '0123456789' : 'ABCDEFGHJKLMNPRSTUVWXYZ';
      const rules = [...nationalIds, ...taxIds].filter((rule) => rule.kind === kind && rule.name === name);
      const passing = Array.from(others).filter((other) => {
        const changed = example.slice(0, -1) + other;
        return rules.some((rule) => isOfRule(rule, changed, compactOf(changed)));
      });
      expect(passing.length).toBeLessThanOrEqual(2);
    },
  );

  it('[S2] few values are enough where nothing else is written like them', () => {
    expect(found('x', ['ana@example.org'])).toEqual(['email']);
    expect(found('x', ['DE89 3704 0044 0532 0130 00', 'GB82 WEST 1234 5698 7654 32'])).toEqual(['iban']);
    expect(found('x', ['4111-1111-1111-1111'])).toEqual([]);
    expect(found('creditCard', ['4111-1111-1111-1111'])).toEqual(['card']);
  });

  it('[S6] one e-mail address among notes is found', () => {
    const notes = many((row) => (row % 20 === 0 ? `person${row}@example.org` : `note ${row}`));
    expect(found('note', notes)).toEqual(['email']);
  });
});

describe('what only looks like personal data', () => {
  const luhnCards = many((_, random) => `4${digits(random, 15)}`, 400);

  it('[S3] order numbers of which a tenth pass Luhn by chance are no cards', () => {
    expect(found('x', luhnCards)).toEqual([]);
    expect(found('order_number', luhnCards)).toEqual([]);
  });

  it('[S3] numbers of any length that pass a check by chance are no identity numbers', () => {
    for (const length of [8, 9, 10, 11, 12, 13, 14, 15, 16])
      expect(
        found(
          'x',
          many((_, random) => `${1 + Math.floor(random() * 9)}${digits(random, length - 1)}`, 400),
        ),
      ).toEqual([]);
  });

  it('[S5] years are no dates of birth, whatever the column is called', () => {
    expect(
      found(
        'birth_year',
        many((row) => String(1940 + (row % 60))),
      ),
    ).toEqual([]);
    expect(
      found(
        'date_of_birth',
        many((row) => String(1940 + (row % 60))),
      ),
    ).toEqual([]);
  });

  it('[S5] days of a series and of orders are no dates of birth', () => {
    const day = (row: number, step: number, from: number): string =>
      new Date(Date.UTC(from, 0, 1) + row * step * 86_400_000).toISOString().slice(0, 10);
    expect(
      found(
        'x',
        many((row) => day(row, 7, 1950), 2000),
      ),
    ).toEqual([]);
    expect(
      found(
        'x',
        many((row) => `${1950 + Math.floor(row / 12)}-${String((row % 12) + 1).padStart(2, '0')}-01`, 600),
      ),
    ).toEqual([]);
    expect(
      found(
        'ordered_on',
        many((_, random) => day(Math.floor(random() * 20000), 1, 1950)),
      ),
    ).toEqual([]);
    expect(
      found(
        'x',
        many((_, random) => day(Math.floor(random() * 20000), 1, 1950)),
      ),
    ).toEqual(['birthDate']);
  });

  it.each([
    ['unix_time', (row: number) => String(1_600_000_000 + row * 977)],
    ['epoch_ms', (row: number) => String(1_600_000_000_000 + row * 97_777)],
    ['x', (row: number) => String(1_600_000_000_000_000 + row * 97_777_313)],
    ['id', (row: number) => String(3_300_000_000 + row)],
    ['padded', (row: number) => String(row).padStart(10, '0')],
    [
      'x',
      (_: number, random: () => number) => `${digits(random, 3)}-${digits(random, 3)}-${digits(random, 4)}`,
    ],
    [
      'x',
      (_: number, random: () => number) => `${digits(random, 3)}-${digits(random, 7)}-${digits(random, 7)}`,
    ],
    ['isbn', (_: number, random: () => number) => `978-3-16-${digits(random, 6)}-${digits(random, 1)}`],
    ['time', (row: number) => `2026-03-01 ${String(row % 24).padStart(2, '0')}:15:00`],
    ['price', (_: number, random: () => number) => (random() * 900).toFixed(2)],
  ])('[S5] %s is no phone number', (name, draw) => {
    expect(found(name, many(draw))).toEqual([]);
  });

  it.each([
    ['version', (row: number) => `${row % 9}.${row % 20}.${row % 7}.${row % 60}`],
    ['x', (row: number) => `10.${row % 20}.${row % 7}.${row % 60}`],
    ['build', (row: number) => `10.0.${19041 + row}.1`],
    ['time', (row: number) => `12:${String(row % 60).padStart(2, '0')}:07`],
  ])('[S5] %s is no IP address', (name, draw) => {
    expect(found(name, many(draw))).toEqual([]);
  });

  it('[S5] names of products, files and towns are no names of persons', () => {
    expect(
      found(
        'product_name',
        many((row) => ['Granite Chair', 'Cotton Shirt', 'Steel Table'][row % 3]!),
      ),
    ).toEqual([]);
    expect(
      found(
        'name',
        many((row) => `Sleek Granite ${['Chair', 'Table', 'Shirt'][row % 3]}`),
      ),
    ).toEqual([]);
    expect(found('name', ['Alice Miller', 'Bob Jones', 'Clara Smith', 'David Brown'])).toEqual([
      'personName',
    ]);
    expect(found('x', ['Alice Miller', 'Bob Jones', 'Clara Smith', 'David Brown'])).toEqual([]);
  });

  it('[S5] degrees and pairs of small numbers are no positions', () => {
    expect(
      found(
        'x',
        many((_, random) => (random() * 90).toFixed(6)),
      ),
    ).toEqual([]);
    expect(
      found(
        'temperature',
        many((_, random) => (random() * 90).toFixed(6)),
      ),
    ).toEqual([]);
    expect(
      found(
        'range',
        many((_, random) => `${(random() * 9).toFixed(1)}, ${(random() * 90).toFixed(1)}`),
      ),
    ).toEqual([]);
    expect(
      found(
        'x',
        many((_, random) => `${(52 + random()).toFixed(5)}, ${(13 + random()).toFixed(5)}`),
      ),
    ).toEqual(['geoPosition']);
  });

  it.each(['email_verified', 'has_phone', 'phone_model', 'ip_count', 'address_type', 'card_brand'])(
    '[S1] %s is about personal data and holds none',
    (name) => {
      expect(
        found(
          name,
          many((row) => ['true', 'false', 'x12', 'home', 'VISA'][row % 5]!),
        ),
      ).toEqual([]);
    },
  );

  it.runIf(sharedFolder)('[S9] real tables have no more than three false findings', async () => {
    const isTrue = (name: string, kind: string): boolean =>
      (/email/i.test(name) && kind === 'email') ||
      (/phone/i.test(name) && kind === 'phone') ||
      (/name/i.test(name) && ['personName', 'userName'].includes(kind)) ||
      (/address/.test(name) && kind === 'postalAddress') ||
      (/itude/.test(name) && kind === 'geoPosition');
    const wrong: string[] = [];
    let tableCount = 0;
    for (const file of filesBelow(sharedFolder!.corpus)) {
      const read = await readTableFile(file, defaultReadOptions).catch(() => null);
      if (!read?.ok) continue;
      tableCount++;
      for (const { name, findings } of recogniseTable(read.value.profile))
        for (const { kind, score } of findings)
          if (score >= 0.5 && !isTrue(name, kind)) wrong.push(`${file} ${name} ${kind}`);
    }
    expect(tableCount).toBeGreaterThan(100);
    expect(wrong.slice(3)).toEqual([]);
  });
});

describe('what is shown and asked', () => {
  it.each([
    ['email', 'ana.lopez@example.org', 'a•••@e•••.org'],
    ['iban', 'DE89 3704 0044 0532 0130 00', 'DE•• •••• •••• •••• •••• 00'],
    ['phone', '+49 30 1234567', '+4• •• ••••••7'],
    ['birthDate', '1985-03-12', '1•••-••-••'],
    ['personName', 'Ana López', 'A•• •••••'],
    ['geoPosition', '52.52001, 13.40495', '52.•••, 13.•••'],
  ] as const)('[S7] a masked %s keeps the way in which it is written', (kind, value, shown) => {
    expect(masked(kind, value)).toBe(shown);
  });

  it('[S8] a finding escalates from 0.70, and a decision table can say otherwise', () => {
    expect(actionOf({ kind: 'email', score: 0.7 }, defaultDecisions)).toBe('escalate');
    expect(actionOf({ kind: 'email', score: 0.69 }, defaultDecisions)).toBe('allow');
    const strict = { rows: [{ from: 0.9, action: 'block' as const }], allowed: ['phone' as const] };
    expect(actionOf({ kind: 'email', score: 0.95 }, strict)).toBe('block');
    expect(actionOf({ kind: 'phone', score: 0.95 }, strict)).toBe('allow');
  });
});

function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder).flatMap((name) => {
    const at = path.join(folder, name);
    return statSync(at).isDirectory() ? filesBelow(at) : [at];
  });
}
