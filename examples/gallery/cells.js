/** What each metric is called, and the touchpoint of the demo shop that asks it. */
export const metrics = {
  nps: { name: 'NPS, 0 to 10', touchpoint: 'checkout.payment' },
  csat: { name: 'CSAT, 1 to 5', touchpoint: 'cart.delivery' },
  ces: { name: 'CES, 1 to 7', touchpoint: 'support.closed' },
  thumbs: { name: 'Thumbs', touchpoint: 'search.results' },
  smileys: { name: 'Smileys', touchpoint: 'app.week-one' },
  stars: { name: 'Stars', touchpoint: 'product.page' },
}

const rightToLeft = ['ar']

/**
 * The cells that a choice asks for, metric by metric; whatever is not chosen comes in all its kinds. A corner has no
 * frame of its own, so it comes once for both. `key` stays the same where only the language or the theme changes: such
 * a cell changes where it stands.
 */
export function cellsOf({ metric, placement, frame, scheme, language, theme }) {
  const cells = []
  for (const metricOf of metric ? [metric] : Object.keys(metrics)) {
    for (const placementOf of placement ? [placement] : ['slot', 'corner']) {
      for (const [turn, locale] of (language ? [language] : ['en', 'ar']).entries()) {
        const frames = placementOf === 'corner' ? ['card'] : frame ? [frame] : ['plain', 'card']
        for (const frameOf of frames) {
          for (const schemeOf of scheme ? [scheme] : ['light', 'dark']) {
            cells.push({
              key: [metricOf, placementOf, turn, frameOf, schemeOf].join(' '),
              metric: metricOf,
              touchpoint: metrics[metricOf].touchpoint,
              placement: placementOf,
              frame: frameOf,
              scheme: schemeOf,
              locale,
              direction: rightToLeft.includes(locale) ? 'rtl' : 'ltr',
              theme: theme ?? '',
            })
          }
        }
      }
    }
  }
  return cells
}

/** @param {ReturnType<typeof cellsOf>[number]} cell */
export function captionOf({ placement, frame, scheme, locale }) {
  const language = new Intl.DisplayNames('en', { type: 'language' }).of(locale)
  return [placement === 'corner' ? 'corner' : frame, scheme, language].join(' · ')
}
