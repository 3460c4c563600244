// Texts kept in this browser until they are acknowledged, each reader's apart, by place.
import { viewer } from './dom.js';

const PREFIX = 'plenary:draft:';
const name = (key) => `${PREFIX}${viewer()}:${key}`;

// Storage may be full or forbidden; then nothing is kept, and nothing else breaks.
const attempt = (act, otherwise) => {
  try {
    return act();
  } catch {
    return otherwise;
  }
};

export const read = (key) => attempt(() => JSON.parse(localStorage.getItem(name(key))), null);
export const drop = (key) => attempt(() => localStorage.removeItem(name(key)));

// write tells whether it could.
export const write = (key, value) => attempt(() => {
  localStorage.setItem(name(key), JSON.stringify(value));
  return true;
}, false);

// keys are the places of this reader's texts.
export const keys = () => attempt(() => Object.keys(localStorage)
  .filter((key) => key.startsWith(name(''))).map((key) => key.slice(name('').length)), []);

// dropAll is for signing out: the next person at this machine finds nothing.
export const dropAll = () => attempt(() => Object.keys(localStorage)
  .filter((key) => key.startsWith(PREFIX)).forEach((key) => localStorage.removeItem(key)));
