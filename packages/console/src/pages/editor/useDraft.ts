import type { DraftInput, PublishedDraft, TouchpointDraft } from '@tyck/shared/admin/drafts'
import { useEffect, useReducer, useRef } from 'preact/hooks'
import { address } from '../../api/address.ts'
import { mayEdit, useProject } from '../../api/project.ts'
import { type Asked, request } from '../../api/request.ts'
import { failureOf, type RequestFailed } from '../../api/requestFailed.ts'
import { markStale } from '../../api/resources.ts'
import { draftOf, isSame } from './draftOf.ts'

/** After the last key; in milliseconds. */
const pauseMs = 700
/** How often it is looked whether somebody else has changed it. */
const lookMs = 8_000
const againMs = 4_000

type Saving = 'saved' | 'waiting' | 'saving' | 'failed'

interface State {
  /** What the service said last. */
  known: TouchpointDraft | undefined
  content: DraftInput | undefined
  /** The content that was last sent, or came: another object is not saved yet. */
  sent: DraftInput | undefined
  saving: Saving
  failure: RequestFailed | undefined
  /** What somebody else made of it while this was being written here. */
  theirs: TouchpointDraft | undefined
}

const nothing: State = {
  known: undefined,
  content: undefined,
  sent: undefined,
  saving: 'saved',
  failure: undefined,
  theirs: undefined,
}

export type Draft = ReturnType<typeof useDraft>

/**
 * A touchpoint's draft while it is written: it saves itself, on the revision that was read, so that nobody else's is
 * ever overwritten. Where somebody else changed it too, both are kept (`theirs`) and nothing is saved until one of
 * `keepMine` and `takeTheirs` is called.
 */
