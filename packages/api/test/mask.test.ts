import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { luhn } from '../src/domain/masking/luhn.ts'
import { maskComment, maskText } from '../src/domain/masking/mask.ts'

/** Digits that end in their check digit. */
const withCheckDigit = (digits: string) =>
  [...'0123456789'].map(last => `${digits}${last}`).find(luhn) ?? digits

const digits = (minLength: number, maxLength: number) =>
  fc.string({ unit: fc.constantFrom(...'0123456789'), minLength, maxLength })
const words = fc.constantFrom('', ' ', 'I paid with ', 'order ', '.', 'x', 'år ', '12 ', '2026-03-01 ')

/** Visa, Mastercard, American Express, Diners Club, JCB, Discover, UnionPay, Maestro. */
const issuedCard = fc
  .constantFrom(
    ...([
      ['4', 16],
      ['4', 13],
      ['4', 19],
      ['51', 16],
      ['2221', 16],
      ['34', 15],
      ['37', 15],
      ['36', 14],
    ] as const),
    ...([
      ['3528', 16],
      ['6011', 16],
      ['62', 17],
      ['6759', 18],
    ] as const),
  )
  .chain(([prefix, length]) => {
    const rest = length - prefix.length - 1
    return digits(rest, rest).map(middle => withCheckDigit(prefix + middle))
  })

/** Every run of 13 to 19 digits with a valid check digit that nothing but `separators` part. */
function cardsIn(text: string, separators: RegExp): string[] {
  const groups = text.replace(separators, '').match(/\d+/g) ?? []
  return groups.filter(run => run.length >= 13 && run.length <= 19 && luhn(run))
}

