import type { DestinationKind } from '@tyck/shared/admin/destinations'

const count = (n: number, one: string, many: string) => `${n.toLocaleString('en')} ${n === 1 ? one : many}`

const kinds: Record<DestinationKind, string> = { webhook: 'Webhook', slack: 'Slack', email: 'E-mail' }

/** Settings: where events go, and what became of each delivery. */
export const settingsDestinations = {
  about: 'Where answers go by themselves as they come: to another system, a Slack channel, or people.',
  kinds,
  add: { webhook: 'Add a webhook', slack: 'Add a Slack channel', email: 'Add e-mail' } as Record<
    DestinationKind,
    string
  >,
  none: 'Nothing is told to anybody yet',
  noneAbout: 'With a destination, a bad answer is heard of in minutes and not at the next look at this page.',
  ownerAdds: 'An owner of the project adds one.',
  caption: 'Destinations',
  name: 'Destination',
  where: 'Where',
  state: 'State',
  last: 'Last delivery',
  states: { on: 'On', off: 'Off', disabled: 'Turned off by itself' },
  failing: 'On, and failing',
  waiting: (n: number) => (n >= 1_000 ? '1,000 or more wait' : `${count(n, 'waits', 'wait')}`),
  noDelivery: 'None yet',
  all: 'All destinations',
  missing: 'This destination is not there any more',

  failingTitle: 'It takes nothing at the moment',
  failingAbout: (since: string, waiting: number) =>
    `Nothing was taken since ${since}. It is tried again, ever more rarely, for three days each; ${count(waiting, 'delivery waits', 'deliveries wait')}.`,
  why: {
    gone: {
      title: 'It said that it is gone',
      about: 'It answered 410, so nothing is sent there any more. Turn it on again if that was a mistake.',
    },
    failing: {
      title: 'It was turned off',
      about:
        'For five days it took nothing. Mend it, test it, and turn it on: what waited goes on then. Of what happens while it is off nothing is sent.',
    },
  },

  turnOn: 'Turn on',
  turnOff: 'Turn off',
  turnedOn: (name: string) => `${name} is on`,
  turnedOff: (name: string) => `${name} is off: what happens now is not sent there`,
  edit: 'Edit',
  rotate: 'New secret',
  rotateTitle: 'A new signing secret?',
  rotateAbout: 'The one before signs, too, for 24 hours, so that the new one can be put in its place.',
  rotateGo: 'Make the secret',
  remove: 'Delete',
  removeTitle: (name: string) => `Delete ${name}?`,
  removeGone: (waiting: number) =>
    waiting === 0
      ? 'Nothing is sent there any more, and the log of its deliveries goes with it.'
      : `Nothing is sent there any more, also not ${count(waiting, 'delivery that waits', 'deliveries that wait')}, and the log goes with it.`,
  removed: (name: string) => `${name} is deleted`,
  done: 'Done',
  cancel: 'Cancel',
  secretTitle: 'The signing secret',
  secretOnce:
    'Copy it now to where the webhook arrives: with it one checks that Tyck sent it. It is shown here and never again.',

  url: 'Address',
  signed: 'Signed by',
  secretSince: (since: string) => `a secret of ${since}`,
  secretUntil: (since: string, until: string) => `one of ${since}, until ${until}`,
  tells: 'Told of',
  toldNothing: 'No single events',
  only: 'Only',
  everything: 'All of them',
  sends: 'Sends',
  wholeResponse: 'All of a response',
  onlyIds: 'Only which response it is, and of which touchpoint',
  allBut: (left: string) => `All of a response but: ${left}`,
  /** Sentences in a row, of which only the first begins with a capital. */
  listed: (parts: readonly string[]) =>
    parts.map((part, at) => (at === 0 ? part : part.charAt(0).toLowerCase() + part.slice(1))).join(', '),
  digestTold: 'Digest',
  alertsTold: 'Alerts',
  noDigest: 'None',
  comments: 'Comments',
  commentsTold: 'Told, too',
  commentsKept: 'Not told',
}
