// What the buttons of the toolbar do, and which of them are on where the caret is.

const run = (name, ...args) => (editor) => {
  editor.view.focus();
  return editor.chain()[name](...args).scrollIntoView().run();
};

// Each gives false if it can't be done where the caret is.
export const acts = {
  bold: run('toggleBold'),
  italic: run('toggleItalic'),
  strike: run('toggleStrike'),
  code: run('toggleCode'),
  quote: run('toggleBlockquote'),
  list: run('toggleBulletList'),
  numbers: run('toggleOrderedList'),
  tasks: run('toggleTasks'),
  heading2: run('toggleHeading', { level: 2 }),
  heading3: run('toggleHeading', { level: 3 }),
  heading4: run('toggleHeading', { level: 4 }),
  codeblock: run('toggleCodeBlock'),
  rule: run('setHorizontalRule'),
  undo: run('undo'),
  redo: run('redo'),
  table: run('insertTable', { rows: 3, cols: 2, withHeaderRow: true }),
  row: run('addRowAfter'),
  column: run('addColumnAfter'),
  norow: run('deleteRow'),
  nocolumn: run('deleteColumn'),
  notable: run('deleteTable'),
};

const states = {
  bold: (editor) => editor.isActive('bold'),
  italic: (editor) => editor.isActive('italic'),
  strike: (editor) => editor.isActive('strike'),
  code: (editor) => editor.isActive('code'),
  link: (editor) => editor.isActive('link'),
  quote: (editor) => editor.isActive('blockquote'),
  list: (editor) => editor.isActive('bulletList') && editor.getAttributes('listItem').checked == null,
  numbers: (editor) => editor.isActive('orderedList'),
  tasks: (editor) => editor.isActive('bulletList') && editor.getAttributes('listItem').checked != null,
  heading2: (editor) => editor.isActive('heading', { level: 2 }),
  heading3: (editor) => editor.isActive('heading', { level: 3 }),
  heading4: (editor) => editor.isActive('heading', { level: 4 }),
  codeblock: (editor) => editor.isActive('codeBlock'),
};

// tools shows the buttons that only the editor has a use for, or hides them again.
export function tools(form, on) {
  for (const part of form.querySelectorAll('.tools [data-rich]')) part.hidden = !on;
  for (const part of form.querySelectorAll('.tools [data-plain]')) part.hidden = on;
  if (on) return;
  for (const part of form.querySelectorAll('.tools .strip')) part.hidden = true;
  for (const button of form.querySelectorAll('.tools [data-do]')) button.removeAttribute('aria-pressed');
}

// showState says which buttons are on where the caret is, and shows a table's in a table.
export function showState(form, editor) {
  for (const part of form.querySelectorAll('.tools [data-intable]')) part.hidden = !editor.isActive('table');
  for (const button of form.querySelectorAll('.tools [data-do]')) {
    const { do: name } = button.dataset;
    if (states[name]) button.setAttribute('aria-pressed', String(states[name](editor)));
  }
}
