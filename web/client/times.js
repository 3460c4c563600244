// Writes times in the reader's zone and the page's language. Without script they stand in the network's zone.
import { hear } from './bus.js';
import { all } from './dom.js';

const DAY = 86_400_000;

// reader says for whom: {lang, zone}. zone undefined is the browser's.
function reader() {
  const { lang, dataset } = document.documentElement;
  return { lang: lang || 'en', zone: dataset.readerZone || undefined };
}

const formats = new Map();
function format(lang, zone, options) {
  const key = lang + zone + JSON.stringify(options);
  if (!formats.has(key)) formats.set(key, new Intl.DateTimeFormat(lang, { timeZone: zone, ...options }));
  return formats.get(key);
}

// dayIn is the calendar day of a time in a zone, as YYYY-MM-DD.
export const dayIn = (at, zone) =>
  format('en-CA', zone, { year: 'numeric', month: '2-digit', day: '2-digit' }).format(new Date(at));
export const dayOf = (at) => dayIn(at, reader().zone);

const capital = (text, lang) => text.charAt(0).toLocaleUpperCase(lang) + text.slice(1);

function daysBetween(at, now, zone) {
  return Math.round((Date.parse(dayIn(now, zone)) - Date.parse(dayIn(at, zone))) / DAY);
}

// word writes a time as pages show it: 'post' (day and time), 'clock' (time), 'day' (a divider), 'short' (lists),
// 'full'.
export function word(when, at, now, { lang, zone, channel = false }) {
  const date = new Date(at);
  const clock = () => format(lang, zone, { hour: 'numeric', minute: '2-digit' }).format(date);
  const ago = daysBetween(at, now, zone);
  const near = ago >= 0 && ago < 7;
  const thisYear = dayIn(at, zone).slice(0, 4) === dayIn(now, zone).slice(0, 4);
  const relative = (n, unit) =>
    new Intl.RelativeTimeFormat(lang, { numeric: 'auto', style: when === 'short' ? 'short' : 'long' }).format(n, unit);
  const day = () => {
    if (ago === 0 || ago === 1) return capital(relative(-ago, 'day'), lang);
    if (near) return capital(format(lang, zone, { weekday: 'long' }).format(date), lang);
    return format(lang, zone, { day: 'numeric', month: 'short', ...(thisYear ? {} : { year: 'numeric' }) }).format(date);
  };
  switch (channel && when === 'post' ? 'clock' : when) {
    case 'clock':
      return clock();
    case 'day':
      if (ago === 0 || ago === 1) return day();
      return capital(format(lang, zone, {
        weekday: 'long', day: 'numeric', month: 'long', ...(thisYear ? {} : { year: 'numeric' }),
      }).format(date), lang);
    case 'short': {
      const minutes = Math.floor((now - date) / 60_000);
      if (minutes >= 0 && minutes < 60) return relative(-minutes, minutes ? 'minute' : 'second');
      if (ago === 0 && minutes > 0) return relative(-Math.floor(minutes / 60), 'hour');
      return day();
    }
    case 'full':
      return format(lang, zone, { dateStyle: 'full', timeStyle: 'short' }).format(date);
  }
  return `${day()} ${clock()}`;
}

export function write(time) {
  const at = Date.parse(time.dateTime);
  if (Number.isNaN(at)) return;
  const who = reader();
  const channel = Boolean(time.closest('[data-kind="channel"]'));
  try {
    time.textContent = word(time.dataset.when, at, Date.now(), { ...who, channel });
    time.title = word('full', at, Date.now(), who);
  } catch {
    // A zone or language that this browser doesn't know: the network's words stay.
  }
}

export const writeAll = (root = document) => all('time[datetime][data-when]', root).forEach(write);

export function start() {
  writeAll();
  setInterval(writeAll, 60_000);
  hear('applied', (frame, article) => writeAll(article));
  hear('added', writeAll);
}
