import type { SlicesReply } from '@tyck/shared/admin/slices'
import type { TouchpointList } from '../../api/touchpoints.ts'
import { useResource } from '../../api/useResource.ts'
import { Problem } from '../../parts/Problem.tsx'
import { localeName } from '../../parts/reading/localeName.ts'
import { Skeleton } from '../../parts/Skeleton.tsx'
import { Table } from '../../parts/Table.tsx'
import { settings } from '../../texts/en/settings.ts'

const t = settings.languages

/** In which languages each touchpoint asks, and what is missing where. */
export function Languages() {
  const { data, failure, reload } = useResource<TouchpointList>('/v1/touchpoints')
  const slices = useResource<SlicesReply>('/v1/slices').data
  if (failure && !data) return <Problem failure={failure} retry={reload} />
  if (!data) return <Skeleton label={settings.reading} lines={8} />
  const locales = [
    ...new Set(data.touchpoints.flatMap(({ survey }) => Object.keys(survey?.locales ?? {}))),
  ].sort((one, other) => localeName(one).localeCompare(localeName(other), 'en'))
  if (data.touchpoints.length === 0) return <p>{t.none}</p>
  return (
    <>
      <p class="quiet">{t.about}</p>
      <Table
        caption={t.title}
        rows={data.touchpoints}
        rowKey={({ key }) => key}
        columns={[
          {
            key: 'touchpoint',
            head: t.touchpoint,
            cell: ({ name, survey }) => (
              <>
                <span dir="auto">{name}</span>
                {!survey && <div class="quiet">{t.nothing}</div>}
              </>
            ),
          },
          ...locales.map(locale => {
            const shown = slices?.locales.find(({ value }) => value === locale)
            return {
              key: locale,
              head: (
                <span title={shown && t.shownIn(shown.responses, slices?.of ?? 0)}>{localeName(locale)}</span>
              ),
              cell: ({ survey }: TouchpointList['touchpoints'][number]) => {
                if (!survey) return null
                if (survey.defaultLocale === locale) return t.default
                return locale in survey.locales ? t.has : <span class="quiet">{t.fallback}</span>
              },
            }
          }),
        ]}
      />
    </>
  )
}
