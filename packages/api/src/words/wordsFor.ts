import type { Words } from '@tyck/shared/contract/surveys'
import { closestLocale } from '../domain/serving/closestLocale.ts'
import { en } from './en.ts'
import { languages } from './languages.ts'

const tags = Object.keys(languages)

/** The widget's own words in a survey's locale; English where its language, or its script, has none yet. */
export function wordsFor(locale: string): Words {
  const tag = closestLocale(locale, tags)
  return (tag !== undefined && languages[tag]) || en
}
