// What somebody who types means to name: a person after an @, an emoji after a colon. No document.

const SIGNS = {
  '@': /(?<![\p{L}\p{M}\p{N}_.@/])@((?:[\p{L}\p{N}][\p{L}\p{M}\p{N}-]*(?: [\p{L}\p{M}\p{N}-]*)?)?)$/u,
  ':': /(?<![\p{L}\p{M}\p{N}_:/]):([\p{L}\p{N}_+-][\p{L}\p{M}\p{N}_+-]+)$/u,
};
const LONGEST = 40;

// trigger finds in the text before the caret what is being named: {sign, query, length}, length of all that a choice
// replaces; null where nothing is.
export function trigger(before) {
  for (const [sign, pattern] of Object.entries(SIGNS)) {
    const found = before.match(pattern);
    const query = found?.at(-1);
    if (found && query.length <= LONGEST) return { sign, query, length: found[0].length };
  }
  return null;
}

const HANDLES = /(?<![\p{L}\p{M}\p{N}_.@/])@([a-z0-9][a-z0-9-]{0,28}[a-z0-9])(?![\p{L}\p{M}\p{N}_@])/giu;

// handlesIn are the handles that a text names, each once, in lower case.
export const handlesIn = (text) => [...new Set([...text.matchAll(HANDLES)].map((found) => found[1].toLowerCase()))];

// folded is a text without case and accents.
export const folded = (text) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
