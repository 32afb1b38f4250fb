import { loadSha256OfText } from './hashing/textSha256';
import { serveTasks } from './serveTasks';

const sha256OfText = loadSha256OfText();

serveTasks(self, {
  digestTexts: async ({ texts }) => {
    const digestOf = await sha256OfText;
    return texts.map(digestOf);
  },
});
