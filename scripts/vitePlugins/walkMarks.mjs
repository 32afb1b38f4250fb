import path from 'node:path';
import { parseSync, Visitor } from 'vite';

/** The channel on which every thread of a marked build says which modules run. */
export const walkChannel = 'throughline-walk';

/**
 * Makes each function below `source` say the name of its module, once until it hears `forget`: in the page and in its
 * workers alike. What a module does when it is loaded is not said.
 * @param {string} source
 * @returns {import('vite').Plugin}
 */
export function walkMarks(source) {
  return {
    name: 'walk-marks',
    enforce: 'pre',
    transform(code, id) {
      const [file = ''] = id.split('?');
      const name = path.relative(source, file).replaceAll(path.sep, '/');
      if (name.startsWith('..') || !/\.tsx?$/.test(name)) return null;
      return { code: listening + marked(name, code), map: null };
    },
  };
}

/** Runs before the rest of each module; the first of a thread opens the channel. */
const listening = `
  const __ran = (globalThis.__ran ??= (() => {
    const said = new Set();
    const channel = new BroadcastChannel('${walkChannel}');
    channel.onmessage = ({ data }) => { if (data === 'forget') said.clear(); };
    return (name) => { if (!said.has(name)) { said.add(name); channel.postMessage(name); } };
  })());`.replaceAll(/\n\s*/g, ' ');

/**
 * @param {string} name
 * @param {string} code
 */
function marked(name, code) {
  const mark = `__ran(${JSON.stringify(name)})`;
  /** @type {{ at: number, text: string }[]} */
  const insertions = [];
  /** @param {{ body: { type: string, start: number, end: number } | null }} node */
  const visit = ({ body }) => {
    if (body?.type === 'BlockStatement') insertions.push({ at: body.start + 1, text: `${mark};` });
    else if (body) insertions.push({ at: body.start, text: `(${mark},` }, { at: body.end, text: ')' });
  };
  new Visitor({
    FunctionDeclaration: visit,
    FunctionExpression: visit,
    ArrowFunctionExpression: visit,
  }).visit(parseSync(name, code).program);
  return insertions
    .toSorted((a, b) => b.at - a.at)
    .reduce((text, { at, text: inserted }) => text.slice(0, at) + inserted + text.slice(at), code);
}
