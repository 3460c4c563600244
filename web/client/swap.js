// Replaces a post by what it is now, without taking from the reader what is open or focused in it.
import { one } from './dom.js';

// selectorOf finds the same control in the new article.
function selectorOf(element) {
  if (element.matches('summary')) return 'details.menu > summary';
  if (element.matches('form.poll .vote')) return 'form.poll .vote';
  if (element.matches('button[value]')) return `.${element.classList[0] ?? 'act'}[value="${CSS.escape(element.value)}"]`;
  if (element.matches('form.poll input[id]')) return `#${CSS.escape(element.id)}`;
  if (element.matches('a[href]')) return `a[href="${CSS.escape(element.getAttribute('href'))}"]`;
  return null;
}

// veil hides what an editor stands in for.
export function veil(article, hidden) {
  for (const part of article.querySelectorAll('.said > .prose, .said > .acts, .said > .stub')) part.hidden = hidden;
}

export function swap(old, article) {
  const focused = old.contains(document.activeElement) ? document.activeElement : null;
  const editor = one('form.editor', old);
  const menu = one('details.menu', article);
  if (menu && one('details.menu', old)?.open) menu.open = true;
  for (const input of old.querySelectorAll('form.poll input')) { // what is ticked and not sent yet
    const same = one(`#${CSS.escape(input.id)}`, article);
    if (same) same.checked = input.checked;
  }
  old.replaceWith(article);
  if (editor) {
    one('.said', article).append(editor);
    veil(article, true);
  }
  if (!focused) return article;
  if (editor?.contains(focused)) focused.focus({ preventScroll: true });
  else {
    const selector = selectorOf(focused);
    const same = selector && one(selector, article);
    // What had the focus may be gone with the text: then it stays with the post, not at the top of the page.
    (same ?? one('a.when', article))?.focus({ preventScroll: true });
  }
  return article;
}
