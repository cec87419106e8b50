/**
 * What people are told, before it becomes a chat message or a mail. Its texts are plain, whoever wrote them: `toSlack` and
 * `toMail` make them inert.
 */
export interface Notice {
  /** One line: the heading of a chat message, the subject of a mail. */
  title: string
  parts: Part[]
  /** Where the console shows the same. */
  link: Link
}

export type Part =
  | { kind: 'heading'; text: string }
  | { kind: 'text'; text: string }
  /** Something with a name, and what there is to say of it. */
  | { kind: 'item'; name: string; url: string; lines: string[] }
  /** What a customer wrote, and whose it is. */
  | { kind: 'quote'; text: string; about: string; url: string }

interface Link {
  text: string
  url: string
}
