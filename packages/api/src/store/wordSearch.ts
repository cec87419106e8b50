import { type RawBuilder, sql } from 'kysely'
import type { Db } from './tables.ts'

/** Words to find in comments, as each language has them. */
export interface WordSearch {
  /** How the words are written in each configuration. Those where every word is a stop word have none. */
  queries: readonly { config: string; query: string }[]
  /** What is found by its characters, where the configuration has no query, or none of them could. */
  parts: readonly Part[]
  /** Configurations whose comments are searched by `parts`; null for all. */
  byParts: readonly string[] | null
  /** What a comment must have before it is read through for `parts`: an index of pairs of characters. */
  grams: string | null
}

/** A text that stands in the comment, or must not. */
interface Part {
  text: string
  isWanted: boolean
}

/**
 * What is written without spaces between words: Thai, Lao, Burmese and Khmer, kana, Han and Hangul. The same as in the
 * function `comment_words` of the database.
 */
const unspaced =
  '[\\u0e00-\\u0eff\\u1000-\\u109f\\u1780-\\u17ff\\u3005-\\u3007\\u3040-\\u30ff\\u3400-\\u4dbf\\u4e00-\\u9fff\\uac00-\\ud7af\\uf900-\\ufaff\\uff66-\\uff9d\\u{20000}-\\u{2fa1f}]'
const unspacedRun = new RegExp(`${unspaced}+`, 'gu')

/** Signs that part words, but those that mean something in a search: a quote, and a hyphen before a word. */
const separators = /[!#-&(-,./:-@[-`{-~]|(?<=\S)-/g

/** How the words of `said` are found. Never fails: what cannot be understood is words. */
export async function planWordSearch(db: Db, said: string): Promise<WordSearch> {
  const parts = partsOf(said)
  const runs = parts.filter(({ isWanted }) => isWanted).flatMap(({ text }) => text.match(unspacedRun) ?? [])
  if (runs.length > 0) return { queries: [], parts, byParts: null, grams: runs.map(gramsOf).join(' & ') }
  const asked = said.replace(separators, ' ')
  const { rows } = await sql<{ config: string; query: string }>`
    select config, (
      websearch_to_tsquery(config::regconfig, ${asked}) || websearch_to_tsquery(config::regconfig, unaccented(${asked}))
    )::text as query
    from unnest(${configs}::text[]) as config`.execute(db)
  const byParts = rows.filter(({ query }) => query === '').map(({ config }) => config)
  return { queries: rows.filter(({ query }) => query !== ''), parts, byParts, grams: null }
}

/** The texts of a search, without its signs. */
function partsOf(said: string): Part[] {
  const found = said.matchAll(/(-?)(?:"([^"]+)"?|([^\s"]+))/g)
  const parts = Array.from(found, ([, minus, phrase, word]) => ({
    text: (phrase ?? word ?? '').trim(),
    isWanted: minus === '',
  }))
  return parts.filter(({ text }) => text !== '')
}

/** Neighbouring pairs of a run, all of which must be there, as a tsquery. */
function gramsOf(run: string): string {
  const characters = [...run]
  const grams =
    characters.length === 1 ? characters : characters.slice(1).map((to, at) => characters[at] + to)
  return grams.map(gram => `'${gram}'`).join(' & ')
}

/** Whether the words of an inbox row `i` are as asked, as far as they can tell. */
export function wordsMatch({ queries, byParts, grams }: WordSearch): RawBuilder<unknown> {
  if (grams !== null) return sql`i.words @@ ${grams}::tsquery`
  if (queries.length === 0) return sql`true`
  // Languages mostly agree, and each row is asked in its own.
  const configsOf = new Map<string, string[]>()
  for (const { config, query } of queries) configsOf.set(query, [...(configsOf.get(query) ?? []), config])
  const cases = [...configsOf].map(
    ([query, configs]) => sql`when i.config = any (${configs}::text[]) then i.words @@ ${query}::tsquery`,
  )
  return sql`case ${sql.join(cases, sql` `)} else i.config = any (${byParts}::text[]) end`
}

/** Whether the text of a response `r` is as asked, where its inbox row `i` cannot tell; none where it always can. */
export function partsMatch({ parts, byParts, grams }: WordSearch): RawBuilder<unknown>[] {
  if (grams === null && byParts?.length === 0) return []
  const each = parts.map(({ text, isWanted }) =>
    isWanted
      ? sql`strpos(lower(r.comment), lower(${text})) > 0`
      : sql`strpos(lower(r.comment), lower(${text})) = 0`,
  )
  const all = each.length > 0 ? sql`(${sql.join(each, sql` and `)})` : sql`false`
  return [byParts === null ? all : sql`(not (i.config = any (${byParts}::text[])) or ${all})`]
}

/** Marks of a found word, which no comment has: control characters are not stored. */
export const marks = { begin: '\x02', end: '\x03' } as const

const headlineOptions = `StartSel=${marks.begin}, StopSel=${marks.end}, HighlightAll=true`

interface Marked {
  asWritten: RawBuilder<unknown>
  plain: RawBuilder<unknown>
  /** What to join for them, after `r` and `i`. */
  texts: RawBuilder<unknown>
}

/**
 * The comment of `r` with marks around what was found, as it is written and without accents: each has the comment's
 * characters in their places, but for signs, which are spaces. null where words were not searched by language, and
 * without accents where there are none. Two milliseconds for a comment of 2,000 characters.
 */
export function markedTexts(search: WordSearch | undefined): Marked {
  if (!search || search.queries.length === 0) {
    return { asWritten: sql`null::text`, plain: sql`null::text`, texts: sql`` }
  }
  const { queries } = search
  const query = sql`(select q.query from unnest(
      ${queries.map(({ config }) => config)}::text[], ${queries.map(({ query }) => query)}::text[]
    ) as q (config, query) where q.config = i.config)::tsquery`
  const said = sql`regexp_replace(spaced(r.comment), ${unspaced.replaceAll(/u\{(\w+)\}/g, 'U000$1')}, ' ', 'g')`
  const marked = (text: RawBuilder<unknown>) =>
    sql`ts_headline(i.config::regconfig, ${text}, ${query}, ${headlineOptions})`
  return {
    asWritten: marked(sql`written.said`),
    plain: sql`case when plain.said <> written.said then ${marked(sql`plain.said`)} end`,
    // Once each: as they stand in an expression Postgres would make them again wherever it names them.
    texts: sql`
      cross join lateral (select ${said} as said offset 0) as written
      cross join lateral (select unaccented(written.said) as said offset 0) as plain`,
  }
}

/** Every configuration that `search_config` of the database gives. */
const configs = [
  'simple',
  'arabic',
  'armenian',
  'basque',
  'catalan',
  'danish',
  'dutch',
  'english',
  'finnish',
  'french',
  'german',
  'greek',
  'hindi',
  'hungarian',
  'indonesian',
  'irish',
  'italian',
  'lithuanian',
  'nepali',
  'norwegian',
  'portuguese',
  'romanian',
  'russian',
  'serbian',
  'spanish',
  'swedish',
  'tamil',
  'turkish',
  'yiddish',
]
