/**
 * What someone who has never seen Tyck needs next.
 * @param {{ apiUrl: string, examplesUrl: string | undefined, databaseUrl: string, key: string | undefined, setupUrl: string | null }} addresses
 */
export function directions({ apiUrl, examplesUrl, databaseUrl, key, setupUrl }) {
  const lines = ['', 'Tyck is running. Ctrl-C stops it.', '']
  if (setupUrl) {
    lines.push(
      `Your account     ${setupUrl}`,
      '                 Works once, within 7 days: it makes the owner.',
    )
  } else {
    lines.push(`Console          ${apiUrl}/`)
  }
  if (examplesUrl) {
    lines.push(
      `Demo checkout    ${examplesUrl}/checkout/`,
      `Other pages      ${examplesUrl}/corner/  ${examplesUrl}/strict/  ${examplesUrl}/app/  ${examplesUrl}/gallery/`,
      `In React, Vue    ${examplesUrl}/react/  ${examplesUrl}/react-ssr/  ${examplesUrl}/vue/`,
    )
  }
  lines.push(
    `API              ${apiUrl}  (described at ${apiUrl}/openapi.json)`,
    `Database         ${databaseUrl}`,
    '',
    'The answers:',
    '  npm run sql -- "select score, comment, metadata from tyck.answers order by answered_at desc limit 5"',
    '',
  )
  if (key) {
    lines.push(
      `A question in your own page (${key} is the key of the demo project):`,
      `  <script async src="${apiUrl}/tyck.js" data-key="${key}"></script>`,
      '  <style>tyck-survey{display:block;min-block-size:11rem}</style>',
      '  <tyck-survey touchpoint="checkout.payment"></tyck-survey>',
      '',
    )
  }
  lines.push('A project of your own, with its keys:', '  npm run project -- "My shop"', '')
  return lines.join('\n')
}
