// What scripts say is worded by the page, in the element #words: scripts hold no sentences.
let words;

const rules = () => new Intl.PluralRules(document.documentElement.lang || 'en');

function load() {
  const block = document.getElementById('words');
  if (!block) return {};
  const raw = block.matches('script') ? JSON.parse(block.textContent) : { ...block.dataset };
  return Object.fromEntries(Object.entries(raw).map(([key, text]) => [key.replace(/^client\./, ''), text]));
}

// fill puts values in the places of a text: fill('{n} of {all}', {n: 1, all: 2}).
export const fill = (text, values = {}) =>
  text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));

export function say(key, values) {
  words ??= load();
  return fill(words[key] ?? key, values);
}

// count says how many: keys are key.one and key.other, as the page's language wants it.
export function count(key, n, values = {}) {
  const form = rules().select(n) === 'one' ? 'one' : 'other';
  return say(`${key}.${form}`, { count: n, ...values });
}
