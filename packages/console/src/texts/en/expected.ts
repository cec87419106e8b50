type Say = (...found: (string | undefined)[]) => string

const inPercent = (number: string) => `${Math.round(Number(number) * 1e4) / 100}`
const capital = (words: string) => words.charAt(0).toUpperCase() + words.slice(1)
const colours: Record<string, string> = {
  accent: 'the accent colour',
  onAccent: 'what stands on the accent colour',
  surface: 'the ground',
  text: 'the text',
}
const colour = (name = '') => {
  const words = colours[name.replace(/Dark$/, '')] ?? name
  return name.endsWith('Dark') ? `${words} (dark)` : words
}

/** What the service says that it would take, and what is said to a person. The service's words are for programs. */
const sayings: [RegExp, Say][] = [
  [/^a text of (\d+) to (\d+) characters$/, (least, most) => `Between ${least} and ${most} characters.`],
  [/^a text of at most (\d+) characters$/, most => `At most ${most} characters.`],
  [/^a text of (\d+) or more characters$/, least => `At least ${least} characters.`],
  [/^a text with more than white space$/, () => 'Something besides spaces.'],
  [/^a number from \S+ to (\S+), more than (\S+)$/, (most, above) => `More than ${above}, up to ${most}.`],
  [
    /^a (whole )?number from (\S+) to (\S+)$/,
    (whole, least, most) => `A ${whole}number from ${least} to ${most}.`,
  ],
  [/^a (whole )?number$/, whole => `A ${whole}number.`],
  [/^true or false$/, () => 'Yes or no.'],
  [
    /^an origin: .*$/,
    () => 'The address of a site, without a path: https://shop.example or https://*.shop.example.',
  ],
  [
    /^the origin as browsers send it.*$/,
    () => 'Only https:// and the site’s name, in lower case, without a path: https://shop.example.',
  ],
  [/^\*\. before a name of your own.*$/, () => 'Put *. before a name of your own: https://*.shop.example.'],
  [
    /^a contrast of (\S+):1 or more between (\S+) and (\S+)$/,
    (ratio, ground, ink) =>
      `${capital(colour(ink))} is hard to read on ${colour(ground)}: their contrast has to be ${ratio}:1 or more.`,
  ],
  [/^an e-mail address.*$/, () => 'An e-mail address, such as kim@shop.example.'],
  [/^one or more of eq, in, gte, lte$/, () => 'Say what the value is compared with.'],
  [/^one value or more$/, () => 'At least one value.'],
  [/^a gte that is not above its lte$/, () => 'The least must not be above the most.'],
  [/^a (string|number|boolean), as the touchpoint's metadata has it$/, (type = '') => types[type] ?? ''],
  [/^eq or in, for .*$/, () => '“is” or “is one of”: this key holds no numbers.'],
  [
    /^an https:\/\/ address of at most (\d+) characters.*$/,
    most => `An address that begins with https://, of at most ${most} characters.`,
  ],
]

const types: Record<string, string> = {
  string: 'A text, as this key holds.',
  number: 'A number, as this key holds.',
  boolean: 'Yes or no, as this key holds.',
}

/**
 * What a field takes, in a sentence for who fills it in: "Between 10 and 200 characters."
 * @param expected as the service says it
 * @param unit `percent` where the field shows a hundred times what the service takes
 */
export function sayExpected(expected: string, unit?: 'percent'): string {
  // What is null to the service is an empty field here.
  const words = expected.replace(/, or null$/, '')
  for (const [pattern, say] of sayings) {
    const found = pattern
      .exec(words)
      ?.slice(1)
      .map(part => part ?? '')
    if (found)
      return say(
        ...(unit === 'percent' ? found.map(part => (/^[\d.]+$/.test(part) ? inPercent(part) : part)) : found),
      )
  }
  return /[.:]$/.test(words) ? capital(words) : `${capital(words)}.`
}
