import type { Words } from '@tyck/shared/contract'
import { languageOf } from '../domain/resolveLocale.ts'
import { ar } from './ar.ts'
import { da } from './da.ts'
import { de } from './de.ts'
import { en } from './en.ts'
import { es } from './es.ts'
import { fi } from './fi.ts'
import { fr } from './fr.ts'
import { nb } from './nb.ts'
import { sv } from './sv.ts'

const languages = new Map<string, Words>(Object.entries({ ar, da, de, en, es, fi, fr, nb, sv }))

/** The widget's own words in a survey's locale; English where a language has none yet. */
export function wordsFor(locale: string): Words {
  return languages.get(languageOf(locale)) ?? en
}
