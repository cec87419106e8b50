/** Top-level domains as shops have them: .com, .se, .co.uk, .com.au. */
const anywhere = '\\.(?:[a-z]{2,3}|com?\\.[a-z]{2})'

/**
 * Known places for reviews: the end of the host, and how the path begins where the site has other pages too.
 * Incomplete by nature; what hides behind a short address cannot be seen.
 */
const places: readonly [host: string, path?: RegExp][] = [
  [`google${anywhere}`, /^\/(?:maps|local|search)\b/],
  ['search\\.google\\.com', /^\/local\b/],
  [`maps\\.google${anywhere}`],
  ['maps\\.app\\.goo\\.gl'],
  ['goo\\.gl', /^\/maps\b/],
  ['g\\.page'],
  ['play\\.google\\.com'],
  ['chromewebstore\\.google\\.com'],
  ['(?:apps|itunes)\\.apple\\.com'],
  ['apps\\.microsoft\\.com'],
  ['trustpilot\\.com'],
  ['g2\\.com'],
  [`capterra${anywhere}`],
  [`getapp${anywhere}`],
  [`softwareadvice${anywhere}`],
  ['trustradius\\.com'],
  ['gartner\\.com', /^\/(?:reviews|peer-insights)\b/],
  ['producthunt\\.com'],
  [`tripadvisor${anywhere}`],
  [`yelp${anywhere}`],
  ['facebook\\.com'],
  ['fb\\.(?:com|me)'],
  [`amazon${anywhere}`],
  ['amzn\\.(?:to|eu|com|asia)'],
  ['a\\.co'],
  [`booking${anywhere}`],
  [`opentable${anywhere}`],
  [`glassdoor${anywhere}`],
  [`trustedshops${anywhere}`],
  ['(?:feefo|sitejabber|kununu|bbb|holidaycheck|prisjakt|pricerunner|reco|yell)\\.[a-z]{2,3}'],
  ['reviews\\.(?:io|co\\.uk)'],
]

const sites = places.map(([host, path]) => ({ host: new RegExp(`(?:^|\\.)${host}$`), path }))

/** Whether `url` leads to a place where reviews are written for all to read. */
export function isReviewSite(url: string): boolean {
  const { hostname, pathname } = new URL(url)
  // A dot at the end means the same host.
  const name = hostname.replace(/\.$/, '')
  return sites.some(({ host, path }) => host.test(name) && (path?.test(pathname) ?? true))
}
