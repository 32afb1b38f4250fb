/** The prefix of what this project's exports say in PROV beyond its own words; docs/formats.md lists the terms. */
export const throughlinePrefix = 'urn:throughline:';

/** What stands before a namespace that is no address, with its marks written as addresses write them. */
export const throughlineNamespaces = 'urn:throughline:namespace:';

/** The prefix of runs, whose ids are those of their sources. */
export const throughlineRuns = 'urn:throughline:run:';
