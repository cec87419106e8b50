import { readFile } from 'node:fs/promises'

const nav = new URL('../shared/nav.html', import.meta.url)

/**
 * A page with its three placeholders filled: `{{NAV}}`, the links between the examples; `{{TYCK_URL}}`, where
 * the script comes from; `{{NONCE}}`, new with every request.
 *
 * @param {string} html
 * @param {{ path: string, nonce: string, scriptUrl: string }} values
 */
export async function fillPage(html, { path, nonce, scriptUrl }) {
  const links = await readFile(nav, 'utf8')
  return html
    .replaceAll('{{NAV}}', () => links.trim().replace(`href="${path}"`, `href="${path}" aria-current="page"`))
    .replaceAll('{{TYCK_URL}}', () => escapeHtml(scriptUrl))
    .replaceAll('{{NONCE}}', () => nonce)
}

/** @param {string} value */
function escapeHtml(value) {
  return value.replace(/[&<>"']/g, character => `&#${character.charCodeAt(0)};`)
}
