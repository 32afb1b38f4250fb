import type { Faker } from '@faker-js/faker';

const numeric = (faker: Faker, length: number): string =>
  faker.string.numeric({ length, allowLeadingZeros: false });

/** What has the look of personal data and is none. */
export const lookAlikes: readonly {
  readonly name: string;
  readonly draw: (faker: Faker, row: number) => string;
}[] = [
  { name: 'birth_year', draw: (faker) => String(faker.number.int({ min: 1940, max: 2005 })) },
  {
    name: 'unix_time',
    draw: (faker) => String(faker.number.int({ min: 1_500_000_000, max: 1_700_000_000 })),
  },
  {
    name: 'epoch_ms',
    draw: (faker) => String(faker.number.int({ min: 1_500_000_000_000, max: 1_700_000_000_000 })),
  },
  { name: 'order_number', draw: (faker) => `4${numeric(faker, 15)}` },
  { name: 'customer_id', draw: (faker) => numeric(faker, 9) },
  { name: 'account_ref', draw: (faker) => numeric(faker, 11) },
  { name: 'shipment', draw: (faker) => numeric(faker, 10) },
  { name: 'batch', draw: (faker) => numeric(faker, 15) },
  { name: 'row_id', draw: (_, row) => String(100_000_000 + row) },
  { name: 'padded_id', draw: (_, row) => String(row).padStart(10, '0') },
  { name: 'email_verified', draw: (faker) => String(faker.datatype.boolean()) },
  { name: 'has_phone', draw: (faker) => faker.helpers.arrayElement(['yes', 'no']) },
  { name: 'uuid', draw: (faker) => faker.string.uuid() },
  { name: 'sha256', draw: (faker) => faker.string.hexadecimal({ length: 64, prefix: '', casing: 'lower' }) },
  { name: 'commit', draw: (faker) => faker.git.commitSha() },
  { name: 'version', draw: (faker) => faker.system.semver() },
  {
    name: 'build',
    draw: (faker) =>
      `${faker.number.int(12)}.${faker.number.int(30)}.${faker.number.int(20)}.${faker.number.int(60)}`,
  },
  { name: 'price', draw: (faker) => faker.commerce.price() },
  {
    name: 'temperature',
    draw: (faker) => faker.number.float({ min: -40, max: 45, fractionDigits: 6 }).toFixed(6),
  },
  { name: 'score', draw: (faker) => faker.number.float({ min: 0, max: 1 }).toFixed(4) },
  { name: 'product_name', draw: (faker) => faker.commerce.productName() },
  { name: 'company', draw: (faker) => faker.company.name() },
  { name: 'city', draw: (faker) => faker.location.city() },
  { name: 'country', draw: (faker) => faker.location.country() },
  {
    name: 'sku',
    draw: (faker) => `${faker.string.alpha({ length: 2, casing: 'upper' })}-${faker.string.numeric(6)}`,
  },
  { name: 'ean', draw: (faker) => `40${faker.string.numeric(11)}` },
  { name: 'isbn', draw: (faker) => faker.commerce.isbn() },
  {
    name: 'ordered_on',
    draw: (faker) => faker.date.recent({ days: 700, refDate: '2026-01-01' }).toISOString().slice(0, 10),
  },
  {
    name: 'updated_at',
    draw: (faker) => faker.date.recent({ days: 90, refDate: '2026-01-01' }).toISOString(),
  },
  {
    name: 'opening_time',
    draw: (faker) => faker.date.recent({ refDate: '2026-01-01' }).toISOString().slice(11, 19),
  },
  { name: 'colour', draw: (faker) => faker.color.human() },
  { name: 'hex_colour', draw: (faker) => faker.color.rgb() },
  { name: 'url', draw: (faker) => faker.internet.url() },
  { name: 'domain', draw: (faker) => faker.internet.domainName() },
  { name: 'file_name', draw: (faker) => faker.system.fileName() },
  { name: 'ip_count', draw: (faker) => String(faker.number.int(5000)) },
  { name: 'phone_model', draw: (faker) => `${faker.vehicle.manufacturer()} ${faker.number.int(20)}` },
  { name: 'address_type', draw: (faker) => faker.helpers.arrayElement(['home', 'work', 'billing']) },
  { name: 'tracking', draw: (faker) => `1Z${faker.string.alphanumeric({ length: 16, casing: 'upper' })}` },
  { name: 'zip', draw: (faker) => faker.location.zipCode() },
  { name: 'job_title', draw: (faker) => faker.person.jobTitle() },
  { name: 'notes', draw: (faker) => faker.lorem.sentence() },
  {
    name: 'dimensions',
    draw: (faker) => `${faker.number.int(200)}x${faker.number.int(200)}x${faker.number.int(200)}`,
  },
  {
    name: 'range',
    draw: (faker) =>
      `${faker.number.float({ max: 50, fractionDigits: 1 })}, ${faker.number.float({ max: 100, fractionDigits: 1 })}`,
  },
  {
    name: 'invoice',
    draw: (faker, row) => `${faker.number.int({ min: 2018, max: 2025 })}-${String(row).padStart(5, '0')}`,
  },
  { name: 'token', draw: (faker) => faker.string.nanoid() },
  { name: 'user_agent', draw: (faker) => faker.internet.userAgent() },
  { name: 'currency', draw: (faker) => faker.finance.currencyCode() },
  { name: 'bic', draw: (faker) => faker.finance.bic() },
  {
    name: 'part_number',
    draw: (faker) => `${faker.string.numeric(3)}-${faker.string.numeric(3)}-${faker.string.numeric(4)}`,
  },
];
