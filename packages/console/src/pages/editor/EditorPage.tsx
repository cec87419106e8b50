import type { DraftSurvey } from '@tyck/shared/admin/drafts'
import type { Metric } from '@tyck/shared/metric'
import { useRef } from 'preact/hooks'
import { address } from '../../api/address.ts'
import { useProject } from '../../api/project.ts'
import { NotFound } from '../../app/NotFound.tsx'
import type { PageProps } from '../../app/routes.ts'
import { oneOf, text, useQuery } from '../../app/useQuery.ts'
import { useScheme } from '../../app/useScheme.ts'
import { Notice } from '../../parts/Notice.tsx'
import { PageHeading } from '../../parts/PageHeading.tsx'
import { Problem } from '../../parts/Problem.tsx'
import { usualSlotPx } from '../../parts/preview/slotHeight.ts'
import { Segmented } from '../../parts/Segmented.tsx'
import { Skeleton } from '../../parts/Skeleton.tsx'
import { editor as t } from '../../texts/en/editor.ts'
import { Actions } from './Actions.tsx'
import { Conflict } from './Conflict.tsx'
import { FaultsContext, lasting } from './faults.ts'
import { History } from './History.tsx'
import { Languages } from './Languages.tsx'
import { MetricChoice } from './MetricChoice.tsx'
import { Outdated } from './Outdated.tsx'
import { PreviewPanel, type Width, widths } from './PreviewPanel.tsx'
import { focusFirstMarked, placeOf } from './placeOf.ts'
import { Rules } from './Rules.tsx'
import { SaveState } from './SaveState.tsx'
import { localesOf } from './survey.ts'
import { useDraft } from './useDraft.ts'
import { useRoom } from './useRoom.tsx'
import { Wording } from './Wording.tsx'

const look = {
  part: oneOf(['wording', 'rules', 'history'], 'wording'),
  locale: text,
  width: oneOf(['phone', 'tablet', 'wide'], 'phone'),
  // The system's own where it is left out.
  scheme: oneOf(['', 'light', 'dark'], ''),
  // On a phone there is room for one of them.
  side: oneOf(['write', 'see'], 'write'),
}

/** `/p/{project}/touchpoints/{key}/edit`: what the touchpoint asks, and how, beside the real widget. */
export function EditorPage({ params }: PageProps) {
  const { key = '' } = params
  const project = useProject()
  const draft = useDraft(key)
  const [query, setQuery] = useQuery(look)
  const system = useScheme()
  const left = useRef<Partial<Record<Metric, DraftSurvey>>>({})
  const { known, content, failure, canEdit } = draft
  const survey = content?.survey ?? null
  const locales = survey ? localesOf(survey) : []
  const locale = locales.includes(query.locale) ? query.locale : (locales[0] ?? '')
  const room = useRoom(key, survey, widths[query.width])
  const tooHigh = [...room.byLocale].filter(([, { leastPx }]) => leastPx > usualSlotPx).map(([tag]) => tag)
  const isOpen = canEdit && known?.touchpoint.state !== 'archived' && !draft.theirs && !known?.outdated

  function mend() {
    const [first] = known?.faults ?? []
    if (!first) return
    setQuery({ ...placeOf(first.pointer), side: 'write' })
    focusFirstMarked()
  }
  if (!known && failure?.code === 'not-found') return <NotFound />

  return (
    <>
      <PageHeading title={known?.touchpoint.name ?? key} about={known && <State draft={draft} />}>
        {known && <a href={address`/p/${project.id}/touchpoints/${key}`}>{t.back}</a>}
        {known?.touchpoint.survey && (
          <a href={address`/p/${project.id}/touchpoints/${key}/install`}>{t.install}</a>
        )}
        {known && canEdit && <Actions draft={draft} onMend={mend} />}
      </PageHeading>
      {!known && failure && <Problem failure={failure} retry={draft.reload} />}
      {!known && !failure && <Skeleton label={t.reading} lines={10} />}
      {known && content && (
        <FaultsContext.Provider value={lasting(known, content)}>
          <div class="editor" data-side={query.side} data-width={query.width}>
            <div class="editor-bar">
              <Segmented
                label={t.parts}
                value={query.part}
                onValue={part => setQuery({ part })}
                options={(['wording', 'rules', 'history'] as const).map(value => ({
                  value,
                  label: t[value],
                }))}
              />
              {canEdit ? (
                <SaveState draft={draft} part={query.part} onMend={mend} />
              ) : (
                <p class="quiet">{t.viewer}</p>
              )}
            </div>
            {known.touchpoint.state === 'archived' && <Notice look="warn">{t.archivedAbout}</Notice>}
            {draft.theirs && <Conflict draft={draft} />}
            {known.outdated && !draft.theirs && <Outdated draft={draft} />}
            {query.part === 'history' ? (
              <History draft={draft} />
            ) : (
              <>
                {survey && (
                  <div class="sides">
                    <Segmented
                      label={t.writeOrSee}
                      value={query.side}
                      onValue={side => setQuery({ side })}
                      options={(['write', 'see'] as const).map(value => ({ value, label: t[value] }))}
                    />
                  </div>
                )}
                <div class="writing">
                  {query.part === 'wording' && survey && (
                    <Languages
                      survey={survey}
                      locale={locale}
                      onLocale={tag => setQuery({ locale: tag })}
                      onSurvey={isOpen ? next => draft.write({ ...content, survey: next }) : null}
                      tooHigh={tooHigh}
                    />
                  )}
                  <fieldset disabled={!isOpen}>
                    {query.part === 'rules' && (
                      <Rules touchpoint={key} draft={content} onDraft={draft.write} />
                    )}
                    {query.part === 'wording' && !survey && known.touchpoint.state !== 'archived' && (
                      <MetricChoice onSurvey={next => draft.write({ ...content, survey: next })} />
                    )}
                    {query.part === 'wording' && survey && (
                      <Wording
                        survey={survey}
                        locale={locale}
                        left={left.current}
                        onSurvey={next => draft.write({ ...content, survey: next })}
                      />
                    )}
                  </fieldset>
                </div>
                {survey && (
                  <PreviewPanel
                    touchpoint={key}
                    draft={content}
                    locale={locale}
                    width={query.width as Width}
                    scheme={query.scheme || system}
                    onLook={setQuery}
                    room={room}
                  />
                )}
              </>
            )}
            {room.frame}
          </div>
        </FaultsContext.Provider>
      )}
    </>
  )
}

function State({ draft: { known, key } }: { draft: ReturnType<typeof useDraft> }) {
  if (!known) return null
  const { state, survey } = known.touchpoint
  return (
    <>
      <code>{key}</code> · {survey || state !== 'active' ? t.states[state] : t.notAskedYet}
    </>
  )
}
