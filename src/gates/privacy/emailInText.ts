const local = /[\p{L}\p{N}.!#$%&'*+/=?^_`{|}~-]/u;
const domain = /[\p{L}\p{N}.-]/u;
const wholeLocal = /^[\p{L}\p{N}_](?:[\p{L}\p{N}._%+'-]{0,62}[\p{L}\p{N}_+-])?$/u;
const wholeDomain = /^(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.)+\p{L}{2,24}$/u;

/** Endings of files, that no address has. */
const fileEndings =
  /\.(?:png|jpe?g|gif|svg|webp|ico|css|m?[jt]sx?|html?|json|ya?ml|xml|zip|tgz|gz|tar|whl|jar|py|csv|txt|pdf|local|localdomain|internal|localhost)$/i;
/** Accounts of programs. */
const programs = /^(?:git|hg|svn|root|www-data|noreply|no-reply|donotreply|do-not-reply|mailer-daemon)$/i;

/** The e-mail address around an at sign; null where it is none, or no person's: of files, of repositories and of accounts in addresses of the web. */
export function emailAt(text: string, at: number): { readonly from: number; readonly token: string } | null {
  let from = at;
  while (from > 0 && at - from < 64 && local.test(text[from - 1]!)) from--;
  let to = at + 1;
  while (to < text.length && to - at < 254 && domain.test(text[to]!)) to++;
  while (to > at && /[.-]/.test(text[to - 1]!)) to--;
  // What a text is wrapped or joined with is no part of it: `mail=a@b.org`, `'a@b.org'`, `/a@b.org`.
  const written = text.slice(from, at);
  const own = written.slice(Math.max(...Array.from("=/?&|{}'`*", (mark) => written.lastIndexOf(mark))) + 1);
  const start = at - own.length;
  const host = text.slice(at + 1, to);
  if (!wholeLocal.test(own) || !wholeDomain.test(host) || fileEndings.test(host) || programs.test(own))
    return null;
  const isOfAddress = /:\/\/[^\s/?#]*$/.test(text.slice(Math.max(0, start - 100), start));
  const isOfRepository = text[to] === ':' && /[\p{L}\p{N}/]/u.test(text[to + 1] ?? ' ');
  const isOfMessage = text[start - 1] === '<' && /[\d.]{12}|[0-9a-f]{16}/i.test(own);
  if (isOfAddress || isOfRepository || isOfMessage || text[to] === '@') return null;
  return { from: start, token: text.slice(start, to) };
}
