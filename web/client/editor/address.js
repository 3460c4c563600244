// Addresses as the sanitizer writes them: paths for this site's own, whole ones for others.
import { allowed } from './allowed.js';

const SCHEME = /^[a-z][a-z0-9+.-]*:/i;
const NAME = /^[^\s/@:?#]+\.[a-z]{2,}([/:?#]|$)/i;
const MAIL = /^[^\s@:/]+@[^\s@:/]+\.[a-z]{2,}$/i;

// address is what somebody typed or pasted as an address that a link may have; null if it is none.
export function address(raw, origin = globalThis.location?.origin) {
  let text = raw.trim();
  if (MAIL.test(text)) text = `mailto:${text}`;
  else if (text.startsWith('//')) text = `https:${text}`;
  else if (!SCHEME.test(text) && !text.startsWith('/') || /^[^/:]+\.[^/:]+:\d/.test(text)) {
    if (!NAME.test(text)) return null;
    text = `https://${text}`;
  }
  if (/^https?:/i.test(text)) {
    if (!URL.canParse(text)) return null;
    const url = new URL(text);
    url.username = '';
    url.password = '';
    text = url.origin === origin ? url.pathname + url.search + url.hash : url.href;
    if (!url.search && !url.hash && url.pathname === '/' && url.origin !== origin && !/\/$/.test(raw.trim())) text = text.slice(0, -1);
  }
  return allowed('a', 'href', text.replace(/[\s"<>\\`]/g, encodeURIComponent));
}

// isAddress tells whether a pasted text is one web or mail address and nothing else.
export const isAddress = (text) => /^(https?:\/\/|www\.|mailto:)\S+$/i.test(text.trim()) && address(text) !== null;

export const foreign = (href) => /^https?:\/\//.test(href);
