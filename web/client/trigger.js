// Whom somebody who types means to name. No document.

const NAMING = /(?<![\p{L}\p{M}\p{N}_.@/])@((?:[\p{L}\p{N}][\p{L}\p{M}\p{N}-]*(?: [\p{L}\p{M}\p{N}-]*)?)?)$/u;
const LONGEST = 40;

// trigger finds in the text before the caret what is typed of a name after an @: {query, length}, length with the @, all
// that a choice replaces; null where nobody is being named.
export function trigger(before) {
  const found = before.match(NAMING);
  return found && found[1].length <= LONGEST ? { query: found[1], length: found[0].length } : null;
}

const CODE = /(?<![\p{L}\p{M}\p{N}:_/])(:([+-]1|\p{L}[\p{L}\p{M}\p{N}_+-]{1,29})(:?))$/u;

// emojiTrigger finds in the text before the caret what is typed of an emoji's name between colons: {query, length,
// whole}, whole where the second colon stands; null where none is meant.
export function emojiTrigger(before) {
  const found = before.match(CODE);
  return found && { query: found[2], length: found[1].length, whole: Boolean(found[3]) };
}

const HANDLES = /(?<![\p{L}\p{M}\p{N}_.@/])@([a-z0-9][a-z0-9-]{0,28}[a-z0-9])(?![\p{L}\p{M}\p{N}_@])/giu;

// handlesIn are the handles that a text names, each once, in lower case.
export const handlesIn = (text) => [...new Set([...text.matchAll(HANDLES)].map((found) => found[1].toLowerCase()))];

// folded is a text without case and accents.
export const folded = (text) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
