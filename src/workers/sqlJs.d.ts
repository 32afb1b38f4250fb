/** SQLite as WebAssembly with its bytes inside: a page under the policy loads nothing else for it. */
declare module 'sql.js/dist/sql-wasm-inline.js' {
  export default function initSqlJs(): Promise<{ readonly Database: new () => unknown }>;
}
