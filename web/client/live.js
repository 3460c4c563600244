// The live connection: one socket a tab, a cursor, and polling where sockets don't pass. Whatever brings them,
// frames go through receive, which takes each seq once and never steps over one.
import { hear, tell } from './bus.js';
import { afterClose, around, spreadOf } from './backoff.js';
import { eventsURL, judge, watchFrame } from './cursor.js';
import { place, viewer } from './dom.js';
import { poller } from './poll.js';
import { wake } from './wake.js';

const RETRY = 60_000; // for a socket, while polling
const RETRY_FIRST = 5000; // sooner, since a server that starts refuses too
const SURE = 20_000; // a connection that said something so lately is believed
const PROBE = 5000; // and any other has so long to answer
const OPENING = 10_000; // a socket that isn't greeted by then doesn't pass
const STOOD = 5000; // a connection that held so long starts the backoff anew

let target = null; // {id, cursor, epoch, lang}: the conversation watched
let socket = null;
let ended = false; // the session ended: nothing brings it back but a new page
let attempt = 0;
let refusals = 0; // sockets in a row that the server never said hello on
let spread = 0; // over how many milliseconds all are to come back, as the server said
let since = 0; // when it did on this one
let heard = 0; // when it last said anything
let asked = false; // a watch is out and not answered
let resync = 0; // a gap is being filled
let retry = 0;
let probe = 0;

const poll = poller({
  ask: () => eventsURL(target),
  receive: takeAnswer,
  answered: (first) => {
    tell('link', 'polling');
    if (first) connect(); // the server was away and is back: sockets may pass again
  },
  failed: (problem) => {
    if (problem.status === 401) return end();
    if (problem.status === 404 || problem.status === 403) return lose({ conversation: target.id });
    tell('link', 'lost');
    return true;
  },
});

export function start() {
  const here = place();
  if (!here && !viewer()) return;
  if (here) {
    const { seq, epoch } = here.main.dataset;
    target = { id: here.id, cursor: Number(seq), epoch, lang: here.lang };
  }
  tell('link', 'lost');
  connect();
  wake({ dead: reconnect, maybe: revive, away: hangUp });
  hear('leave', hangUp);
}

// send says something to the server if it listens right now, and tells whether it does.
export function send(frame) {
  if (socket?.readyState !== WebSocket.OPEN) return false;
  socket.send(JSON.stringify(frame));
  return true;
}

function connect() {
  clearTimeout(retry);
  if (ended || socket) return;
  const url = new URL('/live', location.href);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  const mine = new WebSocket(url);
  socket = mine;
  since = 0;
  const slow = setTimeout(() => since || mine.close(), OPENING);
  mine.onmessage = (event) => { if (socket === mine) receive(JSON.parse(event.data)); };
  mine.onclose = (event) => {
    clearTimeout(slow);
    if (socket !== mine) return;
    socket = null;
    if (!since) refusals += 1;
    spread = spreadOf(event.reason, spread);
    closed(event.code);
  };
}

function closed(code) {
  settleDown();
  attempt = since && Date.now() - since > STOOD ? 0 : attempt + 1;
  const next = afterClose(code, attempt, Math.random(), spread);
  if (next.ended) return end();
  if (!poll.running()) tell('link', 'lost');
  if (refusals >= 2 && target) poll.start();
  const slowly = Math.max(refusals > 2 ? RETRY : RETRY_FIRST, spread);
  retry = setTimeout(connect, poll.running() ? around(slowly) : next.wait);
}

function receive(frame) {
  heard = Date.now();
  clearTimeout(probe);
  if (frame.op === 'hello') return greeted(frame);
  if (frame.op === 'unread' || frame.op === 'group' || frame.op === 'told' || frame.op === 'review') return tell(frame.op, frame);
  if (!target || frame.conversation !== target.id) return;
  switch (frame.op) {
    case 'watching':
      asked = false;
      if (!Number.isInteger(target.cursor)) target.cursor = frame.seq;
      return;
    case 'event':
    case 'skip':
      return take(frame);
    case 'reset':
      return tell('reset');
    case 'here':
      return tell('here', frame);
    case 'gone':
      return lose(frame);
    case 'error': // if it was the watch that was refused, the API says for good or for now
      if (asked) poll.start();
      asked = false;
  }
}

function greeted(hello) {
  spread = hello.retry ?? 0;
  since = Date.now();
  refusals = 0;
  poll.stop();
  if (target) watch();
  tell('link', 'open');
}

const watch = () => { asked = send(watchFrame(target)); };

// take passes on what comes next, and tells whether it did.
function take(frame) {
  const verdict = judge(target.cursor, frame.seq);
  if (verdict === 'take') {
    clearTimeout(resync);
    resync = 0;
    if (frame.op === 'event') tell('frame', frame);
    target.cursor = frame.seq; // only now: what is on the page is what the cursor says
    return true;
  }
  if (verdict === 'gap' && socket && !resync) {
    resync = setTimeout(reconnect, PROBE);
    watch();
  }
  return false;
}

function takeAnswer({ items = [], reset }) {
  if (reset) tell('reset');
  return items.filter((frame) => target && take(frame)).length > 0;
}

function lose(frame) {
  target = null;
  poll.stop();
  tell('gone', frame);
}

function end() {
  ended = true;
  hangUp();
  tell('link', 'ended');
}

// hangUp lets go and waits for nobody.
function hangUp() {
  clearTimeout(retry);
  settleDown();
  poll.stop();
  const old = socket;
  socket = null;
  old?.close();
}

function settleDown() {
  clearTimeout(probe);
  clearTimeout(resync);
  resync = 0;
  asked = false;
}

function reconnect() {
  if (ended) return;
  hangUp();
  connect();
}

// revive tries a connection that may be dead without knowing it, or one that is lost sooner than planned.
function revive() {
  poll.hurry();
  if (!socket) return connect();
  if (socket.readyState !== WebSocket.OPEN || Date.now() - heard < SURE) return;
  if (!target) return reconnect();
  watch();
  clearTimeout(probe);
  probe = setTimeout(reconnect, PROBE);
}