describe('a comment', () => {
  test('keeps no run of 13 to 19 digits with a valid check digit', () => {
    fc.assert(
      fc.property(digits(12, 18).map(withCheckDigit), words, words, (card, before, after) => {
        expect(cardsIn(maskComment(`${before}${card}${after}`, 'en'), /$^/)).toEqual([])
      }),
      { numRuns: 2_000 },
    )
  })

  test('keeps no card in groups, whatever parts them', () => {
    const separator = fc.oneof(
      fc.constantFrom(' ', '-', '.', '\u00a0', '\u2009', ' - ', '\u200b', '_', '/', ', ', ' * ', ':', '\n'),
      fc.constantFrom('\ufffd', '\u034f', '\u200b\u2060\u200d\ufeff', '|', '=>', '\u00b7', '\u20e3', '·•·'),
    )
    const sizes = fc.constantFrom([4, 4, 4, 4], [4, 6, 5], [2, 2, 2, 2, 2, 2, 2, 2], [1, 5, 5, 5])
    fc.assert(
      fc.property(
        sizes,
        separator,
        fc.infiniteStream(fc.constantFrom(...'0123456789')),
        (each, by, stream) => {
          const length = each.reduce<number>((sum, size) => sum + size, 0)
          const card = withCheckDigit([...stream.take(length - 1)].join(''))
          const groups = each.map((size, at) => {
            const from = each.slice(0, at).reduce<number>((sum, before) => sum + before, 0)
            return card.slice(from, from + size)
          })
          expect(maskComment(`Card ${groups.join(by)} ok`, 'en')).toBe('Card [card] ok')
        },
      ),
      { numRuns: 1_000 },
    )
  })

  test('keeps no card that a network issues, whatever parts each of its digits', () => {
    const between = fc.constantFrom('', '', ' ', '-', '_', '/', ',', '*', ':', '.', '\u200b', '\ufffd')
    fc.assert(
      fc.property(issuedCard, fc.array(between, { minLength: 20, maxLength: 20 }), (card, separators) => {
        const written = [...card].map((digit, at) => `${digit}${separators[at]}`).join('')
        const masked = maskComment(`Card ${written} ok`, 'en')
        // Where those from the first to one before the last are a number of their own, the others stay.
        expect(masked.replace(/\D/g, '').length).toBeLessThanOrEqual(19 - 13)
      }),
      { numRuns: 1_000 },
    )
  })

  // What stands in a comment with more numbers than are searched is masked no less than without them.
  test('masks no less where it is full of numbers', () => {
    const number = fc.constantFrom(
      ...([
        ['sv', '070-123 45 67'],
        ['sv', '+46 (0)8 123 456 78'],
        ['en-US', '(415) 555-2671'],
        ['en-US', '415-555-2671 ext. 1234'],
        ['en-GB', '07911 123456'],
        ['da', '20 12 34 56'],
        ['nb', '412 34 567'],
        [null, '+1 415 555 2671'],
        ['de', '030 / 12 34 56'],
        ['ja', '03‐1234‐5678'],
        ['sv', '811228-9874'],
        ['da', '211062-5629'],
        ['fi', '131052-308T'],
        ['en', '536-90-4399'],
        ['en', '4111 1111 1111 1111'],
        ['en', '4111_1111_1111_1111'],
        ['en', 'kim2@shop4.example'],
      ] as const),
    )
    const padding = fc.constantFrom(
      '1 ',
      '9 ',
      '(0',
      '1.',
      '1 2 3 4 5 6 7 8 9 a ',
      'д1 2 3 ',
      '+1',
      '1-1 ',
      'x1 ',
    )
    fc.assert(
      fc.property(number, padding, padding, ([locale, written], before, after) => {
        expect(maskComment(written, locale)).not.toMatch(/\d/)
        const full = `${before.repeat(30)} so ${written} so ${after.repeat(30)}`
        const [, masked] = maskComment(full, locale).split(' so ')
        expect(masked).not.toMatch(/\d/)
      }),
      { numRuns: 500 },
    )
  })

  test('is searched for phone numbers only where it has no more digits than a comment has', () => {
    const order = 'Order 7731002, '
    expect(maskComment(order.repeat(8), 'en')).toBe(order.repeat(8))
    expect(maskComment(order.repeat(9), 'en')).toBe('Order [phone], '.repeat(9))
    const dates = '2026-03-01 and 24.12.2026, so '
    expect(maskComment(dates.repeat(10), 'en')).toBe(dates.repeat(10))
  })

  test('masked again stays as it is', () => {
    const piece = fc.oneof(
      digits(1, 20),
      words,
      fc.emailAddress(),
      fc.string(),
      fc.constantFrom('+46', '-', '@'),
    )
    fc.assert(
      fc.property(fc.array(piece), fc.constantFrom('sv', 'en', 'ar', null), (pieces, locale) => {
        const once = maskComment(pieces.join(''), locale)
        expect(maskComment(once, locale)).toBe(once)
      }),
      { numRuns: 2_000 },
    )
  })

  test('keeps no e-mail address', () => {
    fc.assert(
      fc.property(
        words,
        fc.emailAddress().filter(each => !/[/?]@/.test(each)),
        (before, address) => {
          const [, domain = ''] = address.split('@')
          expect(maskComment(`${before}${address} now`, 'en')).not.toContain(domain)
        },
      ),
    )
  })

  test.each([
    ['sv', 'Ring 070-123 45 67 eller +46 (0)8 123 456 78', 'Ring [phone] eller [phone]'],
    ['en', 'Call 0701234567', 'Call [phone]'],
    ['en-US', 'Call (415) 555-2671 now', 'Call [phone] now'],
    ['en-GB', 'Call 07911 123456', 'Call [phone]'],
    ['da', 'Ring 20 12 34 56', 'Ring [phone]'],
    ['nb', 'Ring 412 34 567', 'Ring [phone]'],
    ['fi', 'Soita 040 1234567', 'Soita [phone]'],
    [null, 'Call +1 415 555 2671', 'Call [phone]'],
    ['sv', '811228-9874, 19811228-9874, 8112289874, 811288-9874', '[id], [id], [id], 811288-9874'],
    ['nb', '15108695088 and 151086 95088', '[id] and [id]'],
    ['da', '211062-5629', '[id]'],
    ['fi', '131052-308T', '[id]'],
    ['en', '536-90-4399', '[id]'],
    ['ar', '٤١١١١١١١١١١١١١١١', '[card]'],
    ['en', 'ａ 4111１111１111１111', 'ａ [card]'],
    ['en', '"Anna Ek"@shop.example', '[email]'],
    ['en', 'ANNA.EK+x@Shop.Example.', '[email].'],
    ['en', 'anna%40shop.example', '[email]'],
    ['sv', 'åsa@blåbär.example', '[email]'],
    ['en', 'kim＠shop.example', '[email]'],
    ['en', 'k\u200bim@sh\u200dop\ufeff.exa\u00admple', '[email]'],
    ['sv', 'åsa\u200b@blå\u200bbär.example', '[email]'],
    ['en', 'Write to kim @ shop.example or kim@ shop.example', 'Write to [email] or [email]'],
    ['en', '07\u200b0\u206012\u200b34567', '[phone]'],
  ])('in %s: %s', (locale, written, masked) => {
    expect(maskComment(written, locale)).toBe(masked)
  })

  test.each([
    'It took 20 minutes and cost 1 299,00 kr',
    'On 2026-03-01 12:00, or 01.03.2026',
    'Order A17-2026-000123 never came',
    'Version 10.15.7, 100 % fine, 5 of 5',
    'Ordered @home and @work',
    'I took 2 @ 19.90 and 3 @ 5.00',
    'Open 09:00-17:00, 10/12, 4,5 * 3 = 13,5',
    'ok 👨\u200d👩\u200d👧 ❤\ufe0f 5 of 5',
    'می\u200cخواهم ۱۲ بار',
    'کاشت ۱۲ ۳۴',
  ])('keeps %s', written => {
    expect(maskComment(written, 'sv')).toBe(written)
  })
})

