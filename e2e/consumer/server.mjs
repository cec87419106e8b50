/** Imports everything where there is no window, and renders both. */
import { Survey, TyckProvider } from '@tyck/react'
import { Survey as VueSurvey } from '@tyck/vue'
import { init, tyck } from '@tyck/widget'
import { createElement } from 'react'
import { renderToString } from 'react-dom/server'
import { createSSRApp, h } from 'vue'
import { renderToString as renderVue } from 'vue/server-renderer'

const settings = { key: 'pk_demo', endpoint: 'https://feedback.example' }
const props = { touchpoint: 'checkout.payment' }
tyck.identify('customer-17')
console.log(init(settings))
console.log(renderToString(createElement(TyckProvider, { settings }, createElement(Survey, props))))
console.log(await renderVue(createSSRApp({ render: () => h(VueSurvey, props) })))