export function useDraft(key: string) {
  const project = useProject()
  const canEdit = mayEdit(project)
  const [, redraw] = useReducer<number, void>(count => count + 1, 0)
  const state = useRef<State>(nothing)
  const timer = useRef<ReturnType<typeof setTimeout>>()
  const underWay = useRef<Promise<boolean>>()
  const isGone = useRef(false)
  const set = (news: Partial<State>) => {
    state.current = { ...state.current, ...news }
    if (!isGone.current) redraw()
  }
  const path = (rest: string) => address`/v1/touchpoints/${key}` + rest
  const ask = <T>(rest: string, asked: Asked = {}) =>
    request<T>(path(rest), { ...asked, project: project.id })
  const onRevision = () => ({ 'if-match': `"${state.current.known?.touchpoint.revision}"` })
  const isDirty = () => state.current.content !== state.current.sent

  function adopt(known: TouchpointDraft) {
    const content = draftOf(known)
    set({ known, content, sent: content, saving: 'saved', failure: undefined, theirs: undefined })
  }

  /** Something has changed: is it something that was being written here? */
  function meet(found: TouchpointDraft) {
    const { known, content } = state.current
    if (!known || !content) return adopt(found)
    if (isSame(draftOf(found), draftOf(known))) {
      set({ known: found })
      if (isDirty()) plan(0)
    } else if (!isDirty() || isSame(draftOf(found), content)) adopt(found)
    else set({ theirs: found, saving: 'waiting' })
  }

  /** Reads what has become of it. Where that fails, what is not saved is tried again; the rest `look` finds. */
  async function meetNews() {
    try {
      meet(await ask<TouchpointDraft>('/draft'))
    } catch (thrown) {
      if (!isDirty()) return
      set({ saving: 'failed', failure: failureOf(thrown) })
      plan(againMs)
    }
  }

  async function look() {
    try {
      const found = await ask<TouchpointDraft>('/draft')
      const { known, saving, theirs } = state.current
      if (!known || (saving === 'saved' && found.touchpoint.revision !== known.touchpoint.revision))
        meet(found)
      else if (theirs && found.touchpoint.revision !== theirs.touchpoint.revision) set({ theirs: found })
    } catch (thrown) {
      if (!state.current.known) set({ failure: failureOf(thrown) })
    }
  }

  function plan(ms: number) {
    clearTimeout(timer.current)
    timer.current = setTimeout(() => void save(), ms)
  }

  /**
   * Gives whether all of it is saved. Over what was published meanwhile it saves nothing, unless somebody has looked at
   * that (`overPublished`).
   */
  async function save(overPublished = false): Promise<boolean> {
    clearTimeout(timer.current)
    // What is under way may be older than what stands here now.
    while (underWay.current) await underWay.current
    const { content, known, theirs } = state.current
    if (!isDirty()) return true
    if (!content || theirs || !canEdit || (known?.outdated && !overPublished)) return false
    underWay.current = send(content).finally(() => {
      underWay.current = undefined
    })
    return underWay.current
  }

  async function send(content: DraftInput): Promise<boolean> {
    set({ saving: 'saving', failure: undefined })
    try {
      const known = await ask<TouchpointDraft>('/draft', {
        method: 'PUT',
        body: content,
        headers: onRevision(),
      })
      set({ known, sent: content, saving: state.current.content === content ? 'saved' : 'waiting' })
      if (isDirty()) plan(pauseMs)
      return !isDirty()
    } catch (thrown) {
      const failure = failureOf(thrown)
      if (failure.code === 'conflict-version') {
        set({ saving: 'waiting' })
        await meetNews()
        return false
      }
      set({ saving: 'failed', failure })
      if (failure.retryable) plan(againMs)
      return false
    }
  }

  useEffect(() => {
    isGone.current = false
    state.current = nothing
    void look()
    const looking = setInterval(() => {
      if (document.visibilityState === 'visible') void look()
    }, lookMs)
    const warn = (event: BeforeUnloadEvent) => {
      if (isDirty()) event.preventDefault()
    }
    const back = () => void look()
    addEventListener('beforeunload', warn)
    addEventListener('focus', back)
    return () => {
      clearInterval(looking)
      removeEventListener('beforeunload', warn)
      removeEventListener('focus', back)
      void save()
      isGone.current = true
      markStale(project.id, ['/v1/touchpoints'])
    }
  }, [key, project.id])

  /** What changes the touchpoint beside its draft, on the revision that was read. */
  async function change<T>(rest: string, asked: Asked): Promise<T> {
    try {
      return await ask<T>(rest, { ...asked, headers: onRevision() })
    } finally {
      // Also where it was refused: somebody else may have been faster. What came of it stands all the same.
      markStale(project.id)
      await meetNews()
    }
  }

  /** Throws the draft away, with what of it is not saved yet. */
  async function discard() {
    while (underWay.current) await underWay.current
    clearTimeout(timer.current)
    try {
      adopt(await ask<TouchpointDraft>('/draft', { method: 'DELETE', headers: onRevision() }))
    } catch (thrown) {
      await meetNews()
      throw thrown
    } finally {
      markStale(project.id)
    }
  }

  const { known, content, saving, failure, theirs } = state.current
  return {
    key,
    canEdit,
    known,
    content,
    saving,
    failure,
    theirs,
    reload: () => void look(),
    save: () => save(),
    change,
    discard,
    write(next: DraftInput) {
      set({ content: next, saving: state.current.saving === 'saving' ? 'saving' : 'waiting' })
      plan(pauseMs)
    },
    /** Saves it all the same, although something else was published meanwhile. */
    async keepAnyway() {
      if (content) set({ content: { ...content } })
      await save(true)
    },
    async publish(input: { series?: 'same-question' | 'new-question'; note?: string; without: string[] }) {
      if (!(await save())) return undefined
      return change<PublishedDraft>('/publish', { method: 'POST', body: input })
    },
    keepMine() {
      if (!theirs) return
      set({ known: theirs, theirs: undefined })
      plan(0)
    },
    takeTheirs() {
      if (theirs) adopt(theirs)
    },
  }
}
