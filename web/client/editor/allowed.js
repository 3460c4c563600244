// What the sanitizer lets through, asked for one attribute at a time.
import { policy } from './policy.js';

const patterns = new Map(policy.flatMap(({ name, attrs = [] }) =>
  attrs.map((attr) => [`${name} ${attr.name}`, new RegExp(attr.pattern)])));

// allowed is a value if the element may have the attribute with it, else null.
export const allowed = (element, attribute, value) =>
  (value != null && patterns.get(`${element} ${attribute}`)?.test(value) ? value : null);

// kept is an attribute of a Tiptap node or mark that is read and drawn as it stands in the HTML.
export const kept = (attribute, read = (value) => value) => ({
  default: null,
  parseHTML: (node) => read(allowed(node.localName, attribute, node.getAttribute(attribute)?.trim())),
  renderHTML: (attributes) => (attributes[attribute] == null ? {} : { [attribute]: attributes[attribute] }),
});
