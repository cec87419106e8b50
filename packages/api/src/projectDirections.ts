import type { SurveyDraft } from '@tyck/shared/admin/touchpoints'

const touchpoint = 'checkout.payment'

const survey: SurveyDraft = {
  series: 'new-question',
  metric: 'nps',
  defaultLocale: 'en',
  locales: {
    en: {
      question: 'How likely are you to recommend us to a friend?',
      lowLabel: 'Not at all likely',
      highLabel: 'Very likely',
      followUps: { detractor: 'What should we do better?' },
      thanks: 'Thank you.',
    },
  },
}

/**
 * What whoever has made a project needs next: its keys, what goes into a page, and what makes it ask.
 * @param isAssumed whether nobody was found at `url`
 */
export function projectDirections(
  name: string,
  { publishableKey, secretKey }: { publishableKey: string; secretKey: string },
  url: string,
  isAssumed: boolean,
): string {
  const put = (path: string, body: object) => `  curl -X PUT ${url}/v1/touchpoints/${touchpoint}${path} \\
    -H 'Authorization: Bearer ${secretKey}' -H 'Content-Type: application/json' \\
    -d '${JSON.stringify(body)}'`
  const assumed = `
The address is assumed: ${url}. No service was found that runs on this data folder and database; where yours has
another address, put in that one, or set TYCK_PUBLIC_URL.
`
  return `Project          ${name}
Publishable key  ${publishableKey}
Secret key       ${secretKey}
                 Keep it now: only its hash is stored, and nobody can show it again.

In your pages, the element where the question is to stand:
  <script async src="${url}/tyck.js" data-key="${publishableKey}"></script>
  <style>tyck-survey{display:block;min-block-size:11rem}</style>
  <tyck-survey touchpoint="${touchpoint}"></tyck-survey>

Next: make a touchpoint and publish a survey. Until then nothing is asked.
${put('', { name: 'Payment' })}
${put('/survey', survey)}

All that can be asked, of whom and how often: docs/http-api.md.

The answers; those given on localhost are tests, and stand in tyck.responses only:
  npm run sql -- "select score, comment, metadata from tyck.answers where project_key = '${publishableKey}'"
${isAssumed ? assumed : ''}`
}
