// What somebody searched for, in this browser alone: the newest first, each once. It says much about a person, so the
// server doesn't keep it, and it is gone at sign-out.
import { viewer } from './dom.js';

const PREFIX = 'plenary:searches:';
const KEPT = 10;

// recents is such a list under a key of a storage, which may be full or forbidden: then nothing is kept.
export function recents(storage, key) {
  const read = () => {
    try {
      const all = JSON.parse(storage().getItem(key));
      return Array.isArray(all) ? all.filter((query) => typeof query === 'string') : [];
    } catch {
      return [];
    }
  };
  const write = (all) => {
    try {
      if (all.length) storage().setItem(key, JSON.stringify(all));
      else storage().removeItem(key);
    } catch {
      // Then it isn't remembered.
    }
  };
  return {
    all: read,
    add(query) {
      const said = query.trim();
      if (said) write([said, ...read().filter((one) => one !== said)].slice(0, KEPT));
    },
    forget: (query) => write(read().filter((one) => one !== query)),
    forgetAll: () => write([]),
  };
}

export const mine = () => recents(() => localStorage, PREFIX + viewer());
