// When to ask for suggestions, and which answer counts.

// suggester asks a moment after the last change; an answer to what is no longer typed is dropped, and its request
// ended. ask(text, signal) promises items, show(text, items) gets them. A failure shows nothing.
export function suggester({ ask, show, later = setTimeout, cancel = clearTimeout, pause = 60 }) {
  let timer;
  let under;
  const stop = () => {
    cancel(timer);
    under?.abort();
    under = undefined;
  };
  return {
    typed(text) {
      stop();
      timer = later(async () => {
        const own = new AbortController();
        under = own;
        let items = [];
        try {
          items = await ask(text, own.signal);
        } catch {
          // Suggestions are a help; what is typed can be searched for all the same.
        }
        if (under === own) show(text, items);
      }, pause);
    },
    stop,
  };
}

// next is where the choice goes in n options by a key; -1 is the field itself.
export function next(key, at, n) {
  if (key === 'ArrowDown') return at + 1 < n ? at + 1 : -1;
  if (key === 'ArrowUp') return at < 0 ? n - 1 : at - 1;
  return at;
}
