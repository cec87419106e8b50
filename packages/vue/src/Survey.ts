import type { Detail, TouchpointProps } from '@tyck/widget'
import { type FunctionalComponent, h } from 'vue'

export type SurveyProps = TouchpointProps & {
  /** Language of this question (BCP 47). Default: the page's. */
  locale?: string | undefined
}

export type SurveyEvents = {
  /** Half of it was visible for a second, or it was touched. */
  shown: (detail: Detail) => void
  /** A score was given or changed. */
  answered: (detail: Detail) => void
  /** It was closed without a score. */
  dismissed: (detail: Detail) => void
  /** Nothing is asked; `detail.reason` says why. */
  skipped: (detail: Detail) => void
}

/**
 * A slot that asks one touchpoint's question. What is put inside shows where nothing is asked. Rendered again with
 * equal values, it leaves the page as it is.
 */
export const Survey: FunctionalComponent<SurveyProps, SurveyEvents> = (props, { slots, emit }) =>
  h(
    'tyck-survey',
    {
      touchpoint: props.touchpoint,
      // As text, so that equal objects are the same attribute.
      metadata: props.metadata && JSON.stringify(props.metadata),
      locale: props.locale,
      'onTyck:shown': (event: CustomEvent<Detail>) => emit('shown', event.detail),
      'onTyck:answered': (event: CustomEvent<Detail>) => emit('answered', event.detail),
      'onTyck:dismissed': (event: CustomEvent<Detail>) => emit('dismissed', event.detail),
      'onTyck:skipped': (event: CustomEvent<Detail>) => emit('skipped', event.detail),
    },
    slots.default?.(),
  )
Survey.props = ['touchpoint', 'metadata', 'locale']
Survey.emits = ['shown', 'answered', 'dismissed', 'skipped'] as never
