// Where a list stands that is about what is typed.
const GAP = 4;

// atCaret puts a list under the caret in an element, or over it where there is no room.
export function atCaret(list, open, element) {
  if (list.popover) list.togglePopover(open);
  if (!open) return;
  const at = caret(element);
  const width = document.documentElement.clientWidth;
  const height = visualViewport?.height ?? innerHeight;
  const below = at.bottom + GAP + list.offsetHeight <= height;
  list.style.left = `${Math.max(GAP, Math.min(at.left, width - list.offsetWidth - GAP))}px`;
  list.style.top = `${below ? at.bottom + GAP : Math.max(GAP, at.top - GAP - list.offsetHeight)}px`;
}

// caret is where one writes: of a text box, all of it.
function caret(element) {
  const selection = getSelection();
  const within = element.isContentEditable && selection.rangeCount && element.contains(selection.anchorNode);
  return (within && [...selection.getRangeAt(0).getClientRects()][0]) || element.getBoundingClientRect();
}
