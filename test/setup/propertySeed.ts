import process from 'node:process';
import fc from 'fast-check';

/** The same draws at each run, so that a check fails for what changed and never by chance; fresh ones are `npm run fuzz`. */
fc.configureGlobal({ seed: Number(process.env['THROUGHLINE_SEED'] ?? 20_260_312) });
