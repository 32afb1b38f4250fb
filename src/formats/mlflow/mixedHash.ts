/** The last step of pandas' hash of a cell: spreads the bits of 64 over all of them. */
export function mixedHash(value: bigint): bigint {
  let hash = value;
  hash = BigInt.asUintN(64, (hash ^ (hash >> 30n)) * 0xbf58476d1ce4e5b9n);
  hash = BigInt.asUintN(64, (hash ^ (hash >> 27n)) * 0x94d049bb133111ebn);
  return hash ^ (hash >> 31n);
}

/** So many digits of an MD5 are a digest of MLflow's. */
export const digestLength = 8;

/** Rows of a table, and elements of an array, beyond these count by their number alone. */
export const mostHashed = 10_000;
