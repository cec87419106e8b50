import type { Notice, Part } from './notice.ts'
import { cut, lines, oneLine } from './plain.ts'

/** What an incoming webhook takes. https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks */
export interface SlackMessage {
  /** What a notification shows. */
  text: string
  blocks: SlackBlock[]
  /** Nothing that a customer wrote is fetched, or shown as a picture. */
  unfurl_links: false
  unfurl_media: false
}

type SlackBlock =
  | { type: 'header'; text: { type: 'plain_text'; text: string; emoji: false } }
  | { type: 'section'; text: { type: 'mrkdwn'; text: string; verbatim: true } }

/** What Slack takes in one message and one heading; and of what others wrote in a section, which may have 3,000. */
const most = { blocks: 50, heading: 150, text: 1_200 }

/** A notice in Block Kit. No text of it mentions anybody, or links to anything. */
export function toSlack({ title, parts, link }: Notice): SlackMessage {
  const shown = parts.slice(0, most.blocks - 2)
  return {
    text: inert(oneLine(title)),
    blocks: [
      { type: 'header', text: { type: 'plain_text', text: cut(oneLine(title), most.heading), emoji: false } },
      ...shown.map(part => section(textOf(part))),
      section(linkTo(link.url, link.text)),
    ],
    unfurl_links: false,
    unfurl_media: false,
  }
}

// Verbatim: names of channels and people, and addresses, stay text.
const section = (text: string): SlackBlock => ({
  type: 'section',
  text: { type: 'mrkdwn', text, verbatim: true },
})

function textOf(part: Part): string {
  if (part.kind === 'heading') return `*${inert(oneLine(part.text))}*`
  if (part.kind === 'text') return inert(oneLine(part.text))
  if (part.kind === 'item') {
    return `*${linkTo(part.url, part.name)}*\n${inert(part.lines.map(oneLine).join('\n'))}`
  }
  const quoted = inert(lines(part.text)).replace(/^/gm, '> ')
  return `${quoted}\n${linkTo(part.url, part.about)}`
}

const linkTo = (url: string, text: string) =>
  `<${url.replaceAll('&', '&amp;')}|${inert(oneLine(text), 300).replaceAll('|', '¦')}>`

/**
 * With the three characters that Slack reads as more than text, so that `<!channel>` calls nobody.
 * https://docs.slack.dev/messaging/formatting-message-text#escaping
 */
function inert(text: string, longest = most.text): string {
  const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
  // Cut before it is escaped, or what is left of an escape stood at the end.
  return escaped.length <= longest
    ? escaped
    : inert(cut(text, Math.floor((text.length * longest) / escaped.length)), longest)
}
