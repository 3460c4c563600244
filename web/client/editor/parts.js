// What a text can have in the editor: one list, which the sanitizer's policy is tested against.
import { UndoRedo } from '@tiptap/extensions/undo-redo';
import { Dropcursor } from '@tiptap/extensions/drop-cursor';
import { Gapcursor } from '@tiptap/extensions/gap-cursor';
import { blocks } from './blocks.js';
import { lists } from './lists.js';
import { marks } from './marks.js';
import { tables } from './tables.js';
import { upload } from './upload.js';

export const parts = (words) => [
  ...marks, ...blocks, ...lists(words), ...tables, upload, UndoRedo, Dropcursor.configure({ color: false, class: 'drop-at' }), Gapcursor,
];
