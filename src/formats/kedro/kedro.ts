import type { ObjectShape } from '../jsonObjects';
import type { LineageFormat } from '../lineageFormat';

/** What `kedro viz build` and `kedro viz --save-file` write: the whole graph, each pipeline, and how the last run went. */
export const kedroViz: LineageFormat = {
  name: 'kedro',
  fileFormat: 'json',
  usualPaths: /(?:^|\/)api\/(?:main|run-status)$/,
  recognition: { by: 'object', test: isViz },
  reader: async () => (await import('./vizReader')).kedroVizReader,
};

/** The events of the last run, which kedro-viz keeps in `.viz`. */
export const kedroEvents: LineageFormat = {
  name: 'kedro-events',
  fileFormat: 'json',
  usualPaths: /(?:^|\/)kedro_pipeline_events\.json$/,
  recognition: { by: 'object', test: isEvent },
  reader: async () => (await import('./eventsReader')).kedroEventsReader,
};

/** Catalogs: what is kept where, and as what. */
export const kedroCatalog: LineageFormat = {
  name: 'kedro-catalog',
  fileFormat: 'yaml',
  usualPaths: /(?:^|\/)conf\/[^/]+\/(?:.*\/)?catalog[^/]*\.ya?ml$/,
  recognition: {
    by: 'text',
    test: ({ path, text }) =>
      /\.ya?ml$/i.test(path) && /^ +type: *["']?[\w.]+Data[Ss]et["']? *\r?$/m.test(text),
  },
  reader: async () => (await import('./catalogReader')).kedroCatalogReader,
};

function isViz({ members }: ObjectShape): boolean {
  const begins = (name: string, beginning: RegExp): boolean => beginning.test(members.get(name) ?? '');
  if (begins('modular_pipelines', /^[{n]/) && begins('selected_pipeline', /^"/))
    return begins('nodes', /^\[/) && begins('edges', /^\[/);
  return begins('pipeline', /^\{"run_id":/) && begins('nodes', /^\{/) && begins('datasets', /^\{/);
}

function isEvent({ members }: ObjectShape): boolean {
  const event = members.get('event') ?? '';
  if (/^"(?:before|after)_pipeline_run"$|^"on_pipeline_error"$/.test(event)) return true;
  return (
    /^"(?:after_node_run|on_node_error|after_dataset_(?:loaded|saved))"$/.test(event) &&
    members.has('node_id')
  );
}
