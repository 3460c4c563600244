// Where a link leads is typed in a line under the toolbar.
import { TextSelection } from '@tiptap/pm/state';
import { address } from './address.js';

// linkRow gives what shows the line, for the link that the caret is in or for what is chosen.
export function linkRow(editor, { form, say }) {
  let row = null;

  function close() {
    row?.remove();
    row = null;
    editor.view.focus();
  }

  return function ask() {
    if (row) return close();
    editor.chain().extendMarkRange('link').run();
    const { doc, selection } = editor.state;
    const { from, to } = TextSelection.between(doc.resolve(selection.from), doc.resolve(selection.to));
    const chosen = editor.state.doc.textBetween(from, to, ' ');
    const old = editor.getAttributes('link').href ?? '';
    const where = input(say('link_address'), old || (address(chosen) ?? ''), 'url');
    const words = from === to ? input(say('link_text'), '') : null;
    const wrong = Object.assign(document.createElement('span'), { className: 'wrong', role: 'alert' });
    row = document.createElement('div');
    row.className = 'link-row';
    row.append(where.label, ...(words ? [words.label] : []), button(say('link_set'), set, 'btn primary'),
      ...(old ? [button(say('link_remove'), unset)] : []), button(say('cancel'), close), wrong);
    row.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter' && event.key !== 'Escape') return;
      if (event.key === 'Enter' && event.target.matches('button')) return;
      event.preventDefault();
      event.stopPropagation();
      if (event.key === 'Enter') set();
      else close();
    });
    (form.querySelector('.tools') ?? editor.view.dom).after(row);
    if (row.previousSibling === editor.view.dom) editor.view.dom.before(row);
    where.field.focus();
    where.field.select();

    function set() {
      const href = address(where.field.value);
      if (!href) {
        wrong.textContent = say('link_wrong');
        where.field.setAttribute('aria-invalid', 'true');
        return where.field.focus();
      }
      const mark = { type: 'link', attrs: { href } };
      const chain = editor.chain();
      if (words) chain.insertContent({ type: 'text', text: words.field.value.trim() || where.field.value.trim(), marks: [mark] });
      else chain.setTextSelection({ from, to }).setMark('link', { href, title: null }).setTextSelection(to);
      chain.unsetMark('link').run();
      return close();
    }

    function unset() {
      editor.chain().extendMarkRange('link').unsetMark('link').run();
      close();
    }
    return true;
  };
}

function input(text, value, mode = 'text') {
  const field = Object.assign(document.createElement('input'), { type: 'text', inputMode: mode, value, autocomplete: 'off', spellcheck: mode === 'text' });
  const label = document.createElement('label');
  label.append(`${text} `, field);
  return { field, label };
}

function button(text, act, className = 'btn') {
  const made = Object.assign(document.createElement('button'), { type: 'button', className, textContent: text });
  made.addEventListener('click', act);
  return made;
}
