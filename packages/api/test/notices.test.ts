import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { ScoresEntry } from '@tyck/shared/admin/scores'
import { describe, expect, test } from 'vitest'
import { alertNotice, changedNotice } from '../src/domain/telling/alerts/alertNotice.ts'
import { stormNotice } from '../src/domain/telling/alerts/stormNotice.ts'
import { composeDigest } from '../src/domain/telling/digests/composeDigest.ts'
import { linksTo } from '../src/domain/telling/notices/links.ts'
import type { Notice } from '../src/domain/telling/notices/notice.ts'
import { cut } from '../src/domain/telling/notices/plain.ts'
import { tellInterval, tellMove, tellPercent, tellScore } from '../src/domain/telling/notices/tell.ts'
import { tellDays, tellTime } from '../src/domain/telling/notices/tellDays.ts'
import { toMail } from '../src/domain/telling/notices/toMail.ts'
import { toSlack } from '../src/domain/telling/notices/toSlack.ts'
import { silenceNotice } from '../src/domain/telling/silence/silenceNotice.ts'

const url = 'https://feedback.example/p/1/answers?show=all&answer=2'

const escaped = url.replaceAll('&', '&amp;')

/** A notice in which everything that somebody else wrote is `text`. */
const noticeWith = (text: string): Notice => ({
  title: `Detractor at ${text}`,
  parts: [
    { kind: 'heading', text },
    { kind: 'text', text },
    { kind: 'item', name: text, url, lines: [text] },
    { kind: 'quote', text, about: text, url },
  ],
  link: { text: 'Open in Tyck', url },
})

const hostile = [
  '<!channel> <!here> <@U123> <#C123> <https://evil.example|Sign in>',
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  '&lt;b&gt; & &amp;',
  "' onclick='alert(1)",
  '|https://evil.example>',
  '{{7*7}} `rm` *bold* ~gone~',
]

describe('a Slack message', () => {
  test.each(hostile)('mentions nobody, and links nowhere else, whatever is written: %s', text => {
    const { blocks, text: shown } = toSlack(noticeWith(text))
    const [header, ...sections] = blocks
    expect(header?.text.type).toBe('plain_text')
    for (const { text: of } of sections) expect(of).toMatchObject({ type: 'mrkdwn', verbatim: true })
    const said = [shown, ...sections.map(({ text: of }) => of.text)].join('\n')
    // All that is more than text to Slack stands between < and >: there is nothing but the links of ours.
    const commands = said.match(/<[^>]*>?/g) ?? []
    expect(commands.length).toBe(3)
    for (const command of commands) expect(command.startsWith(`<${escaped}|`)).toBe(true)
    expect(said.replace(/<[^>]*>|^> /gm, '')).not.toMatch(/[<>]/)
  })

  test('shows no previews of what is linked in a comment', () => {
    expect(toSlack(noticeWith('https://evil.example/a.png'))).toMatchObject({
      unfurl_links: false,
      unfurl_media: false,
    })
  })

  test('fits, however much there is to say', () => {
    const long: Notice = {
      ...noticeWith('a'.repeat(5_000)),
      parts: Array.from({ length: 90 }, () => ({ kind: 'text', text: '<&>'.repeat(2_000) })),
    }
    const { blocks } = toSlack(long)
    expect(blocks).toHaveLength(50)
    expect(blocks[0]?.text.text.length).toBeLessThanOrEqual(150)
    for (const { text } of blocks) {
      expect(text.text.length).toBeLessThanOrEqual(3_000)
      // No entity is cut in two.
      expect(text.text.replace(/&(?:amp|lt|gt);/g, '')).not.toContain('&')
    }
    expect(blocks.at(-1)?.text.text).toBe(`<${escaped}|Open in Tyck>`)
  })

  test('quotes every line of a comment', () => {
    const { blocks } = toSlack({
      ...noticeWith(''),
      parts: [{ kind: 'quote', text: 'a\r\n\n\n\nb', about: 'x', url }],
    })
    expect(blocks[1]?.text.text).toBe(`> a\n> \n> b\n<${escaped}|x>`)
  })
})

