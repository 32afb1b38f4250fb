/** The part of sql.js that tests use: it writes the files that readers are judged by. */
declare module 'sql.js' {
  interface Statement {
    run(values: readonly unknown[]): void;
    free(): void;
  }
  interface Database {
    run(sql: string): void;
    prepare(sql: string): Statement;
    export(): Uint8Array;
    close(): void;
  }
  export default function initSqlJs(): Promise<{ readonly Database: new () => Database }>;
}
