// What every page loads: each import is one behaviour that attaches itself to the markup it knows. Everything
// works without; a behaviour that fails doesn't take the others with it.
import * as announce from './announce.js';
import * as apply from './apply.js';
import * as arrivals from './arrivals.js';
import * as ballot from './ballot.js';
import * as calling from './calling.js';
import * as channel from './channel.js';
import * as context from './context.js';
import * as composer from './composer.js';
import * as edit from './edit.js';
import * as fold from './fold.js';
import * as glance from './glance.js';
import * as header from './header.js';
import * as jump from './jump.js';
import * as keep from './keep.js';
import * as keyboard from './keyboard.js';
import * as kept from './kept.js';
import * as language from './language.js';
import * as large from './large.js';
import * as late from './late.js';
import * as live from './live.js';
import * as marks from './marks.js';
import * as menu from './menu.js';
import * as emojis from './emojis.js';
import * as naming from './naming.js';
import * as picker from './picker.js';
import * as older from './older.js';
import * as opening from './opening.js';
import * as overview from './overview.js';
import * as outgoing from './outgoing.js';
import * as peek from './peek.js';
import * as placeholder from './placeholder.js';
import * as presence from './presence.js';
import * as preview from './preview.js';
import * as pull from './pull.js';
import * as quoting from './quoting.js';
import * as reactions from './reactions.js';
import * as read from './read.js';
import * as remove from './remove.js';
import * as reply from './reply.js';
import * as review from './review.js';
import * as rich from './rich.js';
import * as saving from './saving.js';
import * as scrollers from './scrollers.js';
import * as search from './search.js';
import * as sendlater from './sendlater.js';
import * as shortcuts from './shortcuts.js';
import * as slow from './slow.js';
import * as status from './status.js';
import * as tabs from './tabs.js';
import * as times from './times.js';
import * as titles from './titles.js';
import * as toolbar from './toolbar.js';
import * as unread from './unread.js';
import * as unseen from './unseen.js';
import * as uploads from './uploads.js';
import * as writing from './writing.js';

// The order counts twice: who hears first, acts first (menus see Esc before the box does; what arrives is placed,
// marked and worded before it is announced); and nothing listens after the connection has begun to speak.
const behaviours = [
  kept, outgoing,
  placeholder, times, marks, apply, language, channel, arrivals, header, opening, announce, read, presence, unread, status,
  menu, large, late, tabs, overview, glance, shortcuts, older, fold, jump, context, reply, edit, remove, reactions, ballot, peek, preview, writing, composer, keep,
  naming, emojis, picker, calling, unseen, quoting, titles, review, slow, saving, sendlater, uploads, toolbar, rich, scrollers, search, keyboard, pull, live,
];

document.documentElement.classList.add('js');
for (const behaviour of behaviours) {
  try {
    behaviour.start();
  } catch (error) {
    console.error(error);
  }
}
