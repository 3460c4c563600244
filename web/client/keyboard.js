// Where a keyboard is laid over the page instead of making it smaller, styles learn how much it hides, so that the box
// stands on it.

// covered is how many pixels of a page of that height are hidden below what is in sight. Who has zoomed in moves what
// is in sight by hand.
export function covered({ height, offsetTop, scale }, page) {
  if (scale > 1.01) return 0;
  return Math.max(0, Math.round(page - height - offsetTop));
}

export function start() {
  const sight = window.visualViewport;
  if (!sight) return;
  const say = () => document.documentElement.style.setProperty('--keyboard', `${covered(sight, innerHeight)}px`);
  sight.addEventListener('resize', say);
  sight.addEventListener('scroll', say);
}
