import {
  type Faker,
  fakerDE,
  fakerEN,
  fakerES,
  fakerFR,
  fakerIT,
  fakerNL,
  fakerPL,
  fakerPT_PT,
} from '@faker-js/faker';
import type { PersonalKind } from '../../../src/gates/privacy/kinds';
import * as ids from './drawnIds';
import { lookAlikes } from './lookAlikes';

/** A column of which is known what it holds; null is no personal data. */
export interface LabelledColumn {
  readonly name: string;
  readonly kind: PersonalKind | null;
  readonly values: readonly string[];
}

export const languages: Readonly<Record<string, Faker>> = {
  en: fakerEN,
  de: fakerDE,
  fr: fakerFR,
  es: fakerES,
  it: fakerIT,
  pt: fakerPT_PT,
  nl: fakerNL,
  pl: fakerPL,
};

const telling: Readonly<Record<PersonalKind, readonly string[]>> = {
  email: [
    'email',
    'E-Mail-Adresse',
    'courriel',
    'correo_electronico',
    'posta_elettronica',
    'correio',
    'emailadres',
    'adres_email',
  ],
  phone: [
    'mobile_phone',
    'Telefonnummer',
    'telephone',
    'telefono',
    'cellulare',
    'telemovel',
    'telefoonnummer',
    'numer_telefonu',
  ],
  card: [
    'credit_card',
    'Kreditkartennummer',
    'numero_carte',
    'tarjeta',
    'carta_di_credito',
    'cartao',
    'creditcardnummer',
    'numer_karty',
  ],
  iban: [
    'iban',
    'Kontonummer',
    'compte_bancaire',
    'cuenta',
    'conto_corrente',
    'conta_bancaria',
    'rekeningnummer',
    'numer_konta',
  ],
  ipAddress: [
    'ip_address',
    'IP-Adresse',
    'adresse_ip',
    'direccion_ip',
    'indirizzo_ip',
    'endereco_ip',
    'ip_adres',
    'adres_ip',
  ],
  macAddress: [
    'mac_address',
    'MAC-Adresse',
    'adresse_mac',
    'direccion_mac',
    'indirizzo_mac',
    'endereco_mac',
    'mac',
    'adres_mac',
  ],
  nationalId: [
    'ssn',
    'Ausweisnummer',
    'numero_securite_sociale',
    'dni',
    'carta_identita',
    'cpf',
    'bsn',
    'pesel',
  ],
  taxId: ['utr', 'Steuer-ID', 'numero_fiscal', 'nif', 'codice_fiscale', 'contribuinte', 'btw_nummer', 'nip'],
  passport: [
    'passport_number',
    'Reisepassnummer',
    'passeport',
    'pasaporte',
    'passaporto',
    'passaporte',
    'paspoort',
    'numer_paszportu',
  ],
  imei: ['imei', 'imei', 'imei', 'imei', 'imei', 'imei', 'imei', 'imei'],
  vin: ['vin', 'Fahrgestellnummer', 'numero_chassis', 'bastidor', 'telaio', 'chassi', 'chassisnummer', 'vin'],
  birthDate: [
    'dateOfBirth',
    'Geburtsdatum',
    'date_de_naissance',
    'fecha_nacimiento',
    'data_di_nascita',
    'data_nascimento',
    'geboortedatum',
    'data_urodzenia',
  ],
  geoPosition: [
    'latitude',
    'Standort',
    'coordonnees',
    'longitud',
    'posizione',
    'localizacao',
    'breedtegraad',
    'wspolrzedne',
  ],
  personName: [
    'last_name',
    'Vorname',
    'nom_complet',
    'apellidos',
    'cognome',
    'nome',
    'achternaam',
    'imie_i_nazwisko',
  ],
  postalAddress: [
    'street_address',
    'Anschrift',
    'adresse',
    'direccion',
    'indirizzo',
    'morada',
    'straat',
    'ulica',
  ],
  userName: [
    'username',
    'Benutzername',
    'identifiant',
    'nombre_usuario',
    'nome_utente',
    'utilizador',
    'gebruikersnaam',
    'login',
  ],
};

const drawNational: Readonly<Record<string, (faker: Faker) => string>> = {
  en: ids.ssn,
  de: ids.personalausweis,
  fr: ids.nir,
  es: ids.dni,
  it: (faker) =>
    faker.string.alpha({ length: 2, casing: 'upper' }) +
    faker.string.numeric(5) +
    faker.string.alpha({ length: 2, casing: 'upper' }),
  pt: ids.cpf,
  nl: ids.bsn,
  pl: ids.pesel,
};
const drawTax: Readonly<Record<string, (faker: Faker) => string>> = {
  en: ids.utr,
  de: ids.idnr,
  fr: ids.spi,
  es: ids.cif,
  it: ids.codiceFiscale,
  pt: ids.ptNif,
  nl: (faker) => `NL${faker.string.numeric(9)}B${faker.string.numeric(2)}`,
  pl: ids.nip,
};

