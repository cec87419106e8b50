/**
 * Who is compared, and how each is put into a page and answered.
 * @typedef {object} Candidate
 * @property {string} name
 * @property {(service: string) => string} head what its manual says to put into the head; `service` is an origin.
 * @property {string} [slot] what stands where the question belongs; those that float need none.
 * @property {() => Element | null | undefined} find runs in the page: the answer to tap, once it is there.
 * @property {() => void} [write] runs in the page before the tap, where an answer has to be written.
 * @property {RegExp} answers the paths to which it posts answers.
 * @property {string} saysAnswer what such a post holds when it is the answer, as text.
 * @property {number} [settlesMs] after how long without requests all is done; for those that send in batches.
 */

/** @param {string} file @param {string} [attributes] */
const script =
  (file, attributes = '') =>
  /** @param {string} service */
  service =>
    `<script async src="${service}/${file}" ${attributes}></script>`
const floorSlot = '<floor-survey class="slot" touchpoint="checkout.payment"></floor-survey>'
const tyckSlot = '<tyck-survey class="slot" touchpoint="checkout.payment"></tyck-survey>'
const findInSlot = () => document.querySelector('.slot')?.shadowRoot?.querySelectorAll('input')[9]
const findInPosthog = () =>
  [...document.querySelectorAll('[class*="PostHogSurvey"]')]
    .map(host => host.shadowRoot?.querySelectorAll('button.ratings-number')[9])
    .find(Boolean)

const tyckAnswer = { find: findInSlot, answers: /^\/v1\/responses$/, saysAnswer: '"score":9' }
const posthogAnswer = { find: findInPosthog, answers: /^\/(e|i\/v0\/e|batch)\//, saysAnswer: '"survey sent"' }

/** The page alone: what is measured before anybody adds anything to it. */
export const pageAlone = { name: 'the page alone', head: () => '' }

/** The first one is what the others are divided by. @type {[Candidate, ...Candidate[]]} */
export const candidates = [
  {
    name: 'plain-DOM floor',
    head: script('floor-plain.js', 'data-key="pk_bench"'),
    slot: floorSlot,
    ...tyckAnswer,
  },
  {
    name: 'Preact floor',
    head: script('floor-preact.js', 'data-key="pk_bench"'),
    slot: floorSlot,
    ...tyckAnswer,
  },
  {
    name: 'Tyck',
    // On localhost answers would be tests, which are asked always: here the rules are to be judged.
    head: script('tyck.js', 'data-key="pk_bench" data-test="false"'),
    slot: tyckSlot,
    ...tyckAnswer,
  },
  {
    name: 'Tyck, one file',
    head: script('tyck.full.js', 'data-key="pk_bench" data-test="false"'),
    slot: tyckSlot,
    ...tyckAnswer,
  },
  {
    name: 'posthog-js, leanest',
    head: script('posthog-lean.js'),
    ...posthogAnswer,
  },
  {
    name: 'posthog-js, as pasted',
    // It takes a driven browser for a bot, unless it is told not to look.
    // Its snippet makes a queue and adds the script; nothing is called before that, so the two are all that counts.
    head: service => `<script>
!function(d,q){q._i=[];q.init=function(){q._i.push([].slice.call(arguments))};q.__SV=1;window.posthog=q
var s=d.createElement('script');s.async=!0;s.crossOrigin='anonymous';s.src='${service}/static/array.js'
var f=d.getElementsByTagName('script')[0];f.parentNode.insertBefore(s,f)}(document,[])
posthog._i.push(['phc_bench',{api_host:'${service}',defaults:'2026-01-30',person_profiles:'identified_only',opt_out_useragent_filter:true},'posthog'])
</script>`,
    ...posthogAnswer,
    settlesMs: 3_500,
  },
  {
    name: "Sentry's feedback",
    head: script('sentry.js'),
    find: () =>
      document
        .querySelector('#sentry-feedback')
        ?.shadowRoot?.querySelector('dialog[open] button[type=submit]'),
    write: () => {
      const field = document.querySelector('#sentry-feedback')?.shadowRoot?.querySelector('textarea')
      if (field) field.value = 'Quick and easy'
    },
    answers: /^\/api\/1\/envelope\//,
    saysAnswer: 'Quick and easy',
  },
]
