import type { Faker } from '@faker-js/faker';
import type { PersonalKind } from '../../../src/gates/privacy/kinds';
import * as ids from './drawnIds';
import { type LabelledColumn, languages } from './labelledTables';

/** How a number is brought up in a comment, by language. */
const sayings: Readonly<Record<string, Readonly<Partial<Record<PersonalKind, readonly string[]>>>>> = {
  en: { phone: ['call me on #', 'phone: #', 'Tel. #'], nationalId: ['SSN #'], taxId: ['UTR #'] },
  de: { phone: ['bitte anrufen unter #', 'Telefon: #', 'Handy #'], nationalId: ['Ausweisnummer #'] },
  fr: {
    phone: ['appelez le #', 'téléphone : #', 'portable #'],
    nationalId: ['numéro de sécurité sociale #'],
  },
  es: { phone: ['llámame al #', 'teléfono: #', 'móvil #'], nationalId: ['DNI #'], taxId: ['NIF #'] },
  it: { phone: ['chiamare il #', 'cellulare #', 'telefono: #'], taxId: ['codice fiscale #'] },
  pt: { phone: ['ligue para #', 'telemóvel #', 'telefone: #'], nationalId: ['CPF #'] },
  nl: { phone: ['bel #', 'telefoon: #', 'mobiel #'], nationalId: ['BSN #'] },
  pl: { phone: ['proszę dzwonić #', 'telefon: #', 'telefon #'], nationalId: ['PESEL #'], taxId: ['NIP #'] },
};

const idOf: Readonly<Record<string, Readonly<Partial<Record<PersonalKind, (faker: Faker) => string>>>>> = {
  en: { nationalId: ids.ssn, taxId: ids.utr },
  de: { nationalId: ids.personalausweis },
  fr: { nationalId: ids.nir },
  es: { nationalId: ids.dni, taxId: ids.cif },
  it: { taxId: ids.codiceFiscale },
  pt: { nationalId: ids.cpf },
  nl: { nationalId: ids.bsn },
  pl: { nationalId: ids.pesel, taxId: ids.nip },
};

/** Texts that have the look of personal data and hold none. */
const lookAlikes: readonly ((faker: Faker, row: number) => string)[] = [
  (faker) =>
    `Order ${faker.string.numeric(9)} shipped, tracking 1Z${faker.string.alphanumeric(16).toUpperCase()}`,
  (faker) => `Invoice 2024-${faker.string.numeric(5)} over ${faker.commerce.price()} EUR paid`,
  (faker) =>
    `upgraded from ${faker.system.semver()} to 10.${faker.number.int(9)}.${faker.number.int(9)}.${faker.number.int(60)}`,
  (faker) => `job ${faker.string.uuid()} ended at ${faker.date.recent().toISOString()}`,
  (faker) => `clone git@${faker.internet.domainName()}:${faker.lorem.slug(1)}/${faker.lorem.slug(2)}.git`,
  (faker) =>
    `see https://${faker.internet.domainName()}/p/${faker.string.numeric(10)}?ref=${faker.string.numeric(12)}`,
  (faker) => `thanks @${faker.internet.username().replaceAll(/\W/g, '')} for the report`,
  (faker) => `commit ${faker.git.commitSha()} touched logo@2x.png and left-pad@${faker.system.semver()}`,
  (faker) =>
    `ISBN 978-3-${faker.string.numeric(2)}-${faker.string.numeric(6)}-${faker.string.numeric(1)} is out of print`,
  (faker) =>
    `${faker.number.int(900)} of ${faker.number.int(9000)} rows in ${faker.number.int(60)}.${faker.number.int(900)} s`,
  (faker) => `ticket #${faker.string.numeric(8)} duplicates #${faker.string.numeric(8)}`,
  (faker) =>
    `part ${faker.string.numeric(3)}-${faker.string.numeric(3)}-${faker.string.numeric(4)} is back in stock`,
  (faker) => `serial ${faker.string.numeric(16)} returned`,
  (faker) =>
    `epoch ${faker.number.int({ min: 1_500_000_000, max: 1_700_000_000 })} loss ${faker.number.float().toFixed(6)}`,
  (faker) =>
    `Mozilla/5.0 Chrome/${faker.number.int({ min: 80, max: 120 })}.0.${faker.number.int(9999)}.${faker.number.int(200)}`,
  (faker) =>
    `population ${faker.number.int(900)} ${faker.string.numeric(3)} ${faker.string.numeric(3)} in ${faker.location.city()}`,
  (faker) =>
    `open from ${faker.number.int({ min: 6, max: 11 })}:00 to 18:30, since 01.02.20${faker.string.numeric(2)}`,
  (faker) =>
    JSON.stringify({ id: faker.string.numeric(10), sku: faker.string.numeric(13), at: faker.date.recent() }),
  (faker) => `tensor 128 256 512 1024 ${faker.number.int(99)} ${faker.number.int(4096)}`,
  (faker) =>
    `meter ${faker.string.numeric(4)} ${faker.string.numeric(4)} ${faker.string.numeric(4)} ${faker.string.numeric(4)} was read`,
  (faker) =>
    `color #${faker.string.hexadecimal({ length: 6, prefix: '' })}, size ${faker.number.int(99)}x${faker.number.int(99)}`,
  (faker) => `grew by +${faker.number.int(900)} to ${faker.string.numeric(7)} (+${faker.number.int(90)} %)`,
  (faker) => `checksum ${faker.string.hexadecimal({ length: 32, prefix: '', casing: 'lower' })} matches`,
  (faker) => `account ${faker.string.numeric(10)} was closed`,
];

