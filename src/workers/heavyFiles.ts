/** Files from here on get workers of their own, and are read one at a time. */
export const heavyByteLength = 16 * 1024 * 1024;
