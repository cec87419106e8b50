/** What the services answer: the same question for all, each in the shape that its client asks for. */
import { importSource } from '../importSource.mjs'

const question = 'How likely are you to recommend this checkout to a friend?'
const low = 'Not at all likely'
const high = 'Very likely'
const scores = Array.from({ length: 11 }, (_, score) => score)

/** @type {typeof import('../../packages/api/src/words/en.ts')} */
const { en: words } = await importSource('packages/api/src/words/en.ts')
/** @type {typeof import('../../packages/shared/src/contract/surveys.ts')} */
const contract = await importSource('packages/shared/src/contract/surveys.ts')

/** For the widget and the floors: the body of `GET /v1/projects/{key}/surveys`, held to its contract. */
export const surveysBody = contract.surveysBody.parse({
  revision: 'bench',
  project: { theme: {}, origins: [] },
  surveys: [
    {
      id: '0198f000-0000-7000-8000-000000000001',
      rulesId: '0198f000-0000-7000-8000-000000000002',
      touchpoint: 'checkout.payment',
      metric: 'nps',
      locale: 'en',
      direction: 'ltr',
      question,
      lowLabel: low,
      highLabel: high,
      options: scores.map(score => ({
        score,
        segment: score > 8 ? 'promoter' : score > 6 ? 'passive' : 'detractor',
        name: score === 0 ? `0, ${low}` : score === 10 ? `10, ${high}` : `${score}`,
      })),
      followUps: {
        detractor: 'What went wrong?',
        passive: 'What was missing?',
        promoter: 'What did you like?',
      },
      reasons: {},
      thanks: 'Thank you!',
      words,
      placement: 'inline',
      delaySeconds: 0,
      sampleRate: 1,
      audience: [],
      quietDays: { answered: 90, dismissed: 30, shown: 0 },
    },
  ],
})

/** For posthog-js: `GET /api/surveys/`. A tap on a number is the answer, without a second one on Submit. */
export const posthogSurveys = {
  surveys: [
    {
      id: '0198f000-0000-0000-0000-000000000003',
      name: 'NPS',
      type: 'popover',
      start_date: '2026-01-01T00:00:00Z',
      end_date: null,
      conditions: null,
      questions: [
        {
          id: '0198f000-0000-0000-0000-000000000004',
          type: 'rating',
          question,
          display: 'number',
          scale: 10,
          lowerBoundLabel: low,
          upperBoundLabel: high,
          skipSubmitButton: true,
        },
      ],
      appearance: { displayThankYouMessage: true, thankYouMessageHeader: 'Thank you!', whiteLabel: true },
    },
  ],
}

/** For posthog-js: its remote configuration, of a project that uses surveys and nothing else. */
export const posthogConfig = {
  token: 'phc_bench',
  supportedCompression: ['gzip', 'gzip-js'],
  hasFeatureFlags: false,
  captureDeadClicks: false,
  capturePerformance: false,
  autocapture_opt_out: false,
  autocaptureExceptions: false,
  sessionRecording: false,
  heatmaps: false,
  surveys: true,
  defaultIdentifiedOnly: true,
  siteApps: [],
  isAuthenticated: false,
  toolbarParams: {},
}

/** For posthog-js: `POST /flags/`, of a project without flags. */
export const posthogFlags = {
  flags: {},
  featureFlags: {},
  featureFlagPayloads: {},
  errorsWhileComputingFlags: false,
  requestId: 'bench',
}