describe('a mail', () => {
  test.each(hostile)('has no markup but ours, whatever is written: %s', text => {
    const { html, text: plain, subject } = toMail(noticeWith(text))
    const tags = new Set(Array.from(html.matchAll(/<\/?([a-z0-9]+)/g), ([, tag]) => tag))
    expect([...tags].sort()).toEqual([
      'a',
      'blockquote',
      'body',
      'br',
      'h1',
      'h2',
      'head',
      'html',
      'meta',
      'p',
      'strong',
      'title',
    ])
    expect([...html.matchAll(/href="([^"]*)"/g)].map(([, href]) => href)).toEqual(Array(3).fill(escaped))
    // As it was written, for who reads plain text.
    expect(plain).toContain(`> ${text}`)
    expect(subject).toBe(`Detractor at ${text}`)
  })

  test('fetches nothing', () => {
    const { html } = toMail(noticeWith('https://evil.example/a.png'))
    expect(html).not.toMatch(/<(?:img|link|script|style|iframe)|src=|url\(|@import/)
  })

  test('has a subject of one line, which turns no text around', () => {
    const { subject } = toMail(noticeWith('a\r\nBcc: b@shop.example\u202e\u2066'))
    expect(subject).toBe('Detractor at a Bcc: b@shop.example')
  })
})

describe('words', () => {
  test('are cut between characters, and where a word ends near', () => {
    expect(cut('one two', 7)).toBe('one two')
    expect(cut('a word and another', 12)).toBe('a word and…')
    expect(cut('👩‍👩‍👧‍👦'.repeat(5), 30)).toBe(`${'👩‍👩‍👧‍👦'.repeat(2)}…`)
    expect(cut('abcdefghijkl', 5)).toBe('abcd…')
  })

  test('tell figures as the console does', () => {
    expect(tellScore('nps', -0.4)).toBe('0')
    expect(tellScore('nps', -12.5)).toBe('−13')
    expect(tellScore('csat', 71.6)).toBe('72%')
    expect(tellScore('stars', 3.75)).toBe('3.8')
    expect(tellInterval('csat', { low: 63.6, high: 79.2 })).toBe('64 to 79%')
    expect([0, 3.42, 34.4].map(tellPercent)).toEqual(['0%', '3.4%', '34%'])
    expect(tellMove('nps', 33, 14)).toEqual({ before: '33', now: '14', by: '19 points' })
    expect(tellMove('nps', 33.4, 32.6)).toEqual({ before: '33.4', now: '32.6', by: '0.8 points' })
    expect(tellMove('csat', 70, 71)).toEqual({ before: '70%', now: '71%', by: '1 point' })
    expect(tellMove('stars', 3.1, 3.4)).toEqual({ before: '3.1', now: '3.4', by: '0.3 stars' })
  })

  test('tell days and times', () => {
    expect(tellDays('2026-03-01', '2026-03-01')).toBe('Sunday 1 March 2026')
    expect(tellDays('2026-03-02', '2026-03-08')).toBe('2 to 8 March 2026')
    expect(tellDays('2025-12-29', '2026-01-04')).toBe('29 December 2025 to 4 January 2026')
    expect(tellTime(new Date('2026-03-01T23:05:00Z'), 'Europe/Stockholm')).toBe('2 March 2026, 00:05')
  })
})

test('a digest of many touchpoints names twenty, those that changed first, and fits', () => {
  const funnel = { shown: 300, responseRate: 40 }
  const entry = (at: number) => ({
    touchpoint: `touchpoint.${at}`,
    name: `Touchpoint ${at} ${'x'.repeat(200)}`,
    isCurrent: true,
    metric: 'nps',
    n: at < 60 ? 120 : 0,
    score: at < 60 ? at : null,
    interval: null,
    early: false,
    funnel: at < 60 ? funnel : { shown: 0, responseRate: null },
    change: {
      verdict: at === 59 ? 'lower' : at === 58 ? 'higher' : 'unsure',
      before: { n: 120, score: 58.5, funnel },
    },
  })
  const notice = composeDigest({
    project: 'Nordlys',
    days: { from: '2026-03-01', to: '2026-03-01' },
    timeZone: 'UTC',
    scores: Array.from({ length: 90 }, (_, at) => entry(at)) as unknown as ScoresEntry[],
    paused: new Set(['touchpoint.60']),
    comments: [],
    links: linksTo('https://feedback.example', '1'),
  })
  const items = notice.parts.flatMap(part => (part.kind === 'item' ? [part.name.slice(0, 13)] : []))
  expect(items).toHaveLength(20)
  expect(items.slice(0, 3)).toEqual(['Touchpoint 59', 'Touchpoint 58', 'Touchpoint 0 '])
  const texts = notice.parts.flatMap(part => (part.kind === 'text' ? [part.text] : []))
  expect(texts[0]).toBe('And 40 more with answers.')
  expect(texts[1]).toContain('And 10 more.')
  expect(texts[1]).toMatch(
    /^Touchpoint 60 x+… is paused\. Nobody was asked at Touchpoint 61 x+…; 300 were the day before\./,
  )
  expect(toSlack(notice).blocks.length).toBeLessThan(50)
})

describe('docs/destinations.md shows', () => {
  const page = readFileSync(fileURLToPath(new URL('../../../docs/destinations.md', import.meta.url)), 'utf8')
  const where = { links: linksTo('https://feedback.example', '…'), timeZone: 'Europe/Stockholm' }
  const answer = {
    id: '42',
    metric: 'nps',
    score: 3,
    comment: 'The card was refused three times, and then I had paid twice.',
    reasons: ['Paying was tedious'],
    touchpoint: 'checkout.payment',
    name: 'Payment',
    at: new Date('2026-03-01T20:41:00Z'),
  } as const
  const { touchpoint, name } = answer
  const storm = {
    touchpoints: [
      { key: 'checkout.payment', name: 'Payment', count: 912 },
      { key: 'cart.delivery', name: 'Delivery', count: 78 },
    ],
    comments: [],
    days: { from: '2026-03-01', to: '2026-03-01' },
  }
  const silent = {
    touchpoint,
    name,
    what: 'showings',
    since: new Date('2026-03-02T11:00:00Z'),
    count: 0,
    usual: 31.4,
    shown: 0,
    publishedAt: new Date('2026-03-02T10:52:00Z'),
    isBack: false,
  } as const
  const told = { project: 'Nordlys', ...where }

  test.each([
    ['an alert', alertNotice(answer, where)],
    [
      'what is told where it changed',
      changedNotice({ ...answer, score: 9, comment: null, reasons: [] }, 3, where),
    ],
    ['a summary', stormNotice(storm, where)],
    ['a silence', silenceNotice([silent], told)],
    ['its end', silenceNotice([{ ...silent, isBack: true }], told)],
  ])('%s, as it comes', (_what, notice) => {
    expect(page).toContain(toMail(notice).text.trim())
  })
})
