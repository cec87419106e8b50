import { PassThrough } from 'node:stream'

/** What this server knows of the order; a shop reads it from its database. */
const order = { number: 'A1017', value: 1240, items: 3 }

/**
 * The page that React renders: the template with React's stream in the place of `<!--app-->`, and what it was rendered
 * from in the place of `<!--data-->`.
 *
 * @param {string} template
 * @param {string} endpoint where Tyck answers
 * @param {string} builds the folder with the build
 * @returns {Promise<(response: import('node:http').ServerResponse) => void>} what sends it
 */
export async function renderOrder(template, endpoint, builds) {
  const entry = new URL(`../react-ssr/${builds}/server/entry-server.js`, import.meta.url)
  /** @type {{ render: (data: object) => Promise<(to: NodeJS.WritableStream) => void> }} */
  const { render } = await import(/* @vite-ignore */ entry.href)
  const data = { order, endpoint }
  const pipe = await render(data)
  // Inside a script element only a `<` could be anything but text.
  const json = JSON.stringify(data).replaceAll('<', '\\u003c')
  const script = `<script type="application/json" id="data">${json}</script>`
  const [before = '', after = ''] = template.replace('<!--data-->', () => script).split('<!--app-->')
  return response => {
    const app = new PassThrough()
    app.on('end', () => response.end(after))
    response.write(before)
    app.pipe(response, { end: false })
    pipe(app)
  }
}
