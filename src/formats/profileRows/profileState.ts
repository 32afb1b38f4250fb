import { isObject, jsonIn } from '../../lib/jsonObject';
import { err, ok, type Result } from '../../lib/result';
import type { ProfileState } from '../../profile/mergeStates';
import type { ColumnProfile, TableProfile } from '../../profile/profile';
import { profileShape } from '../../records/shapes/profileShape';
import { readingShape } from '../../records/shapes/readingShapes';
import type { Reading } from '../../table/reading';
import { fromBase64, toBase64 } from '../base64';

const mark = 'state';
const version = 1;
const registerCount = 16_384;
const mostRank = 33;

/** The state of a profile as one line of JSON. Numbers of quantiles and registers are base64. */
export function writeState({ reading, profile, registers }: ProfileState): string {
  return JSON.stringify({
    throughline: mark,
    version,
    reading,
    profile: { ...profile, columns: profile.columns.map(written) },
    registers: Object.fromEntries(Array.from(registers, ([name, own]) => [name, toBase64(own)])),
  });
}

function written(column: ColumnProfile): unknown {
  const { numbers } = column;
  if (numbers === null) return column;
  const { values, weights, maxRankError } = numbers.quantiles;
  const quantiles = { values: packed(values), weights: packed(weights), maxRankError };
  return { ...column, numbers: { ...numbers, quantiles } };
}

function packed(numbers: Float64Array): string {
  const bytes = new Uint8Array(8 * numbers.length);
  const view = new DataView(bytes.buffer);
  numbers.forEach((number, at) => view.setFloat64(8 * at, number, true));
  return toBase64(bytes);
}

function unpacked(text: unknown): Float64Array<ArrayBuffer> | null {
  const bytes = typeof text === 'string' ? fromBase64(text) : null;
  if (bytes === null || bytes.length % 8 !== 0) return null;
  const view = new DataView(bytes.buffer);
  return Float64Array.from({ length: bytes.length / 8 }, (_, at) => view.getFloat64(8 * at, true));
}

/** A state from the parts of its line, as JSON each; a reason where they are none. */
export function readState(cells: ReadonlyMap<string, string>): Result<ProfileState, string> {
  if (cells.get('version') !== String(version))
    return err(`the state is of version ${cells.get('version') ?? 'none'}, and ${version} is read`);
  const [reading, profile, registers] = ['reading', 'profile', 'registers'].map((name) =>
    jsonIn(cells.get(name) ?? '{}'),
  );
  const fault = readingShape(reading);
  if (fault !== null) return err(`its reading: ${fault.path.join('.')} ${fault.message}`);
  const own = tableOf(profile);
  if (own === null) return err('its profile has quantiles that are no numbers');
  const profileFault = profileShape({ key: '', profile: own });
  if (profileFault !== null)
    return err(`its profile: ${profileFault.path.join('.')} ${profileFault.message}`);
  const known = registersOf(registers);
  if (known === null) return err('its registers are none');
  if ('failure' in (reading as object)) return err('its table could not be read');
  const told = reading as Reading;
  const isSame =
    told.rowCount === own.rowCount &&
    told.columns.length === own.columns.length &&
    own.columns.every(
      ({ name, type }, at) => told.columns[at]?.name === name && told.columns[at].type === type,
    );
  if (!isSame) return err('its profile has other rows or columns than its reading');
  return ok({ reading: told, profile: own, registers: known });
}

function tableOf(profile: unknown): TableProfile | null {
  if (!isObject(profile) || !Array.isArray(profile['columns'])) return profile as TableProfile;
  const columns: unknown[] = [];
  for (const column of profile['columns'] as readonly unknown[]) {
    const numbers = isObject(column) ? column['numbers'] : null;
    const quantiles = isObject(numbers) ? numbers['quantiles'] : null;
    if (!isObject(column) || !isObject(numbers) || !isObject(quantiles)) {
      columns.push(column);
      continue;
    }
    const [values, weights] = [unpacked(quantiles['values']), unpacked(quantiles['weights'])];
    if (values === null || weights === null) return null;
    columns.push({ ...column, numbers: { ...numbers, quantiles: { ...quantiles, values, weights } } });
  }
  return { ...profile, columns } as unknown as TableProfile;
}

function registersOf(given: unknown): ReadonlyMap<string, Uint8Array<ArrayBuffer>> | null {
  if (!isObject(given)) return null;
  const registers = new Map<string, Uint8Array<ArrayBuffer>>();
  for (const [name, text] of Object.entries(given)) {
    const bytes = typeof text === 'string' ? fromBase64(text) : null;
    if (bytes?.length !== registerCount || bytes.some((rank) => rank > mostRank)) return null;
    registers.set(name, bytes);
  }
  return registers;
}
