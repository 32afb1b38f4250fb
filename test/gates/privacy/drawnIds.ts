import type { Faker } from '@faker-js/faker';

// Numbers of persons as their offices make them, written down anew from the offices' rules: nothing here is shared with what recognises them.

const digit = (faker: Faker, least = 0): number => faker.number.int({ min: least, max: 9 });
const digits = (faker: Faker, count: number): number[] => Array.from({ length: count }, () => digit(faker));
const dot = (numbers: readonly number[], weights: readonly number[]): number =>
  numbers.reduce((sum, each, at) => sum + each * (weights[at] ?? 0), 0);
const two = (value: number): string => String(value).padStart(2, '0');
const born = (faker: Faker): { year: number; month: number; day: number } => ({
  year: faker.number.int({ min: 1940, max: 1999 }),
  month: faker.number.int({ min: 1, max: 12 }),
  day: faker.number.int({ min: 1, max: 28 }),
});
const letters = (faker: Faker, count: number): string =>
  faker.string.alpha({ length: count, casing: 'upper' });

/** Draws until a number has a check digit. */
function drawn<T>(draw: () => T | null): T {
  for (;;) {
    const found = draw();
    if (found !== null) return found;
  }
}

export const idnr = (faker: Faker): string => {
  const order = faker.helpers.shuffle([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  const ten = faker.helpers.shuffle([...order.slice(0, 9), order[0]!]);
  if (ten[0] === 0) return idnr(faker);
  let product = 10;
  for (const each of ten) {
    let sum = (each + product) % 10;
    if (sum === 0) sum = 10;
    product = (2 * sum) % 11;
  }
  return [...ten, (11 - product) % 10].join('');
};

export const personalausweis = (faker: Faker): string => {
  const alphabet = 'CFGHJKLMNPRTVWXYZ0123456789';
  const text =
    faker.helpers.arrayElement(Array.from('LMNPRTVWXY')) +
    Array.from({ length: 8 }, () => faker.helpers.arrayElement(Array.from(alphabet))).join('');
  const values = Array.from(text).map((each) => (/\d/.test(each) ? Number(each) : each.charCodeAt(0) - 55));
  return text + (dot(values, [7, 3, 1, 7, 3, 1, 7, 3, 1]) % 10);
};

export const dni = (faker: Faker): string => {
  const number = faker.number.int({ min: 1_000_000, max: 99_999_999 });
  return String(number).padStart(8, '0') + 'TRWAGMYFPDXBNJZSQVHLCKE'.charAt(number % 23);
};

export const cif = (faker: Faker): string => {
  const seven = digits(faker, 7);
  let sum = seven[1]! + seven[3]! + seven[5]!;
  for (const at of [0, 2, 4, 6]) {
    const twice = seven[at]! * 2;
    sum += Math.floor(twice / 10) + (twice % 10);
  }
  return faker.helpers.arrayElement(['A', 'B']) + seven.join('') + ((10 - (sum % 10)) % 10);
};

export const codiceFiscale = (faker: Faker): string => {
  const { year, month, day } = born(faker);
  const consonants = 'BCDFGLMNPRSTVZ';
  const six = Array.from({ length: 6 }, () => faker.helpers.arrayElement(Array.from(consonants))).join('');
  const days = faker.datatype.boolean() ? day : day + 40;
  const text = `${six}${two(year % 100)}${'ABCDEHLMPRST'[month - 1]}${two(days)}${faker.helpers.arrayElement(['H', 'F', 'L', 'D'])}${faker.string.numeric(3)}`;
  const odd: Record<string, number> = {};
  Array.from('BAKPLCQDREVOSFTGUHMINJWZYX').forEach((letter, value) => (odd[letter] = value));
  const valueOf = (each: string): number => (/\d/.test(each) ? Number(each) : each.charCodeAt(0) - 65);
  let sum = 0;
  Array.from(text).forEach((each, at) => {
    const letter = String.fromCharCode(65 + valueOf(each));
    sum += at % 2 === 0 ? odd[letter]! : valueOf(each);
  });
  return text + String.fromCharCode(65 + (sum % 26));
};

export const nir = (faker: Faker): string => {
  const { year, month } = born(faker);
  const body = `${faker.number.int({ min: 1, max: 2 })}${two(year % 100)}${two(month)}${two(faker.number.int({ min: 1, max: 95 }))}${faker.string.numeric(6)}`;
  return body + two(97 - Number(BigInt(body) % 97n));
};

export const spi = (faker: Faker): string => {
  const body = `${faker.number.int({ min: 0, max: 3 })}${faker.string.numeric(9)}`;
  return body + String(Number(body) % 511).padStart(3, '0');
};

export const pesel = (faker: Faker): string => {
  const { year, month, day } = born(faker);
  const ten = Array.from(`${two(year % 100)}${two(month)}${two(day)}${faker.string.numeric(4)}`, Number);
  return [...ten, (10 - (dot(ten, [1, 3, 7, 9, 1, 3, 7, 9, 1, 3]) % 10)) % 10].join('');
};

export const nip = (faker: Faker): string =>
  drawn(() => {
    const nine = digits(faker, 9);
    const check = dot(nine, [6, 5, 7, 2, 3, 4, 5, 6, 7]) % 11;
    return check === 10 ? null : [...nine, check].join('');
  });

export const ptNif = (faker: Faker): string => {
  const eight = [faker.helpers.arrayElement([1, 2, 5]), ...digits(faker, 7)];
  const rest = dot(eight, [9, 8, 7, 6, 5, 4, 3, 2]) % 11;
  return [...eight, rest < 2 ? 0 : 11 - rest].join('');
};

export const cpf = (faker: Faker): string => {
  const nine = digits(faker, 9);
  const next = (all: readonly number[]): number => {
    const rest = all.reduce((sum, each, at) => sum + each * (all.length + 1 - at), 0) % 11;
    return rest < 2 ? 0 : 11 - rest;
  };
  const ten = [...nine, next(nine)];
  return [...ten, next(ten)].join('').replace(/(\d{3})(\d{3})(\d{3})(\d\d)/, '$1.$2.$3-$4');
};

export const bsn = (faker: Faker): string =>
  drawn(() => {
    const eight = [digit(faker, 1), ...digits(faker, 7)];
    const check = dot(eight, [9, 8, 7, 6, 5, 4, 3, 2]) % 11;
    return check === 10 ? null : [...eight, check].join('');
  });

export const ssn = (faker: Faker): string =>
  `${faker.helpers.arrayElement(['0', '1', '2', '3', '4', '5', '7'])}${digit(faker, 1)}${digit(faker)}-${digit(faker, 1)}${digit(faker)}-${digit(faker, 1)}${faker.string.numeric(3)}`;

export const utr = (faker: Faker): string => {
  const nine = digits(faker, 9);
  return Array.from('21987654321')[dot(nine, [6, 7, 8, 9, 10, 5, 4, 3, 2]) % 11]! + nine.join('');
};

export const passportOf: Readonly<Record<string, (faker: Faker) => string>> = {
  en: (faker) => faker.string.numeric({ length: 9, allowLeadingZeros: false }),
  de: (faker) =>
    `C${Array.from({ length: 8 }, () => faker.helpers.arrayElement(Array.from('CFGHJKLMNPRTVWXYZ0123456789'))).join('')}`,
  fr: (faker) => `${faker.string.numeric(2)}${letters(faker, 2)}${faker.string.numeric(5)}`,
  es: (faker) => letters(faker, 3) + faker.string.numeric(6),
  it: (faker) => letters(faker, 2) + faker.string.numeric(7),
  pt: (faker) => letters(faker, 1) + faker.string.numeric(6),
  nl: (faker) =>
    `${letters(faker, 2)}${faker.string.alphanumeric({ length: 6, casing: 'upper' })}${digit(faker)}`,
  pl: (faker) => letters(faker, 2) + faker.string.numeric(7),
};
