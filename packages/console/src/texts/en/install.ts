export const install = {
  title: 'Put it into your page',
  about: (question: string) => `“${question}” is published. Paste these lines where it should be asked.`,
  notAsked: 'Nothing is asked here yet',
  notAskedAbout: 'Write the question first; then the lines to paste stand here.',
  write: 'Write the question',
  kinds: { html: 'HTML', react: 'React', vue: 'Vue', tags: 'Tag manager', strict: 'Strict CSP' },
  kind: 'How your page is made',
  code: 'Lines to paste',
  how: {
    html: 'The script may stand anywhere. The question comes where the last line stands.',
    react:
      'The packages are not on npm’s registry yet: make them first. Put the provider around your app, and the question where it belongs.',
    vue: 'The packages are not on npm’s registry yet: make them first. Start the plugin once, and put the question where it belongs.',
    tags: 'A “custom HTML” tag. The question comes into the corner of the page; fire the tag where it should be asked.',
    strict:
      'Your policy needs these two sources. The height stands in a style sheet of yours, so that no style is inline.',
  },
  height: (px: number, rem: number) =>
    `With all that follows it needs ${px} px on a narrow phone, as measured in the preview; ${rem}rem is reserved, so that nothing jumps.`,
  preview: 'What your customers see',

  light: {
    title: 'Is it there?',
    waiting: 'Waiting for the first showing',
    waitingAbout: 'Open your page with the lines in it. This changes by itself.',
    shown: 'It was shown',
    shownOn: (page: string, when: string) => `Shown last on ${page}, ${when}.`,
    somewhere: 'a page',
    answered: (count: number, more: boolean) => {
      if (more) return `More than ${count} answers are here`
      return count === 1 ? 'The first answer is here' : `${count} answers are here`
    },
    answeredWith: (score: number, when: string) => `The newest is ${score}, ${when}.`,
    testAnswer: 'This is a test answer.',
    testShowing: 'This is a test.',
    test: 'On localhost, in previews and with data-test everything is: it is stored, and left out of scores, of the overview and of comments.',
    counting:
      'On your site’s own address it counts by itself. To make localhost count as well, add data-test="false" to the script tag, or test: false to the settings in React and Vue.',
    toTests: 'See the test answer',
    toOverview: 'Go to the overview',
    refused: (origin: string) => `${origin} isn’t allowed to ask`,
    refusedAbout:
      'A page there wanted to ask, but this project has a list of allowed origins and it isn’t on it. Nobody is asked there.',
    noOrigin: 'A page without an origin (a local file, or a sandboxed frame)',
    allow: 'Allow it',
    allowed: (origin: string) => `${origin} is allowed.`,
    allowedAbout:
      'Pages that are open learn of it within a minute; reload yours then. The light stays off until it has asked.',
    ownerAllows: 'An owner of the project can allow it.',
    help: 'Nothing happens?',
    helpLines: [
      'Look whether the page’s source has the lines, and no error stands in the browser’s console.',
      'On localhost a note at the foot of the page says why a question stays away.',
      'Elsewhere, type await tyck.explain() into the browser’s console: it says the same.',
    ],
  },
}
