// Asking for the events over and over, for where sockets don't pass. The frames are the same as the socket's.
import { call, Problem } from './api.js';
import { backoff } from './backoff.js';

const LONGEST = 45_000; // the server answers within 25 s; what takes longer is a dead connection
const PAUSE = 1000; // between answers that brought nothing we could use

const sleep = (ms, signal) => new Promise((done) => {
  const timer = setTimeout(done, ms);
  signal.addEventListener('abort', () => { clearTimeout(timer); done(); }, { once: true });
});

// poller gives {start, stop, hurry}. ask() is the address to ask next; receive(answer) takes one answer and tells
// whether it moved the cursor; answered(first) is called when one came, first after a failure; failed(problem)
// when none did, and tells whether to go on.
export function poller({ ask, receive, answered, failed }) {
  let run = null;
  let awake = null;
  let attempt = 0;

  async function once(signal) {
    const dead = new AbortController();
    const giveUp = () => dead.abort();
    const timer = setTimeout(giveUp, LONGEST);
    signal.addEventListener('abort', giveUp, { once: true });
    try {
      return await call('GET', ask(), undefined, { signal: dead.signal, cache: 'no-store' });
    } catch (error) {
      throw error instanceof Problem ? error : new Problem(0);
    } finally {
      clearTimeout(timer);
      signal.removeEventListener('abort', giveUp);
    }
  }

  async function loop(signal) {
    let failing = false;
    while (!signal.aborted) {
      let pause = 0;
      try {
        const began = Date.now();
        const answer = await once(signal);
        if (signal.aborted) return;
        attempt = 0;
        answered(failing);
        failing = false;
        if (!receive(answer) && Date.now() - began < PAUSE) pause = PAUSE;
      } catch (problem) {
        if (signal.aborted) return;
        failing = true;
        if (!failed(problem)) return;
        pause = problem.retryAfter ? problem.retryAfter * 1000 : backoff(attempt++);
      }
      if (pause && !signal.aborted) {
        awake = new AbortController();
        await sleep(pause, AbortSignal.any ? AbortSignal.any([signal, awake.signal]) : signal);
      }
    }
  }

  return {
    running: () => run !== null,
    start() {
      if (run) return;
      run = new AbortController();
      attempt = 0;
      loop(run.signal);
    },
    stop() {
      run?.abort();
      run = null;
    },
    hurry: () => awake?.abort(),
  };
}
