// When to try a lost connection again, in milliseconds. random is a number from 0 to 1.

const FIRST = 500;
const MOST = 30_000;

// backoff is exponential with full jitter, so that clients of a server that came back don't come all at once.
export function backoff(attempt, random = Math.random()) {
  return Math.round(random * Math.min(MOST, FIRST * 2 ** attempt));
}

// afterClose says what a close code asks for: {wait}, or {ended: true} where coming back is of no use.
// attempt counts the tries that led to nothing since the connection last stood.
export function afterClose(code, attempt, random = Math.random()) {
  switch (code) {
    case 4401: // the session ended
      return { ended: true };
    case 1001: // the server stops: everybody was told, so spread
      return { wait: Math.round(1000 + random * 4000) };
    case 4008: // we were too slow; the cursor tells what is missing
      return { wait: attempt > 0 ? backoff(attempt, random) : 0 };
    case 4029: // we talked too much
      return { wait: MOST };
  }
  return { wait: backoff(attempt, random) };
}

// slept tells whether a timer that should fire every few seconds shows that the machine was asleep. Browsers fire
// timers of hidden tabs once a minute; what is longer was no browser.
export const slept = (elapsed) => elapsed > 75_000;
