import type { TouchpointHistory } from '@tyck/shared/admin/touchpoints'
import { isSame } from './draftOf.ts'
import type { Version } from './version.ts'

type Survey = TouchpointHistory['surveys'][number]
type Rules = TouchpointHistory['rules'][number]

/** Everything that was published, the newest first. */
export function versionsOf({ surveys, rules }: TouchpointHistory): Version[] {
  const ofSurveys = surveys.map((survey, at): Version => {
    const older = surveys.slice(at + 1)
    return {
      part: 'survey',
      ...told(survey),
      inForce: at === 0,
      isNewSeries: older.length > 0 && older.every(({ seriesId }) => seriesId !== survey.seriesId),
      isOtherSeries: survey.seriesId !== surveys[0]?.seriesId,
      restoredFrom: restoredFrom(survey, older, asked),
      before: older[0]?.id,
    }
  })
  const ofRules = rules.map((each, at): Version => {
    const older = rules.slice(at + 1)
    return {
      part: 'rules',
      ...told(each),
      inForce: at === 0,
      isNewSeries: false,
      isOtherSeries: false,
      restoredFrom: restoredFrom(each, older, ruled),
      before: older[0]?.id,
    }
  })
  return [...ofSurveys, ...ofRules].sort((a, b) => b.publishedAt.localeCompare(a.publishedAt))
}

const told = ({ id, version, publishedAt, note, by }: Survey | Rules) => ({
  id,
  number: version,
  publishedAt,
  note,
  by,
})

/** What a survey asks. The same words in another series are another question. */
const asked = ({ metric, comment, defaultLocale, locales, seriesId }: Survey) => ({
  metric,
  comment,
  defaultLocale,
  locales,
  seriesId,
})

/** How rules ask. A pause changes nothing of that. */
const ruled = ({
  id: _id,
  version: _version,
  publishedAt: _at,
  note: _note,
  by: _by,
  paused: _,
  ...settings
}: Rules) => settings

/** The newest of the older versions that say the same, where the one before says something else. */
function restoredFrom<T extends { version: number }>(
  version: T,
  [before, ...older]: readonly T[],
  content: (version: T) => object,
): number | undefined {
  if (!before || isSame(content(version), content(before))) return undefined
  return older.find(each => isSame(content(each), content(version)))?.version
}
