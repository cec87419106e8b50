/** Remembers the page as it was before Tyck came, for the panel to compare with. */
document.documentElement.before = {
  globals: new Set(Object.getOwnPropertyNames(window)),
  pushState: history.pushState,
  replaceState: history.replaceState,
}
