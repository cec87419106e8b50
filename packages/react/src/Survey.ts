import type { Detail, TouchpointProps } from '@tyck/widget'
import { createElement, type HTMLAttributes, type ReactNode, useLayoutEffect, useRef } from 'react'

type Listener = (detail: Detail) => void

/** What may stand on the element itself; `children` show where nothing is asked. */
type ElementProps = Pick<HTMLAttributes<HTMLElement>, 'id' | 'className' | 'style' | 'children'>

export type SurveyProps = TouchpointProps &
  ElementProps & {
    /** Language of this question (BCP 47). Default: the page's. */
    locale?: string | undefined
    /** Default: the project's, which by default is `auto`. Read when the question is drawn. */
    scheme?: 'light' | 'dark' | 'auto' | undefined
    /** Default: the project's, which by default is `plain`. Read when the question is drawn. */
    frame?: 'plain' | 'card' | undefined
    /** Half of it was visible for a second, or it was touched. */
    onShown?: Listener | undefined
    /** A score was given or changed. */
    onAnswered?: Listener | undefined
    /** It was closed without a score. */
    onDismissed?: Listener | undefined
    /** Nothing is asked; `detail.reason` says why. */
    onSkipped?: Listener | undefined
  }

/** A slot that asks one touchpoint's question. Rendered again with equal values, it leaves the page as it is. */
export function Survey({
  metadata,
  onShown,
  onAnswered,
  onDismissed,
  onSkipped,
  children,
  ...attributes
}: SurveyProps): ReactNode {
  const slot = useRef<HTMLElement>(null)
  // By hand: where React takes over what a server sent, it forgets the listeners of custom elements (19.3). At once:
  // a slot that stays quiet may say so before an effect would run.
  useLayoutEffect(() => {
    const listeners = { shown: onShown, answered: onAnswered, dismissed: onDismissed, skipped: onSkipped }
    const heard = new AbortController()
    for (const [name, listener] of Object.entries(listeners)) {
      const hear = (event: Event) => listener?.((event as CustomEvent<Detail>).detail)
      slot.current?.addEventListener(`tyck:${name}`, hear, heard)
    }
    return () => heard.abort()
  })
  return createElement(
    'tyck-survey',
    {
      ...attributes,
      ref: slot,
      // As text, so that equal objects are the same attribute.
      metadata: metadata && JSON.stringify(metadata),
      // The widget may give the slot's space back before React gets to what a server sent.
      suppressHydrationWarning: true,
    },
    children,
  )
}
