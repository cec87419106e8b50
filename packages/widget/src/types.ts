/** The widget's public types: what a page gives and what it gets. */

/** Flat facts about the moment, sent with the answer: `{ orderValue: 420, paymentMethod: 'card' }`. */
export type Metadata = Record<string, string | number | boolean>

/**
 * The metadata that each touchpoint takes, by its key. Empty here: any touchpoint takes any metadata. `npx tyck-types`
 * writes a declaration that fills it in, and from then on a wrong touchpoint, key or value fails to compile.
 */
// biome-ignore lint/suspicious/noEmptyInterface: a type could not be added to from elsewhere.
export interface Touchpoints {}

/** A touchpoint's key: `checkout.payment`. */
export type TouchpointKey = keyof Touchpoints extends never ? string : Extract<keyof Touchpoints, string>

/** What one touchpoint takes as metadata. */
export type MetadataOf<Key extends TouchpointKey> = Key extends keyof Touchpoints
  ? Touchpoints[Key]
  : Metadata

/** A touchpoint with its metadata, as the components of `@tyck/react` and `@tyck/vue` are given them. */
export type TouchpointProps = {
  [Key in TouchpointKey]: { touchpoint: Key; metadata?: MetadataOf<Key> | undefined }
}[TouchpointKey]

/** The same, as the methods are given them. */
export type TouchpointCall = {
  [Key in TouchpointKey]: [touchpoint: Key, options?: ShowOptions<MetadataOf<Key>>]
}[TouchpointKey]

export interface Settings {
  /** The project's publishable key, `pk_…`. */
  key: string
  /** Where the service answers, without a slash at the end: `https://feedback.example`. */
  endpoint: string
  /** Where the widget remembers what it asked. Default `local`. With `none` it forgets with the page. */
  storage?: 'local' | 'session' | 'none'
  /** With `required` nothing is fetched, stored or asked before `tyck.consent(true)`. */
  consent?: 'required'
  /** Through what the question reached the respondent. Default `web`; an app that shows it in a WebView says `app`. */
  channel?: 'web' | 'app' | 'link' | 'email' | 'sms' | 'kiosk'
  /** Marks responses as tests: asked always, left out of scores. Default: only on localhost. */
  test?: boolean
  /** Shows on the page why each touchpoint asks or doesn't. Default: with tests. */
  debug?: boolean
  /** Language to ask in (BCP 47). Default: the document's, else the browser's. */
  locale?: string
  /** The nonce of the page's content security policy; only browsers without constructable sheets need it. */
  nonce?: string
}

/** Why nobody is asked. */
export type QuietReason =
  | 'no-survey'
  | 'paused'
  | 'origin-not-allowed'
  | 'no-consent'
  | 'not-in-audience'
  | 'answered-recently'
  | 'dismissed-recently'
  | 'shown-recently'
  | 'already-asked'
  | 'budget-spent'
  | 'not-sampled'
  | 'already-open'
  | 'no-room'

/** Whether a touchpoint would ask here and now; where it would not, the deciding rule. */
export interface Explanation {
  touchpoint: string
  show: boolean
  reason: QuietReason | undefined
  /** The rule that decided, and the value that it was held against. Absent where it asks. */
  because?: { rule: unknown; value: unknown } | undefined
  /** The rules in force. */
  rules: Record<string, unknown>
  /** What the page and the browser said. */
  given: Record<string, unknown>
  /** When it was shown, answered or dismissed in this browser, as far as that is remembered. */
  remembered: Record<string, Date>
  /** Responses given here are tests: asked always, left out of scores. */
  test: boolean
}

/** How a showing ended. */
export type Outcome =
  | { outcome: 'answered'; score: number }
  | { outcome: 'dismissed' | 'ignored' }
  | { outcome: 'skipped'; reason: QuietReason }

export interface ShowOptions<Given = Metadata> {
  metadata?: Given
}

/** What `tyck:shown`, `tyck:answered`, `tyck:dismissed` and `tyck:skipped` carry as their `detail`. */
export interface Detail {
  touchpoint: string
  /** With `shown`, `answered` and `dismissed`: the response's id, as it stands in the database. */
  id?: string
  /** With `answered`; also with `shown` where the tap came before the second that makes a showing. */
  score?: number | undefined
  /** With `skipped`. */
  reason?: QuietReason
}

/** `window.tyck`, and what its queue hands to each function. */
export interface Tyck {
  /** Runs `use` with this object, at once. */
  push(use: (tyck: Tyck) => void): void
  /** Asks where the rules allow it: in the touchpoint's slot, else in the corner. */
  show(...call: TouchpointCall): Promise<Outcome>
  /** Closes what is open, of one touchpoint or of all; it counts as ignored. */
  dismiss(touchpoint?: TouchpointKey): Promise<void>
  /**
   * Names the respondent by an opaque id of the site's own; null forgets it. `identity` is a signed token (JWT) that
   * vouches for the id.
   */
  identify(respondent: string | null, identity?: string): void
  /** Says whether the visitor agreed. False takes questions off the screen and empties what the browser stored. */
  consent(granted: boolean): void
  /** Listens to one kind of event; `document.addEventListener('tyck:answered', …)` does the same, and can stop. */
  on(event: 'shown' | 'answered' | 'dismissed' | 'skipped', listener: (detail: Detail) => void): void
  /** Says whether a touchpoint would ask, or why not; without a touchpoint, of all that there are. */
  explain(...call: TouchpointCall): Promise<Explanation>
  explain(): Promise<Explanation[]>
}

/** The methods for code that imports them: they may be called at any time, also before `init`. */
export type QueuedTyck = Pick<Tyck, 'show' | 'dismiss' | 'identify' | 'consent' | 'on' | 'explain'>

/** Defines `<tyck-survey>` and returns the queue; undefined on a server. Called again, it changes nothing. */
export type Init = (settings: Settings) => Pick<Tyck, 'push'> | undefined
