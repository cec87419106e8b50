import type { Notice, Part } from './notice.ts'
import { lines, oneLine } from './plain.ts'

export interface Mail {
  subject: string
  text: string
  /** Fetches nothing: no pictures, no fonts, no style sheets. */
  html: string
}

/** A notice as a mail. */
export function toMail(notice: Notice): Mail {
  return { subject: oneLine(notice.title), text: plainText(notice), html: html(notice) }
}

function plainText({ title, parts, link }: Notice): string {
  const told = parts.map(part => plainPart(part, link.url))
  return `${[oneLine(title), ...told, `${link.text}: ${link.url}`].join('\n\n')}\n`
}

function plainPart(part: Part, linked: string): string {
  if (part.kind === 'text' || part.kind === 'heading') return oneLine(part.text)
  if (part.kind === 'item') {
    return [oneLine(part.name), ...part.lines.map(line => `  ${oneLine(line)}`)].join('\n')
  }
  const quoted = lines(part.text).replace(/^/gm, '> ')
  // The link at the end need not stand there twice.
  return [quoted, oneLine(part.about), ...(part.url === linked ? [] : [part.url])].join('\n')
}

const css = {
  body: 'margin:0 auto;padding:24px;max-width:36rem;font:16px/1.5 system-ui,sans-serif',
  title: 'font-size:20px;line-height:1.3;margin:0 0 16px',
  heading: 'font-size:16px;margin:24px 0 8px',
  part: 'margin:0 0 16px',
  quote: 'margin:0;padding:0 0 0 12px;border-inline-start:3px solid #999;white-space:pre-line',
  about: 'margin:4px 0 16px;font-size:14px',
}

function html({ title, parts, link }: Notice): string {
  return [
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="color-scheme" content="light dark">',
    `<title>${inert(oneLine(title))}</title></head><body style="${css.body}">`,
    `<h1 style="${css.title}">${inert(oneLine(title))}</h1>`,
    ...parts.map(htmlPart),
    `<p style="${css.part}">${linkTo(link.url, link.text)}</p></body></html>`,
  ].join('\n')
}

function htmlPart(part: Part): string {
  if (part.kind === 'heading') return `<h2 style="${css.heading}">${inert(oneLine(part.text))}</h2>`
  if (part.kind === 'text') return `<p style="${css.part}">${inert(oneLine(part.text))}</p>`
  if (part.kind === 'item') {
    const told = part.lines.map(line => `<br>${inert(oneLine(line))}`).join('')
    return `<p style="${css.part}"><strong>${linkTo(part.url, part.name)}</strong>${told}</p>`
  }
  return `<blockquote dir="auto" style="${css.quote}">${inert(lines(part.text))}</blockquote>
<p style="${css.about}">${linkTo(part.url, part.about)}</p>`
}

const linkTo = (url: string, text: string) => `<a href="${inert(url)}">${inert(oneLine(text))}</a>`

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

const inert = (text: string) => text.replace(/[&<>"']/g, character => entities[character] ?? '')
