const count = (n: number, one: string, many: string) => `${n.toLocaleString('en')} ${n === 1 ? one : many}`

/** Settings: a person’s data. */
export const settingsPeople = {
  title: 'A person’s data',
  about: 'What is stored of somebody who asks: to read, and to erase.',
  id: 'Respondent',
  idHint: 'The id that your site gives: a customer number, say. Upper and lower case differ.',
  look: 'Look up',
  nothing: 'Nothing is stored under this id.',
  found: (n: number, more: boolean) =>
    more
      ? `More than ${n.toLocaleString('en')} showings and answers`
      : count(n, 'showing or answer', 'showings and answers'),
  comments: (n: number) => `${count(n, 'comment', 'comments')} among them`,
  erasedAt: (when: string) => `Erased before, ${when}. What came later is here.`,
  erase: 'Erase all of it',
  eraseTitle: 'Erase this person’s data?',
  eraseGone: (what: string) =>
    `${what} will be gone, with comments, tags and what they counted. What their devices still send of it is refused. Nobody can bring it back.`,
  erased: (n: number) => `${count(n, 'response', 'responses')} erased`,
  copies: 'What you copied elsewhere, such as exports and backups, is yours to erase.',
  answersCaption: 'What is stored of this respondent',
  touchpoint: 'Touchpoint',
  when: 'Shown',
  answer: 'Answer',
  comment: 'Comment',
  more: 'Only the newest 500 are listed; erasing takes all.',
}
