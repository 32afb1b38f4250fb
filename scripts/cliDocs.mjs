/** Writes docs/cli.md: what `--help` says of the command line and of each command. `npm run cli-docs`; a test holds it. */
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';

const root = path.resolve(import.meta.dirname, '..');
const bundle = path.join(root, 'dist-cli', 'throughline.mjs');

/** @param {readonly string[]} given */
function run(given) {
  const { status, stdout, stderr } = spawnSync(process.execPath, given, { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return stdout.trimEnd();
}

/** @param {...string} given */
function help(...given) {
  return run([bundle, ...given, '--help']);
}

/** The page as it has to be. */
export function commandPage() {
  run([path.join(root, 'scripts', 'throughline.mjs'), '--build-only']);
  const all = help();
  const names = all.split('\n').flatMap((line) => /^ {2}([a-z]+(?: [a-z]+)?)(?= )/.exec(line)?.[1] ?? []);
  const sections = names.map((name) => `## ${name}\n\n\`\`\`text\n${help(...name.split(' '))}\n\`\`\`\n`);
  return [
    '# Command line',
    '',
    'What `throughline COMMAND --help` says, for every command. From a checkout a command is `npm run -s throughline -- COMMAND`.',
    '',
    `\`\`\`text\n${all}\n\`\`\``,
    '',
    ...sections,
  ].join('\n');
}

if (process.argv[1] === import.meta.filename) writeFileSync(path.join(root, 'docs', 'cli.md'), commandPage());
