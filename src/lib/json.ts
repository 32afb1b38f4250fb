/** Any value that JSON can hold. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;

/** A JSON object; made without a prototype where its keys come from outside, so that `__proto__` is a key like any other. */
export interface JsonObject {
  readonly [key: string]: Json;
}
