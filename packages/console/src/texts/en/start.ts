/** The way to a first question. */
export const start = {
  name: {
    title: 'Where do you want to ask?',
    about:
      'A touchpoint is a step of your customer’s journey: the payment step, the delivery, the first week.',
    label: 'Name of the touchpoint',
    placeholder: 'Checkout: payment',
    key: (key: string) =>
      `In your page’s code it is called ${key}, and stays so. What you call it here can be changed.`,
    keyLabel: 'Name in the code',
    keyHint: 'Lower-case letters and digits, in parts joined by a dot: checkout.payment',
    keyStays: 'Pages ask by it, so it stays.',
    needsKey: 'Your page’s code needs a name in Latin letters, such as checkout.payment.',
    changeKey: 'Choose another name for the code',
    taken: 'There is a touchpoint with this name already',
    go: 'Next: the question',
  },

  question: {
    title: (touchpoint: string) => `What do you want to ask at “${touchpoint}”?`,
    about: 'One question, answered with one tap. Its words can be changed at any time.',
    metric: 'Kind of question',
    language: 'Language',
    languageHint: 'Asked of everybody whose own language isn’t there. Others can be added afterwards.',
    otherLanguageHint: (language: string) =>
      `There are no words to begin with in ${language}: write them here. Other languages can be added afterwards.`,
    inEnglish: (text: string) => `In English: “${text}”`,
    option: (at: number, of: number) =>
      `Name of answer ${at}${at === 1 ? ', the lowest' : at === of ? ', the highest' : ''}`,
    thanks: 'Thanks',
    question: 'Question',
    low: 'At the low end',
    high: 'At the high end',
    followUp: 'Asked after the tap',
    followUpHint: 'Answering it is up to the customer.',
    go: 'Publish it',
    published: 'Published. Pages show it within a minute.',
    preview: 'What your customers see',
    previewHint: 'This is the real thing: tap an answer. Nothing is sent.',
    fails: 'The preview can’t be shown',
    width: 'Width',
    widths: { phone: 'Phone', desk: 'Desk' },
    viewer: 'Your role lets you look. Ask an owner to make you an editor.',
  },
}
