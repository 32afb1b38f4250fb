import type { FileKind } from './fileKind';

/** A kind of file that is a part of something larger, and how it is told: by its name, by its text, or by both. */
export interface ProjectPart extends FileKind {
  /** Tested against the whole path, with `/` between folders. */
  readonly name?: RegExp;
  /** Tested against the first 64 KiB. */
  readonly text?: RegExp;
}

/** Files that the field's tools keep beside what they say of lineage. The first that fits holds. */
export const projectParts: readonly ProjectPart[] = [
  ...ofTool('{Give} the project’s folder after `dbt compile`: target/manifest.json tells its lineage.', [
    ['dbtProject', 'the settings of a dbt project', /(?:^|\/)dbt_project\.ya?ml$/],
    [
      'dbtPackages',
      'the packages of a dbt project',
      /(?:^|\/)(?:packages|package-lock|dependencies)\.ya?ml$/,
      /^packages:/m,
    ],
    ['dbtProfiles', 'the connections of dbt', /(?:^|\/)profiles\.ya?ml$/, /^ +outputs:/m],
    [
      'dbtProperties',
      'properties of a dbt project',
      /\.ya?ml$/,
      /^(?:models|sources|seeds|snapshots|exposures|semantic_models|macros|groups|unit_tests|functions|saved_queries):\s*(?:#.*)?\r?\n *-? *(?:- )?name:/m,
    ],
    [
      'dbtModel',
      'a model of dbt',
      /\.sql$/,
      /\{\{[^}]{0,200}\b(?:ref|source|config|var|this)\b|\{%-?\s*(?:macro|test|snapshot|if|for|set)\b/,
    ],
    ['dbtDocs', 'documentation of a dbt project', /\.md$/, /\{%-?\s*docs\s/],
    [
      'dbtOther',
      'an artifact of dbt that tells no lineage',
      /(?:semantic_manifest|graph_summary|osi_document|partial_parse)\.(?:json|msgpack)$/,
    ],
  ]),
  ...ofTool('{Give} the folder mlruns whole, or mlflow.db: it tells the runs, and what they used.', [
    ['mlflowEnvironment', 'the environment of an MLflow model', /(?:^|\/)python_env\.yaml$/],
    ['mlflowEnvironment', 'the environment of an MLflow model', /(?:^|\/)conda\.yaml$/, /mlflow/],
    [
      'mlflowMeta',
      'a part of an MLflow store',
      /(?:^|\/)meta\.yaml$/,
      /^(?:artifact_location|experiment_id|lifecycle_stage|run_id):/m,
    ],
    ['mlflowTrace', 'a trace of MLflow', /(?:^|\/)trace_info\.yaml$/],
    [
      'mlflowMetric',
      'the values of one metric in MLflow',
      null,
      /^\d{13} (?:-?\d[\d.e+-]*|nan|-?inf) \d+(?: \S+){0,3}\r?\n/i,
    ],
    ['mlflowExample', 'an example of a model’s input', /(?:^|\/)(?:serving_)?input_example\.json$/],
  ]),
  ...ofTool('{Give} the repository’s folder: dvc.yaml, dvc.lock and pointers tell its lineage.', [
    ['dvcIgnore', 'what DVC ignores', /(?:^|\/)\.dvcignore$/],
    [
      'dvcConfig',
      'the settings of DVC',
      /(?:^|\/)config(?:\.local)?$/,
      /^\['remote "|^\[core\]\r?\n\s+(?:remote|autostage|analytics|no_scm)\b/m,
    ],
    ['dvcParameters', 'parameters of a pipeline', /(?:^|\/)params\.(?:ya?ml|toml|json)$/],
  ]),
  ...ofTool('{Give} the run’s folder: its log run-….wandb tells what it used and made.', [
    ['wandbMetadata', 'what W&B noted of a run’s machine', /(?:^|\/)wandb-metadata\.json$/],
    ['wandbSummary', 'the last values of a W&B run', /(?:^|\/)wandb-summary\.json$/],
    ['wandbSettings', 'the settings of a W&B run', /\.ya?ml$/, /^(?:_wandb|wandb_version):/m],
  ]),
  ...ofTool('{Give} the folder gx: the results below uncommitted/validations are read.', [
    ['gxProject', 'the settings of a Great Expectations project', /(?:^|\/)great_expectations\.yml$/],
    [
      'gxCheckpoint',
      'a checkpoint of Great Expectations',
      /\.ya?ml$/,
      /^(?:class_name: (?:Simple)?Checkpoint|run_name_template:|action_list:)/m,
    ],
    [
      'gxStore',
      'the id of a Great Expectations store',
      /(?:^|\/)\.ge_store_backend_id$/,
      /^store_backend_id/,
    ],
  ]),
  ...ofTool('{Give} the folder that it lies in: dataset_info.json there tells of the dataset.', [
    [
      'huggingFaceState',
      'the state of a saved Hugging Face dataset',
      /(?:^|\/)state\.json$/,
      /"_data_files"/,
    ],
    [
      'huggingFaceSplits',
      'the splits of a saved Hugging Face dataset',
      /(?:^|\/)dataset_dict\.json$/,
      /"splits"/,
    ],
  ]),
  ...ofTool('Write the graph with `kedro viz build`, and {give} the project’s folder.', [
    ['kedroParameters', 'parameters of a Kedro project', /(?:^|\/)conf\/.*parameters[^/]*\.ya?ml$/],
    ['kedroProject', 'the settings of a Kedro project', /(?:^|\/)pyproject\.toml$/, /^\[tool\.kedro\]/m],
    ['kedroNode', 'one node of a Kedro graph', null, /^\{"code":.*"(?:filepath|parameters|inputs)":/s],
  ]),
  ...ofTool('{Give} the folder whole: ro-crate-metadata.json or a file of PROV in it tells the lineage.', [
    ['bag', 'the mark of a BagIt folder', /(?:^|\/)bagit\.txt$/],
    ['bagInfo', 'the description of a BagIt folder', /(?:^|\/)bag-info\.txt$/],
    [
      'bagManifest',
      'the digests of a BagIt folder',
      /(?:^|\/)(?:tag)?manifest-(?:md5|sha1|sha256|sha512)\.txt$/,
    ],
    [
      'cwl',
      'a workflow of CWL, which says what may run, not what ran',
      null,
      /^[\s{]{0,20}"?cwlVersion"?:|"cwlVersion":/m,
    ],
    ['researchObject', 'the manifest of a research object', null, /"@context":[^{]{0,200}w3id\.org\/bundle/],
  ]),
  ...ofTool('{Give} the folder that it lies in: datapackage.json there tells what it describes.', [
    [
      'frictionlessSchema',
      'a table schema of Frictionless',
      /\.json$/,
      /^\s*\{\s*"(?:\$schema|fields)":.*"fields":\s*\[|^\s*\{\s*"fields":\s*\[/s,
    ],
    ['frictionlessSchema', 'a table schema of Frictionless', /\.ya?ml$/, /^fields:\r?\n *- *name:/m],
  ]),
  ...ofTool('{Give} the folder of the project, so that its runs can be told by their environment.', [
    ['pythonPackages', 'a list of Python packages', /(?:^|\/)requirements[^/]*\.(?:txt|in)$/],
    ['pythonProject', 'the settings of a Python project', /(?:^|\/)pyproject\.toml$/],
  ]),
  ...ofTool('Convert it with `prov-convert -f json`, and {give} the PROV-JSON.', [
    [
      'provTriples',
      'provenance as triples (N-Triples)',
      null,
      /<http:\/\/www\.w3\.org\/ns\/prov#[^>]{0,200}> .{0,1000} \.\r?$/m,
    ],
  ]),
];

type PartRow = readonly [kind: string, title: string, name: RegExp | null, text?: RegExp];

function ofTool(next: string, rows: readonly PartRow[]): readonly ProjectPart[] {
  return rows.map(([kind, title, name, text]) => ({
    kind,
    title,
    next,
    ...(name && { name }),
    ...(text && { text }),
  }));
}
