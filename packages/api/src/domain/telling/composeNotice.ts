import type { ToldResponse } from '../../store/told.ts'
import { alertNotice, changedNotice } from './alerts/alertNotice.ts'
import { composeAlert } from './alerts/composeAlert.ts'
import { readAnswer } from './alerts/readAnswer.ts'
import type { Message, OpenDestination, Tools } from './destinationKind.ts'
import { readDigest } from './digests/readDigest.ts'
import { type Links, linksTo } from './notices/links.ts'
import type { Notice } from './notices/notice.ts'
import { cut, oneLine } from './notices/plain.ts'
import { tellTime } from './notices/tellDays.ts'
import type { PeopleSettings } from './people.ts'

/** Nothing is to be told any more; `skipped` says why in a word. */
export interface Skipped {
  skipped: string
}

/** What a message has to say to people, as everything stands now. */
export async function composeNotice(
  message: Message,
  destination: OpenDestination,
  { db, publicUrl }: Pick<Tools, 'db' | 'publicUrl'>,
): Promise<Notice | Skipped> {
  const links = linksTo(publicUrl, message.project.id)
  if (message.kind === 'digest') return readDigest(db, message, destination, links)
  if (message.kind === 'alert') return composeAlert(db, message, destination, links)
  if (message.kind === 'test') return testNotice(message, destination, links)
  const { response } = message
  return response ? answerNotice(response) : happenedNotice(message, links)

  async function answerNotice(told: ToldResponse): Promise<Notice> {
    const { comments } = destination.settings as unknown as PeopleSettings
    const where = { links, timeZone: message.project.timeZone }
    const answer = await readAnswer(db, told, comments)
    return message.type === 'response.changed'
      ? changedNotice(answer, message.event?.previous_score ?? null, where)
      : alertNotice(answer, where)
  }
}

/** What happened that is about no answer. */
function happenedNotice({ type, project, survey }: Message, links: Links): Notice {
  if (survey) {
    const { touchpoint, version, question } = survey
    return {
      title: `A survey was published at ${touchpoint}`,
      parts: [{ kind: 'text', text: `Version ${version}: ${cut(oneLine(question), 500)}` }],
      link: { text: 'Open the touchpoint in Tyck', url: links.touchpoint(touchpoint) },
    }
  }
  const title = type === 'respondent.erased' ? 'A respondent was erased' : type
  return {
    title: `${title} (${project.name})`,
    // Whom, only a machine need know, which has something to erase too.
    parts: [{ kind: 'text', text: 'What was stored of them is gone.' }],
    link: { text: 'Open in Tyck', url: links.touchpoints() },
  }
}

function testNotice({ project, now }: Message, { settings }: OpenDestination, links: Links): Notice {
  const { digest, alerts, comments } = settings as unknown as PeopleSettings
  const comes = [
    ...(digest ? [`a digest per ${digest.per}`] : []),
    ...(alerts.detractors ? ['an alert at a low score'] : []),
    ...(alerts.silence ? ['an alert at silence'] : []),
  ]
  return {
    title: `A test from Tyck (${project.name})`,
    parts: [
      {
        kind: 'text',
        text: `Messages arrive here. What comes: ${comes.join(', ') || 'what happens, as it is chosen'}.`,
      },
      {
        kind: 'quote',
        text: comments ? 'This is a test. Nobody answered.' : 'Comments are not told here.',
        about: tellTime(now, project.timeZone),
        url: links.destinations(),
      },
    ],
    link: { text: 'Open the destinations in Tyck', url: links.destinations() },
  }
}
