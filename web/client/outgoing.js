// What was said where there was no connection is sent from whatever page is open when it is back: nobody has to go
// where it was written.
import { call } from './api.js';
import { hear } from './bus.js';
import { place, viewer } from './dom.js';
import * as drafts from './drafts.js';
import { outbox } from './outbox.js';

const QUEUE = /^out:c(\d+)$/;

// queueOf is where what is said in a conversation waits.
export const queueOf = (conversation) => `out:c${conversation}`;

// postTo sends an entry of a queue.
export const postTo = (conversation) => ({ client_id, body, format = 'markdown', reply_to, draft, lang, tell_group }) =>
  call('POST', `/conversations/${conversation}/posts`, {
    client_id, body, format, ...(reply_to ? { reply_to } : {}), ...(draft ? { draft } : {}), ...(lang ? { lang } : {}),
    ...(tell_group ? { tell_group } : {}),
  });

// backToDraft keeps a text that won't be taken as it is where its writer finds it: in the box of its conversation.
export const backToDraft = (conversation, entry) => drafts.write(`c${conversation}`, {
  body: { value: entry.body, format: entry.format, base: '' }, marks: { saved: false, version: entry.draft ?? 0, client_id: entry.client_id },
});

const sending = new Map(); // conversation → its outbox

export function start() {
  if (!viewer()) return;
  send();
  addEventListener('online', send);
  let link = '';
  hear('link', (state) => {
    if (state !== link && (state === 'open' || state === 'polling')) send();
    link = state;
  });
}

// send sends what waits, but for the conversation that the page shows: its own box does.
function send() {
  const here = place();
  for (const key of drafts.keys()) {
    const conversation = Number(QUEUE.exec(key)?.[1]);
    if (!conversation || (here?.list && here.id === conversation)) continue;
    if (!sending.get(conversation)?.entries().length) {
      sending.set(conversation, outbox({
        store: drafts, key, post: postTo(conversation), accepted() {}, waiting() {},
        refused: (entry) => backToDraft(conversation, entry),
      }));
    }
    sending.get(conversation).again();
  }
}
