import { sqliteMark } from '../sqlite/sqliteMark';
import type { BytesHead, LineageFormat } from '../lineageFormat';
import { isMlmodel, metaKind } from './metaKind';

/** A store of MLflow in files: the `meta.yaml` of experiments, runs, datasets and models, and the `MLmodel` files of models. */
export const mlflowFiles: LineageFormat = {
  name: 'mlflow',
  fileFormat: 'yaml',
  usualPaths: /(?:^|\/)(?:meta\.yaml|MLmodel)$/,
  recognition: { by: 'text', test: (head) => metaKind(head) !== null || isMlmodel(head) },
  reader: async () => (await import('./fileReader')).mlflowFileReader,
};

/** A store of MLflow in one database of SQLite. */
export const mlflowDatabase: LineageFormat = {
  name: 'mlflow-sqlite',
  fileFormat: 'sqlite',
  usualPaths: /(?:^|\/)mlflow[^/]*\.(?:db|sqlite3?)$/i,
  recognition: {
    by: 'bytes',
    test: isSqlite,
    confirm: async (source) => (await import('./isMlflowDatabase')).isMlflowDatabase(source),
  },
  reader: async () => (await import('./databaseReader')).mlflowDatabaseReader,
};

/** Files of mlflow-export-import. */
export const mlflowExport: LineageFormat = {
  name: 'mlflow-export',
  fileFormat: 'json',
  recognition: {
    by: 'object',
    test: ({ members }) =>
      members.get('mlflow')?.startsWith('{') === true &&
      /"(?:package_version|export_time|script)"/.test(members.get('system') ?? ''),
  },
  reader: async () => (await import('./exportReader')).mlflowExportReader,
};

function isSqlite({ bytes }: BytesHead): boolean {
  return String.fromCharCode(...bytes.subarray(0, sqliteMark.length)) === sqliteMark;
}
