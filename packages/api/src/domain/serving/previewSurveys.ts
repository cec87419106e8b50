import type { DraftTexts, PreviewInput } from '@tyck/shared/admin/drafts'
import type { SurveyTexts, Touchpoint } from '@tyck/shared/admin/touchpoints'
import type { SurveysBody } from '@tyck/shared/contract/surveys'
import { afterword } from '@tyck/shared/contract/surveys'
import type { Project } from '../../store/projects.ts'
import { canonicalLocale } from '../publishing/canonicalLocales.ts'
import { withoutEmpty } from '../publishing/withoutEmpty.ts'
import { resolveLocale } from './resolveLocale.ts'
import { serveSurveys } from './serveSurveys.ts'

/** Stands for a text that nobody has written yet. */
const unwritten = '…'
/** Of no survey and no rules: what would be posted under it is refused. */
const nothing = '00000000-0000-4000-8000-000000000000'

/**
 * What a page would be told of a draft, by the code that tells pages of what is published: everybody is asked, at once.
 * undefined where the draft lacks the language.
 */
export function previewSurveys(
  project: Project,
  key: string,
  { survey, placement, locale: wanted, theme }: PreviewInput,
): SurveysBody | undefined {
  const drafted = withoutEmpty(survey)
  const canonical = wanted === undefined ? null : canonicalLocale(wanted)
  const locale = resolveLocale(canonical, Object.keys(drafted.locales), drafted.defaultLocale)
  const texts = drafted.locales[locale]
  if (!texts) return undefined
  const touchpoint: Touchpoint = {
    key,
    name: key,
    state: 'active',
    revision: 1,
    metadata: null,
    survey: {
      ...drafted,
      locales: { [locale]: toTexts(texts) },
      id: nothing,
      seriesId: nothing,
      version: 1,
      note: null,
      publishedAt: '1970-01-01T00:00:00.000Z',
      replacedAt: null,
    },
    rules: {
      id: nothing,
      version: 1,
      publishedAt: '1970-01-01T00:00:00.000Z',
      placement,
      delaySeconds: 0,
      sampleRate: 1,
      audience: [],
      quietDays: { answered: 0, dismissed: 0, shown: 0 },
      oncePer: null,
      paused: false,
    },
  }
  const open = { origins: [], budget: null, acrossDevices: false, respectGpc: false }
  const asked = { ...project, ...open, theme: theme ?? project.theme }
  return { revision: 'preview', ...serveSurveys({ project: asked, touchpoints: [touchpoint] }, [locale]) }
}

/** Texts that are complete enough to be drawn. */
function toTexts({ question, thanks, reasons, afterwards, ...texts }: Partial<DraftTexts>): SurveyTexts {
  const drawn = Object.entries(reasons ?? {}).map(([segment, list]) => [
    segment,
    list.map(({ key, label }, at) => ({ key: key || `reason-${at + 1}`, label: label || unwritten })),
  ])
  const after = Object.entries(afterwards ?? {}).flatMap(([segment, { text, link }]) => {
    const whole = [{ text, link }, { text }].map(each => afterword.safeParse(each).data)
    const found = whole.find(each => each?.text !== undefined || each?.link !== undefined)
    return found ? [[segment, found]] : []
  })
  return {
    ...texts,
    question: question ?? unwritten,
    thanks: thanks ?? unwritten,
    followUps: texts.followUps ?? {},
    reasons: Object.fromEntries(drawn),
    afterwards: Object.fromEntries(after),
  }
}
