import type { Segment } from '@tyck/shared/metric'
import { editor } from './editor.ts'

/** A change in words. What it was and is are left out where the title says all. */
export interface Described {
  title: string
  before?: string | undefined
  after?: string | undefined
}

const parts: Record<string, string> = {
  followUps: 'question after the score',
  reasons: 'reasons',
  afterwards: 'beneath thanks',
}

export const editorChanges = {
  was: 'Was',
  is: 'Is',
  nothing: 'nothing',
  yes: 'yes',
  no: 'no',
  none: 'Nothing changes.',
  survey: {
    metric: 'What is measured',
    comment: 'Asks for a comment',
    defaultLocale: 'Default language',
  } as Record<string, string>,
  texts: {
    question: 'Question',
    thanks: 'Thanks',
    lowLabel: 'Label of the lowest answer',
    highLabel: 'Label of the highest answer',
    optionLabels: 'Names of the answers',
    followUps: 'Questions after the score',
    reasons: 'Reasons',
    afterwards: 'Beneath thanks',
  } as Record<string, string>,
  bySegment: (part: string, segment: Segment) =>
    `${editor.segments[segment] ?? segment}, ${parts[part] ?? part}`,
  inLanguage: (title: string, language: string) => `${title} (${language})`,
  languageAdded: (language: string) => `${language} is added`,
  languageRemoved: (language: string) => `${language} is removed`,
  rules: {
    placement: 'Where it asks',
    delaySeconds: 'Seconds before it opens',
    sampleRate: 'Share of those who come by',
    audience: 'Only where this holds',
    quietDays: 'Quiet days',
    oncePer: 'Once for each',
    paused: 'Paused',
  } as Record<string, string>,
  quiet: (after: string) =>
    `Quiet days after ${{ answered: 'an answer', dismissed: 'being closed', shown: 'being shown' }[after] ?? after}`,
  metrics: Object.fromEntries(
    Object.entries(editor.metrics).map(([metric, { name, scale }]) => [metric, `${name}, ${scale}`]),
  ) as Record<string, string>,
  placements: editor.placements as Record<string, string>,
  types: editor.types as Record<string, string>,
  withoutKey: '(no key yet)',
  metadata: 'Metadata it takes',
  metadataKey: (key: string) => `Metadata key ${key}`,
}
