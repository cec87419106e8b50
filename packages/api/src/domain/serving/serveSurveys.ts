import type { Survey, SurveyTexts, Touchpoint } from '@tyck/shared/admin/touchpoints'
import type { PublicSurvey, SurveysBody } from '@tyck/shared/contract/surveys'
import { originHash } from '@tyck/shared/origin'
import type { Project } from '../../store/projects.ts'
import { wordsFor } from '../../words/wordsFor.ts'
import { directionOf } from './directionOf.ts'
import { optionsOf } from './optionsOf.ts'
import { resolveLocale } from './resolveLocale.ts'
import { serveTheme } from './serveTheme.ts'

/** All that the public route is made of, before a language is chosen. */
export interface Published {
  project: Project
  touchpoints: Touchpoint[]
}

/** The locale of each survey for who asks for `wanted`: those with the same get the same body. */
export function resolveLocales({ touchpoints }: Published, wanted: string | null): string[] {
  return touchpoints.map(({ survey }) =>
    survey ? resolveLocale(wanted, Object.keys(survey.locales), survey.defaultLocale) : '',
  )
}

/**
 * What the widget may know, in the languages that `resolveLocales` found: each field is named here, so that a new
 * column never becomes public by itself.
 */
export function serveSurveys(
  published: Published,
  locales: readonly string[],
): Omit<SurveysBody, 'revision'> {
  const { project, touchpoints } = published
  return {
    project: {
      ...serveTheme(project.theme),
      ...(project.budget ? { budget: project.budget } : {}),
      ...(project.acrossDevices ? { acrossDevices: true } : {}),
      ...(project.respectGpc ? { respectGpc: true } : {}),
      origins: project.origins.map(originHash),
    },
    surveys: touchpoints.flatMap((touchpoint, at) => {
      const { survey } = touchpoint
      return survey ? [serveSurvey(touchpoint, survey, locales[at] ?? survey.defaultLocale)] : []
    }),
  }
}

function serveSurvey({ key, rules, metadata }: Touchpoint, survey: Survey, locale: string): PublicSurvey {
  const texts = survey.locales[locale]
  if (!texts) throw new Error('A survey lacks the locale that was resolved')
  const { question, lowLabel, highLabel, optionLabels, followUps, reasons, thanks, afterwards } = texts
  return {
    id: survey.id,
    rulesId: rules.id,
    touchpoint: key,
    metric: survey.metric,
    locale,
    direction: directionOf(locale),
    question,
    ...(lowLabel === undefined ? {} : { lowLabel }),
    ...(highLabel === undefined ? {} : { highLabel }),
    ...(optionLabels ? { optionLabels } : {}),
    options: optionsOf(survey.metric, texts),
    followUps: survey.comment ? followUps : onlyWith(reasons, followUps),
    reasons,
    ...(survey.comment ? {} : { comment: false }),
    thanks,
    ...(Object.keys(afterwards).length === 0 ? {} : { afterwards }),
    words: wordsFor(locale),
    ...(rules.paused ? { paused: true } : {}),
    placement: rules.placement,
    delaySeconds: rules.delaySeconds,
    sampleRate: rules.sampleRate,
    audience: rules.audience,
    quietDays: rules.quietDays,
    ...(rules.oncePer === null ? {} : { oncePer: rules.oncePer }),
    ...(metadata === null ? {} : { metadata }),
  }
}

/** Without a comment, a question after the score can be answered only where there are reasons. */
function onlyWith(reasons: SurveyTexts['reasons'], followUps: SurveyTexts['followUps']) {
  const answerable = Object.entries(followUps).filter(([segment]) => reasons[segment as never])
  return Object.fromEntries(answerable)
}
