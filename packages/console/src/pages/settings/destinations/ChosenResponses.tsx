import type { DestinationFilters } from '@tyck/shared/admin/destinations'
import { bands } from '@tyck/shared/metric'
import type { TouchpointList } from '../../../api/touchpoints.ts'
import { useResource } from '../../../api/useResource.ts'
import { Checks } from '../../../parts/Checks.tsx'
import { Select } from '../../../parts/Select.tsx'
import { Switch } from '../../../parts/Switch.tsx'
import { destinationForm as t } from '../../../texts/en/destinationForm.ts'
import { reading } from '../../../texts/en/reading.ts'

const either = ['any', 'yes', 'no'] as const
type Either = (typeof either)[number]
const eitherOf = (value: boolean | undefined): Either => (value === undefined ? 'any' : value ? 'yes' : 'no')

/** Of which responses it is told: those with all that is chosen. */
export function ChosenResponses({
  filters,
  onFilters,
}: {
  filters: DestinationFilters
  onFilters(filters: DestinationFilters): void
}) {
  const { touchpoints = [] } = useResource<TouchpointList>('/v1/touchpoints').data ?? {}
  // What is not asked any more may still be chosen.
  const keys = [...new Set([...touchpoints.map(({ key }) => key), ...(filters.touchpoints ?? [])])]
  const metrics = new Set(touchpoints.flatMap(({ survey }) => survey?.metric ?? []))
  const segments = [
    ...new Set([
      ...[...metrics].flatMap(metric => bands[metric].map(({ segment }) => segment)),
      ...(filters.segments ?? []),
    ]),
  ]
  /** What says nothing is left out. */
  function set(name: keyof DestinationFilters, value: unknown) {
    const { [name]: _, ...rest } = filters
    const isNothing = value === undefined || (Array.isArray(value) && value.length === 0)
    onFilters((isNothing ? rest : { ...rest, [name]: value }) as DestinationFilters)
  }
  const choice = (name: 'hasComment' | 'verified', label: string, labels: Record<Either, string>) => (
    <Select
      label={label}
      options={either.map(value => ({ value, label: labels[value] }))}
      value={eitherOf(filters[name])}
      onValue={value => set(name, value === 'any' ? undefined : value === 'yes')}
    />
  )
  return (
    <>
      <h3>{t.filters}</h3>
      {keys.length > 0 && (
        <Checks
          legend={t.touchpoints}
          hint={t.touchpointsHint}
          options={keys.map(key => ({
            value: key,
            label: touchpoints.find(each => each.key === key)?.name ?? key,
          }))}
          values={filters.touchpoints ?? []}
          onValues={values => set('touchpoints', values)}
          pointer="/filters/touchpoints"
        />
      )}
      {segments.length > 0 && (
        <Checks
          legend={t.segments}
          hint={t.segmentsHint}
          options={segments.map(value => ({ value, label: reading.segments[value] }))}
          values={filters.segments ?? []}
          onValues={values => set('segments', values)}
          pointer="/filters/segments"
        />
      )}
      {choice('hasComment', t.withComment, t.comment)}
      {choice('verified', t.verified, t.verifieds)}
      <Switch label={t.tests} checked={filters.tests} onValue={tests => set('tests', tests)} />
    </>
  )
}
