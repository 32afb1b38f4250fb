/** The kinds of personal data that are recognised, in the order in which they are listed. */
export const personalKinds = [
  'email',
  'phone',
  'card',
  'iban',
  'ipAddress',
  'macAddress',
  'nationalId',
  'taxId',
  'passport',
  'imei',
  'vin',
  'birthDate',
  'geoPosition',
  'personName',
  'postalAddress',
  'userName',
] as const;

/** A kind of personal data. */
export type PersonalKind = (typeof personalKinds)[number];

/** What each kind is called in a sentence. */
export const kindWords: Readonly<Record<PersonalKind, string>> = {
  email: 'e-mail addresses',
  phone: 'phone numbers',
  card: 'payment card numbers',
  iban: 'bank account numbers (IBAN)',
  ipAddress: 'IP addresses',
  macAddress: 'MAC addresses',
  nationalId: 'national identity numbers',
  taxId: 'tax numbers',
  passport: 'passport numbers',
  imei: 'device numbers (IMEI)',
  vin: 'vehicle numbers (VIN)',
  birthDate: 'dates of birth',
  geoPosition: 'positions',
  personName: 'names of persons',
  postalAddress: 'postal addresses',
  userName: 'user names',
};

/** Raised with each change of what is recognised: findings of another version are judged again. */
export const recogniserVersion = 2;
