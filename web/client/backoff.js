// When to try a lost connection again, in milliseconds. random is a number from 0 to 1.

const FIRST = 500;
const MOST = 30_000;

// backoff is exponential with full jitter, so that clients of a server that came back don't come all at once.
export function backoff(attempt, random = Math.random()) {
  return Math.round(random * Math.min(MOST, FIRST * 2 ** attempt));
}

// SPREAD is over how long clients come back where the server does not say.
const SPREAD = 4000;

// spreadOf is the milliseconds that a close reason names ("retry=7000"), else what was known before.
export function spreadOf(reason, before = 0) {
  const said = /^retry=(\d{1,7})$/.exec(reason ?? '');
  return said ? Number(said[1]) : before;
}

// afterClose says what a close code asks for: {wait}, or {ended: true} where coming back is of no use.
// attempt counts the tries that led to nothing since the connection last stood; spread is over how long all clients
// are to come back, which the server states: 0 where it didn't.
export function afterClose(code, attempt, random = Math.random(), spread = 0) {
  switch (code) {
    case 4401: // the session ended
      return { ended: true };
    case 1001: // the server stops: everybody was told, so spread
      return { wait: Math.round(1000 + random * (spread || SPREAD)) };
    case 4008: // we were too slow; the cursor tells what is missing
      return { wait: attempt > 0 ? backoff(attempt, random) : 0 };
    case 4029: // we talked too much
      return { wait: MOST };
  }
  // After one quick try it was not our network alone: then all of us come back.
  return { wait: attempt > 1 ? Math.max(backoff(attempt, random), Math.round(random * spread)) : backoff(attempt, random) };
}

// around is a time near ms, so that what many wait for does not come all at once.
export const around = (ms, random = Math.random()) => Math.round(ms * (0.75 + random / 2));

// slept tells whether a timer that should fire every few seconds shows that the machine was asleep. Browsers fire
// timers of hidden tabs once a minute; what is longer was no browser.
export const slept = (elapsed) => elapsed > 75_000;
