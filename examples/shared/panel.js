/** The panel's two buttons: "Copy" beside lines of code, and "Ask me again". */

for (const button of document.querySelectorAll('[data-copy]')) {
  button.addEventListener('click', async () => {
    const lines = button.closest('.lines').querySelector('pre')
    try {
      await navigator.clipboard.writeText(lines.textContent)
      button.textContent = 'Copied'
    } catch {
      // No clipboard here, as over plain http on another machine: leave the lines selected instead.
      getSelection().selectAllChildren(lines)
      button.textContent = 'Selected'
    }
  })
}

for (const button of document.querySelectorAll('[data-again]')) {
  // Tyck remembers an answer in this origin's storage, and these pages keep nothing else there.
  button.addEventListener('click', () => {
    localStorage.clear()
    sessionStorage.clear()
    location.reload()
  })
}
