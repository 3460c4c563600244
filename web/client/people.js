// Whom an @ may mean where somebody writes.
import { call } from './api.js';
import { place } from './dom.js';

// askedOf is where the server is asked about the people of a form's place; '' where there are none to name.
export function askedOf(form) {
  const id = form.closest('.glance[data-conversation]')?.dataset.conversation ?? place()?.id;
  if (id) return `/conversations/${Number(id)}`;
  const [, slug] = (form.getAttribute('action') ?? '').match(/^\/g\/([\w-]+)\/new$/) ?? [];
  return slug ? `/groups/${slug}` : '';
}

// near are those whom a query may mean, the nearest first, and how many people @group tells: {items, group_tells}.
export const near = (form, query, options) =>
  call('GET', `${askedOf(form)}/people?limit=8&q=${encodeURIComponent(query)}`, undefined, options);

// called is how many people @group tells there, 0 where it is only a word.
export const called = async (form) => (await near(form, 'group')).group_tells ?? 0;

// named says of handles whose they are, and who of them sees what is written there.
export const named = async (form, handles) =>
  (await call('GET', `${askedOf(form)}/named?handles=${handles.map(encodeURIComponent).join(',')}`)).items;
