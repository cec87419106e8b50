import { cpSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { TyckError } from '@tyck/client'
import type { ScoresReply } from '@tyck/shared/admin/scores'
import { metrics, scaleOf, scoreOf } from '@tyck/shared/metric'
import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { payment, publish } from '../../api/test/service.ts'
import { importFile } from '../src/commands/import.ts'
import { Failure } from '../src/failure.ts'
import { failureOf } from '../src/failureOf.ts'
import type { Say } from '../src/say.ts'
import { type ServedProject, serveProject } from './servedProject.ts'

let project: ServedProject
let touchpoint: string
let made = 0

beforeAll(async () => {
  project = await serveProject()
  cpSync(fileURLToPath(new URL('fixtures', import.meta.url)), project.folder, { recursive: true })
})
afterAll(() => project.close())
beforeEach(async () => {
  made += 1
  touchpoint = `place.${made}`
  await publish(project, touchpoint)
})

interface Told {
  rows: { read: number; imported: number; alreadyThere: number; rejected: number }
  columns: Record<string, string>
  properties: Record<string, string>
  notTaken: { column: string; why: string }[]
  rejected: { reason: string; rows: number; lines: number[] }[]
  leftOut: { what: string; rows: number; lines: number[] }[]
  cut: { what: string; rows: number }[]
  score: { metric: string; answers: number; score: number | null }
  timeZone: string
  dates: string | null
  channel: string
}

const file = (name: string, text: string | Buffer) => {
  writeFileSync(join(project.folder, name), text)
  return name
}

/** What `tyck import … --json` tells. It runs here, which takes a tenth of the time of a process. */
async function bring(path: string, ...options: string[]): Promise<Told> {
  let told: unknown
  const say = new Proxy({} as Say, {
    get: (_say, name) => (name === 'result' ? (value: unknown) => (told = value) : () => {}),
  })
  const given: Record<string, string> = { touchpoint }
  for (let at = 0; at < options.length; at += 2) given[options[at]?.slice(2) ?? ''] = options[at + 1] ?? ''
  if (given.map) given.map = join(project.folder, given.map)
  const env = { TYCK_URL: project.url, TYCK_SECRET_KEY: project.keys.secretKey }
  await importFile.run({ given, operands: [join(project.folder, path)], env, say })
  return told as Told
}

async function refusedBy(path: string, ...options: string[]): Promise<[number, string]> {
  const error = await bring(path, ...options).catch((error: unknown) =>
    error instanceof TyckError ? failureOf(error) : error,
  )
  if (!(error instanceof Failure)) throw error
  return [error.exitCode, error.message]
}

const get = async <T>(url: string): Promise<T> => (await project.admin('GET', url)).json()
const stored = async () =>
  (await get<{ responses: Record<string, unknown>[] }>(`/v1/responses?touchpoint=${touchpoint}&limit=500`))
    .responses
const score = async () =>
  (await get<ScoresReply>(`/v1/scores?touchpoint=${touchpoint}&from=2018-01-01&to=2026-03-01`)).scores[0]

describe('a file', () => {
  test('of Delighted comes in whole: score, comment, time, person, channel, properties and tags', async () => {
    const told = await bring('delighted.csv', '--preset', 'delighted')
    expect(told).toMatchObject({
      rows: { read: 4, imported: 4, alreadyThere: 0, rejected: 0 },
      columns: {
        id: 'Response ID',
        answeredAt: 'Created At',
        score: 'Score',
        respondent: 'Email',
        tags: 'Tags',
      },
      properties: { purchaseExperience: 'Purchase Experience', country: 'Country' },
      score: { metric: 'nps', answers: 4, score: 25 },
    })
    expect(told.notTaken.map(({ column }) => column)).toEqual(['Name', 'Phone Number', 'Permalink'])
    expect((await stored()).reverse()).toMatchObject([
      {
        score: 10,
        comment: 'Quick, and no surprises.',
        respondent: 'anna@example.com',
        channel: 'email',
        shownAt: '2025-06-02T14:03:11.000Z',
        metadata: { purchaseExperience: 'Online', country: 'Sweden' },
        tags: ['checkout', 'vip'],
        importedFrom: 'delighted',
      },
      {
        score: 3,
        comment: 'The card was\ndeclined twice.',
        respondent: 'bo@example.com',
        channel: 'sms',
        tags: [],
      },
      { score: 8, comment: null, respondent: null, channel: 'link', metadata: {} },
      { score: 9, respondent: 'cia@example.com', channel: 'web' },
    ])
  })

  test('of Wootric comes in without what was excluded from its scores, and without addresses', async () => {
    const told = await bring('wootric.csv', '--preset', 'wootric')
    expect(told).toMatchObject({
      rows: { read: 3, imported: 2, rejected: 1 },
      rejected: [{ reason: 'excluded', rows: 1, lines: [4] }],
      score: { answers: 2, score: 0 },
    })
    expect((await stored()).reverse()).toMatchObject([
      {
        score: 9,
        respondent: 'customer-7',
        shownAt: '2025-06-02T14:03:11.000Z',
        page: 'https://app.example.com/dashboard',
        tags: ['dashboard'],
        metadata: { plan: 'Pro', seats_amount: 12 },
      },
      { score: 2, respondent: null },
    ])
    expect(JSON.stringify(await stored())).not.toMatch(/203\.0\.113|example\.com"/)
  })

  test('of SurveyMonkey comes in by its two lines of headings, its one score and its own dates', async () => {
    const told = await bring(
      'surveymonkey.csv',
      '--preset',
      'surveymonkey',
      '--time-zone',
      'America/New_York',
    )
    expect(told).toMatchObject({
      rows: { read: 4, imported: 3, rejected: 1 },
      columns: { answeredAt: 'End Date', comment: 'What is the most important reason for your score?' },
      rejected: [{ reason: 'no-score', lines: [5] }],
      dates: 'month-first',
      timeZone: 'America/New_York',
      channel: 'link',
      score: { answers: 3, score: 0 },
    })
    expect((await stored()).reverse()).toMatchObject([
      {
        score: 10,
        comment: 'Easy to find',
        shownAt: '2025-06-02T20:03:11.000Z',
        metadata: { customData1: 'business' },
      },
      { score: 7, comment: null },
      { score: 0, comment: 'Never again', channel: 'link' },
    ])
  })

  test('of any other tool comes in by a mapping', async () => {
    file('other.csv', 'Betyg;Dag;Vem;Sagt;Typ;Värde\n9;2025-05-02;k1;Bra;Mejl;12,5\n2;2025-05-03;k2;;Sms;x\n')
    file(
      'map.json',
      JSON.stringify({
        score: 'Betyg',
        answeredAt: 'Dag',
        respondent: 'Vem',
        comment: 'Sagt',
        channel: { column: 'Typ', values: { mejl: 'email' } },
        locale: { value: 'sv' },
        metadata: { orderValue: { column: 'Värde', type: 'number' } },
        timeZone: 'Europe/Stockholm',
      }),
    )
    const told = await bring('other.csv', '--map', 'map.json', '--source', 'old-tool')
    expect(told.cut).toEqual([{ what: 'value', rows: 1, lines: [3] }])
    expect((await stored()).reverse()).toMatchObject([
      {
        score: 9,
        comment: 'Bra',
        channel: 'email',
        locale: 'sv',
        metadata: { orderValue: 12.5 },
        respondent: 'k1',
      },
      { score: 2, channel: 'sms', shownAt: '2025-05-03T10:00:00.000Z', importedFrom: 'old-tool' },
    ])
  })

  test('again changes nothing, and goes on where it was cut off', async () => {
    const lines = Array.from({ length: 1_200 }, (_, at) => `${at},${at % 11},2025-05-02T10:00:00Z`)
    file('part.csv', ['id,score,date', ...lines.slice(0, 700)].join('\n'))
    file('whole.csv', ['id,score,date', ...lines].join('\r\n'))
    expect((await bring('part.csv', '--source', 's')).rows).toMatchObject({ imported: 700 })
    expect((await bring('whole.csv', '--source', 's')).rows).toMatchObject({
      imported: 500,
      alreadyThere: 700,
    })
    const before = await score()
    expect((await bring('whole.csv', '--source', 's')).rows).toMatchObject({
      imported: 0,
      alreadyThere: 1_200,
    })
    expect(await score()).toEqual(before)
    expect(before).toMatchObject({ n: 1_200, imported: 1_200 })
  })

  test('without ids is the same the second time, and two who say the same are two', async () => {
    file('no-ids.csv', 'score,date,comment\n9,2025-05-02,Fine\n9,2025-05-02,Fine\n8,2025-05-02,\n')
    expect((await bring('no-ids.csv')).rows).toMatchObject({ imported: 3 })
    expect((await bring('no-ids.csv')).rows).toMatchObject({ imported: 0, alreadyThere: 3 })
  })

  test('may be in other bytes, with a mark at its beginning, and with tabs', async () => {
    const text = 'score\tdate\tcomment\n9\t2025-05-02\tÄlskar “det”\n'
    file('marked.csv', `\uFEFF${text}`)
    file('excel.csv', Buffer.from(`\uFEFF${text}`, 'utf16le'))
    file('latin.csv', Buffer.from('score;date;comment\n9;2025-05-02;\xc4lskar\n', 'latin1'))
    await bring('marked.csv')
    await bring('excel.csv')
    expect((await refusedBy('latin.csv'))[1]).toContain('--encoding windows-1252')
    await bring('latin.csv', '--encoding', 'windows-1252')
    expect((await stored()).map(({ comment }) => comment).sort()).toEqual([
      'Älskar',
      'Älskar “det”',
      'Älskar “det”',
    ])
  })
})

describe('a report', () => {
  test('names lines by what is wrong with them, and what could not be taken', async () => {
    file(
      'bad.csv',
      [
        'id,score,date,comment,Favourite colour',
        'a,9,2025-05-02,"two',
        'lines",red',
        'b,,2025-05-02,,',
        'c,nine,2025-05-02,,',
        'd,9,soon,,',
        'e,11,2025-05-02,,',
        'f,9,2031-05-02,,',
        'a,3,2025-05-02,,',
        `g,9,2025-05-02,${'x'.repeat(2_001)},`,
        'h,9,2019-05-02,Old,',
        'i,,2025-05-02,"two',
        'lines",',
      ].join('\n'),
    )
    const told = await bring('bad.csv')
    expect(told.rows).toEqual({ read: 10, imported: 3, alreadyThere: 1, rejected: 6 })
    expect(Object.fromEntries(told.rejected.map(({ reason, lines }) => [reason, lines]))).toEqual({
      'no-score': [4, 12],
      'not-a-score': [5],
      'not-a-time': [6],
      'out-of-scale': [7],
      'in-the-future /answeredAt': [8],
    })
    expect(Object.fromEntries(told.leftOut.map(({ what, lines }) => [what, lines]))).toEqual({
      repeated: [9],
      response: [11],
    })
    expect(told.cut).toEqual([{ what: 'comment', rows: 1, lines: [10] }])
    expect(told.notTaken).toEqual([{ column: 'Favourite colour', why: 'not named in a mapping' }])
  })

  test('of a dry run says the same to people, and stores nothing', async () => {
    const { code, stdout } = await project.tyck(
      ...['import', 'delighted.csv', '--preset', 'delighted', '--touchpoint', touchpoint, '--dry-run'],
    )
    expect(code).toBe(0)
    expect(stdout).toContain('dry run: nothing was stored')
    expect(stdout).toContain('4 read: 4 would be imported, 0 already there, 0 rejected')
    expect(stdout).toContain('The NPS of what was read is 25, of 4 answers.')
    expect(stdout).toMatch(/^ {2}Name: /m)
    expect(stdout).toContain('Times without an offset are taken as UTC')
    expect(await stored()).toEqual([])
  })

  test('takes a column whose heading no body may have as a key by another one', async () => {
    const path = file('constructor.csv', 'Score,Created At,constructor\n9,2025-06-02T14:03:11Z,Volvo\n')
    const told = await bring(path, '--preset', 'delighted')
    expect(told).toMatchObject({ rows: { imported: 1 }, properties: { constructor_: 'constructor' } })
    expect((await stored()).map(({ metadata }) => metadata)).toEqual([{ constructor_: 'Volvo' }])
    const map = file('constructor.json', '{ "metadata": { "constructor": "constructor" } }')
    expect(await refusedBy(path, '--map', map)).toEqual([
      2,
      expect.stringContaining('"constructor" is a key that the service does not take'),
    ])
  })

  test('says where properties are not those of the touchpoint', async () => {
    await project.admin('PUT', `/v1/touchpoints/${touchpoint}`, {
      name: 'Payment',
      metadata: { country: 'string' },
    })
    const told = await bring('delighted.csv', '--preset', 'delighted')
    expect(told.notTaken).toContainEqual({
      column: 'Purchase Experience',
      why: 'a property that the touchpoint does not take',
    })
    expect((await stored()).map(({ metadata }) => metadata)).toContainEqual({ country: 'Sweden' })
  })
})

describe('it is refused in words', () => {
  test.each<[string, string, string[], number, string]>([
    ['without a score', 'date,mark\n2025-05-02,9\n', [], 1, 'Name it in a mapping: { "score"'],
    ['without a time', 'score,mark\n9,9\n', [], 1, 'Name it in a mapping: { "answeredAt"'],
    ['without anything', '', [], 1, 'has no headings'],
    [
      'with dates that may be read in two ways',
      'score,date\n9,05/02/2025\n',
      [],
      2,
      '--dates month-first or day-first',
    ],
    ['with dates in two ways', 'score,date\n9,25/02/2025\n9,02/25/2025\n', [], 1, 'in one way'],
    ['of an unknown tool', 'score,date\n', ['--preset', 'other'], 2, 'A preset is one of'],
    [
      'of an unknown time zone',
      'score,date\n9,2025-05-02\n',
      ['--time-zone', 'Mars'],
      2,
      'no time zone Mars',
    ],
    ['with a channel that is none', 'score,date\n', ['--channel', 'fax'], 2, 'A channel is one of'],
    ['with a source that is none', 'score,date\n', ['--source', 'Old Tool'], 2, 'A source is'],
    ['with a mapping that is not there', 'score,date\n', ['--map', 'none.json'], 2, 'cannot be read'],
  ])('%s', async (_what, text, args, code, words) => {
    const [found, stderr] = await refusedBy(file('refused.csv', text), ...args)
    expect([found, stderr]).toEqual([code, expect.stringContaining(words)])
    expect(await stored()).toEqual([])
  })

  test.each([
    [{ scores: 'Score' }, 'there is no "scores"'],
    [{ score: 9 }, '"score" is a column'],
    [{ score: 'Mark' }, 'has no column "Mark". It has: "score", "date"'],
    [{ metadata: { '1st': 'a' } }, 'is no key'],
    [{ dates: 'year-first' }, '"dates" is'],
  ])('a mapping: %j', async (mapping, words) => {
    file('mapping.json', JSON.stringify(mapping))
    const [code, stderr] = await refusedBy(
      file('mapped.csv', 'score,date\n9,2025-05-02\n'),
      '--map',
      'mapping.json',
    )
    expect([code === 1 || code === 2, stderr]).toEqual([true, expect.stringContaining(words)])
  })

  test('a file that is not there, and a touchpoint that asks nothing', async () => {
    expect(await refusedBy('none.csv')).toEqual([1, expect.stringContaining('There is no file')])
    await project.admin('PUT', '/v1/touchpoints/silent', { name: 'Silent' })
    const { code, stderr } = await project.tyck('import', 'delighted.csv', '--touchpoint', 'silent')
    expect([code, stderr]).toEqual([1, expect.stringContaining('Publish the question first')])
  })
})

test('what was imported is listed, and removed again', async () => {
  await bring('delighted.csv', '--preset', 'delighted')
  const { stdout } = await project.tyck('imports', '--touchpoint', touchpoint)
  expect(stdout).toBe(`${touchpoint}: 4 rows from delighted, 2025-06-02 to 2025-07-02\n`)
  const remove = ['imports', '--touchpoint', touchpoint, '--remove', 'delighted']
  expect(await project.tyck(...remove)).toMatchObject({ code: 2, stderr: expect.stringContaining('--yes') })
  expect((await project.tyck(...remove, '--yes')).stdout).toContain('Removed 4 rows of delighted')
  expect(await stored()).toEqual([])
  expect(await project.tyck(...remove, '--yes')).toMatchObject({ code: 1 })
})

const cell = (text: string) =>
  /[",\n\r]/.test(text) || text !== text.trim() ? `"${text.replaceAll('"', '""')}"` : text

test('whatever the file says, twice is the same as once, and its score is that of the file', async () => {
  const words = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 40 }),
    fc.constantFrom('', 'x"y', 'a,b', 'two\nlines'),
  )
  const files = fc.record({
    metric: fc.constantFrom(...metrics),
    hasIds: fc.boolean(),
    rows: fc.array(
      fc.record({
        score: fc.nat(10),
        at: fc.date({ min: new Date('2024-04-01'), max: new Date('2026-02-28'), noInvalidDate: true }),
        comment: words,
        who: fc.constantFrom('', 'k1', 'k2', 'Kim@Example.com'),
        tags: fc.constantFrom('', 'a', 'a, b', 'B;c'),
      }),
      { maxLength: 40 },
    ),
  })
  await fc.assert(
    fc.asyncProperty(files, async ({ metric, hasIds, rows }) => {
      made += 1
      touchpoint = `place.${made}`
      await publish(project, touchpoint, {
        ...payment,
        metric,
        locales: {
          en: { question: 'How was it?', thanks: 'Thanks.', optionLabels: optionsOf(metric) },
        },
      })
      const lines = rows.map(({ score, at, comment, who, tags }, place) =>
        [...(hasIds ? [`r${place}`] : []), String(score), at.toISOString(), comment, who, tags]
          .map(cell)
          .join(','),
      )
      const head = `${hasIds ? 'id,' : ''}score,date,comment,email,tags`
      file('any.csv', [head, ...lines].join('\n'))
      const { min, max } = scaleOf(metric)
      const onScale = rows.filter(({ score }) => score >= min && score <= max)
      const counts = new Map<number, number>()
      for (const { score } of onScale) counts.set(score, (counts.get(score) ?? 0) + 1)
      const expected = { metric, answers: onScale.length, score: scoreOf(metric, counts) }

      const first = await bring('any.csv')
      expect(first.rows).toEqual({
        read: rows.length,
        imported: onScale.length,
        alreadyThere: 0,
        rejected: rows.length - onScale.length,
      })
      expect(first.score).toEqual(expected)
      const once = [await stored(), await score()]
      expect(once[1]).toMatchObject({ n: expected.answers, imported: expected.answers })
      expect((once[1] as { score: number | null }).score).toEqual(expected.score)
      expect(once[0]).toHaveLength(onScale.length)
      const again = await bring('any.csv')
      expect(again.rows).toMatchObject({ imported: 0, alreadyThere: onScale.length })
      expect([await stored(), await score()]).toEqual(once)
    }),
    { numRuns: 15 },
  )
})

function optionsOf(metric: (typeof metrics)[number]): string[] | undefined {
  const { min, max } = scaleOf(metric)
  return ['thumbs', 'smileys', 'stars'].includes(metric)
    ? Array.from({ length: max - min + 1 }, (_, at) => `Option ${at}`)
    : undefined
}

test('what the service refuses as a whole is told in its words', async () => {
  await project.admin('PUT', `/v1/touchpoints/${touchpoint}/state`, { state: 'archived' })
  expect(await refusedBy('delighted.csv', '--preset', 'delighted')).toEqual([
    1,
    expect.stringContaining('archived'),
  ])
})