/** One table a language of texts: each kind among other words, in every row or in one of fifty, and what only looks like it. */
export function labelledTexts(language: string, seed: number, rowCount: number): readonly LabelledColumn[] {
  const faker = languages[language]!;
  faker.seed(seed);
  const drawn: LabelledColumn[] = [];
  const names = ['comment', 'notes', 'message', 'c', 'body', 'payload'];
  const add = (kind: PersonalKind | null, draw: (row: number) => string): void => {
    drawn.push({
      name: `${names[drawn.length % names.length]}_${drawn.length}`,
      kind,
      values: Array.from({ length: rowCount }, (_, row) => draw(row)),
    });
  };
  const words = (): string => faker.lorem.words({ min: 2, max: 6 });
  const within = (token: string): string => `${words()} ${token} ${words()}`;
  const kinds: readonly (readonly [PersonalKind, () => string])[] = [
    ['email', () => within(faker.internet.email())],
    ['email', () => JSON.stringify({ id: faker.string.uuid(), text: within(faker.internet.email()) })],
    ['iban', () => within(faker.finance.iban({ formatted: faker.datatype.boolean() }))],
    ['phone', () => within(faker.phone.number({ style: 'international' }))],
    ['macAddress', () => within(faker.internet.mac())],
    ['card', () => within(cardOf(faker))],
    ['phone', () => within(said(faker, language, 'phone', faker.phone.number({ style: 'national' })))],
    ['nationalId', () => idText(faker, language, 'nationalId', within)],
    ['taxId', () => idText(faker, language, 'taxId', within)],
    ['ipAddress', () => within(`IP ${faker.internet.ipv4()}`)],
  ];
  for (const [kind, draw] of kinds) {
    if ((kind === 'nationalId' || kind === 'taxId') && !idOf[language]?.[kind]) continue;
    add(kind, draw);
    add(kind, (row) => (row % 50 === 7 ? draw() : faker.lorem.sentence()));
  }
  add('ipAddress', () => `${faker.internet.ipv4()} - - "GET /${faker.lorem.slug()}" 200`);
  add('phone', () => within(faker.phone.number({ style: 'national' })));
  for (const draw of lookAlikes) {
    add(null, (row) => draw(faker, row));
    add(null, (row) => (row % 50 === 7 ? draw(faker, row) : faker.lorem.sentence()));
  }
  return drawn;
}

const cardOf = (faker: Faker): string =>
  faker.helpers.arrayElement([
    faker.finance.creditCardNumber('visa').replaceAll('-', ' '),
    faker.finance.creditCardNumber('mastercard'),
  ]);

function said(faker: Faker, language: string, kind: PersonalKind, token: string): string {
  return faker.helpers.arrayElement(sayings[language]![kind]!).replace('#', token);
}

function idText(
  faker: Faker,
  language: string,
  kind: PersonalKind,
  within: (token: string) => string,
): string {
  return within(said(faker, language, kind, idOf[language]![kind]!(faker)));
}
