// When a text that is being written goes to the server: soon after the last key, at the latest some seconds after the
// first, at once when the writer looks away; and what becomes of it. Nothing here touches the page.
import { backoff } from './backoff.js';

export const QUIET = 2_000;
export const LONGEST = 10_000;

// keeper saves one text.
//   text     () → {body, …} as it stands now
//   put      (text with version, client_id, age …, leaving) → promise of the draft; rejects with a problem
//            {passing, status, draft}
//   saved(draft), clash(draft), local(problem): it is on the server · so is another one · it is only here, as yet
//   fresh    () → a new client id
//   now, later, cancel: the clock and its timers
export function keeper({ text, put, saved, clash, local, fresh, now = Date.now, later = setTimeout, cancel = clearTimeout }) {
  const state = { version: 0, clientID: fresh(), from: '', dirty: false, sending: false, typed: 0, first: 0, timer: 0, attempt: 0 };

  const plan = (ms) => {
    cancel(state.timer);
    state.timer = later(() => save(), ms);
  };

  async function save(leaving = false) {
    if (!state.dirty || (state.sending && !leaving)) return;
    cancel(state.timer);
    const clientID = state.clientID;
    state.dirty = false;
    state.sending = true;
    state.first = 0;
    try {
      const draft = await put({
        ...text(), version: state.version, client_id: clientID, goes_on_from: state.from || null, age: now() - state.typed,
      }, leaving);
      if (clientID === state.clientID) done(draft, saved);
    } catch (problem) {
      if (clientID === state.clientID) refused(problem);
    }
    state.sending = false;
    if (state.dirty && !problemWaits) plan(QUIET);
  }

  let problemWaits = false;

  function done(draft, tell) {
    problemWaits = false;
    state.attempt = 0;
    // Where another window's text is the draft, this one's lies beside it: the next save must clash again.
    if (tell === saved || draft.client_id === state.clientID) state.version = draft.version;
    state.from = '';
    tell(draft);
  }

  function refused(problem) {
    if (problem.draft) return done(problem.draft, clash);
    if (problem.status === 409) { // it was sent or discarded elsewhere: what stands here is a new text
      Object.assign(state, { clientID: fresh(), version: 0, from: '', dirty: true });
      return;
    }
    state.dirty = true;
    problemWaits = true;
    if (problem.passing) plan(problem.retryAfter ? problem.retryAfter * 1000 : backoff(state.attempt++) + 1000);
    local(problem);
  }

  return {
    // typed says that the text has changed.
    typed() {
      state.dirty = true;
      problemWaits = false;
      state.typed = now();
      state.first ||= state.typed;
      plan(Math.max(0, Math.min(QUIET, state.first + LONGEST - state.typed)));
    },
    // began says which draft the window began with; from is the client id of a text that is known to go on here.
    began(version, from = '') {
      state.version = version;
      state.from = from;
    },
    // now saves what isn't saved yet. leaving: the page is about to go.
    now: (leaving) => save(leaving),
    // sent says that the text is on its way as a post: no save of it follows. It gives what the post is sent with, and
    // the next text is a new one.
    sent() {
      cancel(state.timer);
      const was = { client_id: state.clientID, draft: state.version };
      Object.assign(state, { dirty: false, version: 0, from: '', first: 0, attempt: 0, clientID: fresh() });
      return was;
    },
    dirty: () => state.dirty || state.sending,
    version: () => state.version,
    clientID: () => state.clientID,
  };
}
