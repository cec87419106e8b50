import type { Destination, DestinationKind, NewDestination } from '@tyck/shared/admin/destinations'
import { useState } from 'preact/hooks'
import { mayOwn, useProject } from '../../../api/project.ts'
import { useResource } from '../../../api/useResource.ts'
import { flag, oneOf, text, useQuery } from '../../../app/useQuery.ts'
import { Problem } from '../../../parts/Problem.tsx'
import { Skeleton } from '../../../parts/Skeleton.tsx'
import { settings } from '../../../texts/en/settings.ts'
import { settingsDestinations as t } from '../../../texts/en/settingsDestinations.ts'
import { ShownOnce } from '../ShownOnce.tsx'
import { DestinationForm } from './DestinationForm.tsx'
import { DestinationList } from './DestinationList.tsx'
import { newDraft } from './destinationDraft.ts'
import { destinationsPath } from './destinationsPath.ts'
import { OneDestination } from './OneDestination.tsx'

const look = {
  destination: text,
  add: oneOf(['', ...(Object.keys(t.kinds) as DestinationKind[])], ''),
  edit: flag,
}

/** Where events go: all of them, or one with what was sent there; owners add and change. */
export function Destinations() {
  const isOwner = mayOwn(useProject())
  const [{ destination: id, add, edit }, setQuery] = useQuery(look)
  const { data, failure, reload } = useResource<{ destinations: Destination[] }>(destinationsPath)
  const [secret, setSecret] = useState<string>()
  // Until it is read again, the list still has what was deleted.
  const [removed, setRemoved] = useState<string>()
  const once = secret !== undefined && (
    <ShownOnce
      title={t.secretTitle}
      about={t.secretOnce}
      label={t.secretTitle}
      text={secret}
      done={t.done}
      onClose={() => setSecret(undefined)}
    />
  )
  if (failure && !data) return <Problem failure={failure} retry={reload} />
  if (!data) return <Skeleton label={settings.reading} lines={6} />
  const destinations = data.destinations.filter(each => each.id !== removed)
  const one = destinations.find(each => each.id === id)
  const leave = () => setQuery({ destination: '', add: '', edit: false })
  if (isOwner && add !== '') {
    return (
      <DestinationForm
        key={add}
        base={newDraft(add)}
        onSaved={made => {
          const { destination, secret } = made as NewDestination
          setSecret(secret ?? undefined)
          setQuery({ add: '', destination: destination.id })
        }}
        onLeave={leave}
      />
    )
  }
  if (one && isOwner && edit) {
    return (
      <DestinationForm
        key={one.id}
        of={one}
        onSaved={() => setQuery({ edit: false })}
        onLeave={() => setQuery({ edit: false })}
      />
    )
  }
  return (
    <>
      {id === '' ? (
        <DestinationList
          destinations={destinations}
          onOpen={destination => setQuery({ destination }, { push: true })}
          onAdd={kind => setQuery({ add: kind }, { push: true })}
        />
      ) : (
        <OneDestination
          key={id}
          destination={one}
          onSecret={setSecret}
          onEdit={() => setQuery({ edit: true }, { push: true })}
          onRemoved={() => {
            setRemoved(id)
            leave()
          }}
          onLeave={leave}
        />
      )}
      {once}
    </>
  )
}
