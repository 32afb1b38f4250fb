import { contractSchema } from '../formats/odcs/contractSchema';
import type { Command } from './command';
import { toJson } from './output';

/** `contract schema`: prints what editors check contracts by. */
export const contractSchemaCommand: Command = {
  details: [
    'It is that of the Open Data Contract Standard 3.2, with the properties of Throughline in customProperties. An editor finds it by the line `# yaml-language-server: $schema=contract.schema.json` at the head of a contract.',
  ],
  flags: [],
  argumentCount: { min: 0, max: 0 },
  run({ output }) {
    output.line(toJson(contractSchema()));
    return Promise.resolve(0);
  },
};
