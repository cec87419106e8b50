export const kinds = ['html', 'react', 'vue', 'tags', 'strict'] as const
export type Kind = (typeof kinds)[number]

/** What the lines to paste are made of. */
export interface Given {
  /** The project's publishable key. */
  key: string
  /** Where the service answers, with no slash at the end. */
  endpoint: string
  touchpoint: string
  /** The height that the page reserves, in rem. */
  rem: number
}

// The packages are not on the registry yet: docs/stacks.md.
const install = (wrapper: string) =>
  `// In Tyck's own folder:
//   npm run build
//   npm pack ./packages/widget ./packages/${wrapper}
// Here, with the two files that this makes:
//   npm install ./tyck-widget-*.tgz ./tyck-${wrapper}-*.tgz`

/** The lines that put the touchpoint's question into a page. */
export const snippets: Record<Kind, (given: Given) => string> = {
  html: ({ key, endpoint, touchpoint, rem }) =>
    `<script async src="${endpoint}/tyck.js" data-key="${key}"></script>
<style>tyck-survey{display:block;min-block-size:${rem}rem}</style>
<tyck-survey touchpoint="${touchpoint}"></tyck-survey>`,

  react: ({ key, endpoint, touchpoint, rem }) =>
    `${install('react')}
import { Survey, TyckProvider } from "@tyck/react"

const settings = { key: "${key}", endpoint: "${endpoint}" }

<TyckProvider settings={settings}>
  <Survey touchpoint="${touchpoint}" />
</TyckProvider>

/* in a style sheet */
tyck-survey { display: block; min-block-size: ${rem}rem }`,

  vue: ({ key, endpoint, touchpoint, rem }) =>
    `${install('vue')}
import { Survey, TyckPlugin } from "@tyck/vue"

createApp(App).use(TyckPlugin, { key: "${key}", endpoint: "${endpoint}" }).mount("#app")

<template>
  <Survey touchpoint="${touchpoint}" />
</template>

<style>
tyck-survey { display: block; min-block-size: ${rem}rem }
</style>`,

  // Tag managers strip attributes of scripts, and take ES5 only.
  tags: ({ key, endpoint, touchpoint }) =>
    `<script async src="${endpoint}/tyck.js?key=${key}"></script>
<script>
  (window.tyck = window.tyck || []).push(function (t) {
    t.show('${touchpoint}')
  })
</script>`,

  strict: ({ key, endpoint, touchpoint, rem }) =>
    `Content-Security-Policy: script-src ${endpoint}; connect-src ${endpoint}

<script async src="${endpoint}/tyck.js" data-key="${key}"></script>
<tyck-survey touchpoint="${touchpoint}"></tyck-survey>

/* in a style sheet */
tyck-survey { display: block; min-block-size: ${rem}rem }`,
}