describe('a text among metadata', () => {
  test('keeps no card that a network issues', () => {
    fc.assert(
      fc.property(issuedCard, fc.constantFrom('', 'card ', 'order-', '#', 'paid: '), (card, before) => {
        const text = `${before}${card}`
        expect(maskText(text)).toBe(`${before}[card]`)
        const groups = card.match(/\d{1,4}/g) ?? []
        for (const by of ['-', ' ', '.'])
          expect(maskText(`${before}${groups.join(by)}`)).toBe(`${before}[card]`)
      }),
      { numRuns: 1_000 },
    )
  })

  test('keeps prices, dates, times, UUIDs, order and account numbers', () => {
    const date = fc.date({ min: new Date('1990-01-01'), max: new Date('2039-12-31'), noInvalidDate: true })
    const iban = fc
      .tuple(
        fc.constantFrom('SE', 'DE', 'GB', 'NO', 'BE', 'OR'),
        digits(2, 2),
        fc.constantFrom('', 'NWBK'),
        digits(10, 26),
      )
      .map(parts => parts.join(''))
    const price = fc.double({ min: 0, max: 99_999, noNaN: true }).map(value => value.toFixed(2))
    const kept = fc.oneof(
      date.map(each => each.toISOString()),
      date.map(each => each.toISOString().replace(/\D/g, '').slice(0, 14)),
      date.map(each => String(each.getTime())),
      date.map(each => each.toISOString().slice(0, 10)),
      iban,
      iban.map(each => each.replace(/.{4}(?=.)/g, '$& ')),
      fc.uuid(),
      fc.array(price, { minLength: 1, maxLength: 6 }).map(prices => prices.join(' ')),
      digits(1, 12),
      digits(1, 10).map(number => `ORD-2026-${number}`),
      fc.constantFrom('+46 70 123 45 67', '811228-9874', '536-90-4399', '131052-308T'),
    )
    fc.assert(
      fc.property(kept, text => {
        expect(maskText(text)).toBe(text)
      }),
      { numRuns: 5_000 },
    )
  })

  test('masked again stays as it is', () => {
    const piece = fc.oneof(issuedCard, words, fc.emailAddress(), fc.string())
    fc.assert(
      fc.property(fc.array(piece), pieces => {
        const once = maskText(pieces.join(''))
        expect(maskText(once)).toBe(once)
      }),
    )
  })
})
