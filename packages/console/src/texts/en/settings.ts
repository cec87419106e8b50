import type { RetentionDue } from '@tyck/shared/admin/retention'

const count = (n: number, one: string, many: string) => `${n.toLocaleString('en')} ${n === 1 ? one : many}`
const counted = (n: number, isMore: boolean, one: string, many: string) => {
  if (!isMore) return n === 0 ? '' : count(n, one, many)
  return n === 0 ? `perhaps some ${many}` : `at least ${count(n, one, many)}`
}
const listed = (parts: string[]) => new Intl.ListFormat('en').format(parts)

export const settings = {
  title: 'Settings',
  parts: 'Settings of the project',
  part: {
    general: 'General',
    keys: 'Keys',
    sites: 'Sites',
    look: 'Look',
    languages: 'Languages',
    counting: 'Counting',
    keeping: 'Keeping',
    people: 'A person’s data',
    destinations: 'Destinations',
    members: 'Members',
    audit: 'Audit log',
  },
  reading: 'Reading the settings',
  save: 'Save',
  saved: 'Saved',
  savedSoon: 'Saved, on pages in about a minute',
  onlyOwners: 'Only owners of the project change this.',
  stale: 'Somebody else changed the settings meanwhile',
  staleAbout:
    'Nothing was overwritten. Look at what they are now, and change it again where it is still wanted.',
  startOver: 'Show what they are now',
  revert: 'Undo changes',

  general: {
    title: 'General',
    name: 'Name of the project',
    timeZone: 'Time zone',
    timeZoneHint: (now: string) => `Days in scores and lists are days there. It is ${now} there now.`,
    timeZoneUnknown: 'Days in scores and lists are days there.',
    deleteTitle: 'Delete the project',
    deleteAbout: 'Everything of it is gone: touchpoints, answers, keys, members. Nobody can bring it back.',
    deleteGo: 'Delete the project',
  },

  sites: {
    title: 'Sites',
    about: 'Which sites may ask and send answers with your publishable key.',
    origins: 'Allowed origins',
    originsHint:
      'One a line: https://shop.example, or https://*.shop.example for all below it. With none, all sites may.',
    open: 'All sites may ask. Allow only your own once they are seen below.',
    seen: 'Seen',
    seenAbout: 'Where answers came from.',
    silent: 'Answers came from these, and they are not on the list. Once it is saved, nobody is asked there:',
    origin: 'Origin',
    first: 'First seen',
    firstRefused: 'First refused',
    isAllowed: 'Allowed',
    allow: 'Allow',
    allowThis: (origin: string) => `Allow ${origin}`,
    none: 'Nothing has arrived yet.',
    refused: 'Refused',
    refusedAbout: 'Pages there have your key and are not on the list.',
  },

  look: {
    title: 'Look',
    about: 'How the survey looks on every page of the project.',
    scheme: 'Light or dark',
    schemes: { auto: 'As the page around it', light: 'Light', dark: 'Dark' },
    frame: 'Ground',
    frames: { plain: 'On the page’s own ground', card: 'On a card' },
    radius: 'Rounding of answers and buttons, in px',
    light: 'Where it is light',
    dark: 'Where it is dark',
    pairs: {
      accent: 'What is chosen and pressed',
      onAccent: 'What stands on it',
      accentDark: 'What is chosen and pressed',
      onAccentDark: 'What stands on it',
      surface: 'Ground of a card and of the corner',
      text: 'Text on that ground',
      surfaceDark: 'Ground of a card and of the corner',
      textDark: 'Text on that ground',
    },
    pick: (what: string) => `${what}: pick a colour`,
    usual: 'usual colour',
    sample: 'Aa 9',
    enough: (ratio: string) => `Contrast ${ratio} : 1, enough`,
    tooLittle: (ratio: string) => `Contrast ${ratio} : 1, but text needs 4.5 : 1`,
    notAColour: 'Write it as #0a6c74',
    preview: 'How it looks',
    previewIn: 'Preview',
    previewSchemes: { light: 'Light', dark: 'Dark' },
    noPreview: 'With the first published question, the real survey stands here.',
  },

  languages: {
    title: 'Languages',
    about:
      'In which languages each touchpoint asks. A language goes out complete or not at all, from the touchpoint’s own page.',
    touchpoint: 'Touchpoint',
    has: 'Yes',
    fallback: 'Asked in its default language',
    default: 'Default',
    nothing: 'Asks nothing yet',
    none: 'There are no touchpoints yet.',
    shownIn: (n: number, of: number) =>
      `${n.toLocaleString('en')} of the last ${of.toLocaleString('en')} showings`,
  },

  counting: {
    title: 'Counting',
    about: 'Which answers count, and how often somebody is asked.',
    once: 'Answers of one person',
    onceEvery: 'Every answer counts',
    onceIn: (days: number) => `One answer counts in ${count(days, 'day', 'days')}`,
    onceHint:
      'Of the same respondent at the same touchpoint. Further ones are kept and flagged as repeats, and count nowhere. Answers without a respondent always count.',
    identity: 'Signed identities',
    identities: {
      off: 'Not read',
      prefer: 'Preferred',
      enforce: 'Required',
    },
    identityHints: {
      off: 'The page says who answers, and anybody could say so.',
      prefer: 'Answers that your server signed are marked as verified; others are kept, and flagged.',
      enforce: 'Answers without a valid signature of your server are refused.',
    },
    secretTitle: 'Signing secret',
    secretNone: 'There is none: nobody can sign yet.',
    secretThere: (since: string) => `Made ${since}. Your server signs identities with it.`,
    secretMake: 'Make a signing secret',
    secretRenew: 'Replace the signing secret',
    secretOnce:
      'Copy it now to your server. It is shown here and never again. The one before goes on for a day.',
    secretLabel: 'The signing secret',
    secretRevoke: 'Revoke all signing secrets',
    secretRevokeTitle: 'Revoke all signing secrets?',
    secretRevokeGone:
      'No identity is valid until a new secret is made. With “required”, every answer is refused until then.',
    secretRevoked: 'The signing secrets are revoked',
    budget: 'Limit how often somebody is asked, at all touchpoints together',
    showings: 'At most this often',
    per: 'In so many days',
    acrossDevices: 'Count all devices of a person together',
    acrossDevicesHint: 'For those who have an id from your site. It costs a request before the question.',
    respectGpc: 'Ask nobody whose browser sends Global Privacy Control',
  },

  keeping: {
    title: 'Keeping',
    about: 'For how long what is stored is kept after its showing. Counts and scores stay.',
    responses: 'Answers are deleted after so many months',
    comments: 'Their comments after so many months',
    unanswered: 'Showings without an answer after so many days',
    masking: 'Mask what customers should not have written',
    maskingHint:
      'Card numbers and e-mail addresses everywhere, phone and personal numbers in comments: before anything is stored.',
    nothingDue: 'Nothing would be deleted now.',
    due: ({ responses, comments, unanswered, more }: RetentionDue) => {
      const parts = [
        counted(responses, more.responses, 'answer or showing', 'answers and showings'),
        counted(comments, more.comments, 'comment', 'comments'),
        counted(unanswered, more.unanswered, 'showing without an answer', 'showings without an answer'),
      ]
      return `Within the hour, ${listed(parts.filter(part => part !== ''))} would be deleted.`
    },
    counting: 'Counting what would be deleted',
    ask: 'Delete what is older?',
    go: 'Save, and delete it',
    noWayBack: 'Nobody can bring them back.',
  },
}
