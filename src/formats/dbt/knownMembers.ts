/** Parts of a manifest that hold nodes. */
export const nodeSections: ReadonlySet<string> = new Set([
  'nodes',
  'sources',
  'exposures',
  'metrics',
  'semantic_models',
  'saved_queries',
  'unit_tests',
  'functions',
]);

/** Parts that hold none, or say again what nodes say. */
export const knownSections: ReadonlySet<string> = new Set([
  'metadata',
  'macros',
  'docs',
  'groups',
  'selectors',
  'disabled',
  'parent_map',
  'child_map',
  'group_map',
]);

/** Members that nodes of dbt 0.19 to 1.12, and of the Rust engine, are known to have. */
export const knownMembers: ReadonlySet<string> = new Set(
  `access alias arguments attached_node build_path checksum column_name columns compiled compiled_code compiled_path
  compiled_sql config constraints contract created_at data_type database defaults deferred defer_relation depends_on
  deprecation_date description dimensions doc_blocks docs enabled entities exports expect external extra_ctes
  extra_ctes_injected file_key_name filter fqn freshness functions generated_sql_file given group identifier index label
  language latest_version loaded_at_field loaded_at_query loader materialized maturity measures meta metadata metrics model name
  node_relation original_file_path overloads overrides owner package_name patch_path path previous_batch_results primary_entity
  primary_key query_params quoting quoting_ignore_case raw_code raw_sql refs relation_name resource_type returns
  root_path schema source_description source_meta source_name sources static_analysis static_analysis_off_reason tags
  test_metadata tested_node_unique_id time_granularity time_spine type type_params unique_id unrendered_config
  unrendered_database unrendered_schema url version versions
  calculation_method expression timestamp time_grains window model_unique_id`.split(/\s+/),
);