const dayOf = (faker: Faker, language: string): string => {
  const iso = faker.date.birthdate().toISOString();
  const [year, month, day] = iso.slice(0, 10).split('-');
  if (language === 'en') return `${month}/${day}/${year}`;
  if (language === 'de' || language === 'pl') return `${day}.${month}.${year}`;
  if (language === 'nl') return `${day}-${month}-${year}`;
  return language === 'fr' || language === 'it' ? `${day}/${month}/${year}` : iso.slice(0, 10);
};

const positionOf = (faker: Faker, name: string): string =>
  /lat|breed/i.test(name)
    ? String(faker.location.latitude({ precision: 6 }))
    : /lon/i.test(name)
      ? String(faker.location.longitude({ precision: 6 }))
      : faker.location
          .nearbyGPSCoordinate()
          .map((each) => each.toFixed(5))
          .join(', ');

const nameOf = (faker: Faker, name: string): string => {
  if (/last|apellido|cognome|achternaam/i.test(name)) return faker.person.lastName();
  return /vorname/i.test(name)
    ? faker.person.firstName()
    : `${faker.person.firstName()} ${faker.person.lastName()}`;
};

/** Draws one value of a kind; some kinds are written in another way in each column. */
function drawOf(kind: PersonalKind, faker: Faker, language: string, name: string): () => string {
  const way = faker.number.int(2);
  const styles = ['human', 'national', 'international'] as const;
  const draws: Record<PersonalKind, () => string> = {
    email: () => faker.internet.email(),
    phone: () => faker.phone.number({ style: styles[way]! }),
    card: () => {
      const card = faker.finance.creditCardNumber();
      return way === 0 ? card : card.replaceAll('-', way === 1 ? '' : ' ');
    },
    iban: () => faker.finance.iban({ formatted: way === 0 }),
    ipAddress: () =>
      way === 0 ? faker.internet.ipv6() : way === 1 ? faker.internet.ipv4() : faker.internet.ip(),
    macAddress: () => faker.internet.mac(way === 0 ? '-' : ':'),
    nationalId: () => drawNational[language]!(faker),
    taxId: () => drawTax[language]!(faker),
    passport: () => ids.passportOf[language]!(faker),
    imei: () => (way === 0 ? faker.phone.imei() : faker.phone.imei().replaceAll('-', '')),
    vin: () => faker.vehicle.vin(),
    birthDate: () => dayOf(faker, language),
    geoPosition: () => positionOf(faker, name),
    personName: () => nameOf(faker, name),
    postalAddress: () =>
      way === 0
        ? `${faker.location.streetAddress()}, ${faker.location.zipCode()} ${faker.location.city()}`
        : faker.location.streetAddress(),
    userName: () => faker.internet.username(),
  };
  return draws[kind];
}

/** Of these only a column's name tells: they are drawn under telling names alone. */
const byNameAlone: ReadonlySet<PersonalKind> = new Set([
  'personName',
  'postalAddress',
  'userName',
  'passport',
]);

/** Of an Italian identity card, too. */
const needsName = (kind: PersonalKind, language: string): boolean =>
  byNameAlone.has(kind) || (kind === 'nationalId' && language === 'it');

/** One table a language: every kind under a telling and an untelling name, and all look-alikes. */
export function labelledTable(language: string, seed: number, rowCount: number): readonly LabelledColumn[] {
  const faker = languages[language]!;
  faker.seed(seed);
  const at = Object.keys(languages).indexOf(language);
  const drawn: LabelledColumn[] = [];
  const add = (name: string, kind: PersonalKind | null, draw: (row: number) => string): void => {
    const gaps = faker.helpers.arrayElement([0, 0.1, 0.3, 0.5]);
    const values: string[] = Array.from({ length: rowCount }, (_, row) =>
      faker.number.float() < gaps ? '' : draw(row),
    );
    drawn.push({
      name: drawn.some((each) => each.name === name) ? `${name}_${drawn.length}` : name,
      kind,
      values,
    });
  };
  for (const [kind, names] of Object.entries(telling) as [PersonalKind, readonly string[]][]) {
    add(names[at]!, kind, drawOf(kind, faker, language, names[at]!));
    const untelling = `c${drawn.length}`;
    if (!needsName(kind, language)) add(untelling, kind, drawOf(kind, faker, language, untelling));
  }
  for (const { name, draw } of lookAlikes) {
    add(name, null, (row) => draw(faker, row));
    if (faker.datatype.boolean()) add(`field_${drawn.length}`, null, (row) => draw(faker, row));
  }
  return drawn;
}
