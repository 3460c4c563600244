// The emoji and their names, loaded when they are first asked for. Each is {char, name, group, codes}.
import * as drafts from './drafts.js';
import { one } from './dom.js';
import { folded } from './trigger.js';

const RECENT = 16;

let loading = null;

// load answers with {groups, emoji}; it rejects where there are none, or no connection.
export function load() {
  loading ??= fetch(one('meta[name=emoji]').content).then((answer) => (answer.ok ? answer.json() : Promise.reject(answer))).then(read);
  loading.catch(() => { loading = null; }); // the next try may do better
  return loading;
}

// offered tells whether there are any to load.
export const offered = () => one('meta[name=emoji]') !== null;

export function read({ groups, emoji }) {
  return {
    groups,
    emoji: emoji.map(([char, name, group, codes, tags]) => ({
      char, name, group, codes: codes ? codes.split(' ') : [], words: folded(`${name} ${tags}`).split(/[^\p{L}\p{N}]+/u),
    })),
  };
}

// find gives the emoji that a name may mean, the nearest first: called so, called so in the beginning, or a word of theirs
// begins so.
export function find({ emoji }, typed, limit) {
  const query = folded(typed).replace(/_/g, ' ').trim();
  const code = folded(typed);
  const parts = query.split(/\s+/);
  const ranks = [[], [], []];
  for (const one of emoji) {
    if (one.codes.includes(code)) ranks[0].push(one);
    else if (one.codes.some((other) => other.startsWith(code))) ranks[1].push(one);
    else if (parts.every((part) => one.words.some((word) => word.startsWith(part)))) ranks[2].push(one);
  }
  return ranks.flat().slice(0, limit);
}

// called is the emoji that is called exactly so between colons.
export const called = ({ emoji }, code) => emoji.find(({ codes }) => codes.includes(code.toLowerCase())) ?? null;

// Those used lately are kept in this browser, each reader's apart.
export const recent = () => drafts.read('emoji') ?? [];

export function used(char) {
  drafts.write('emoji', [char, ...recent().filter((other) => other !== char)].slice(0, RECENT));
}
