/**
 * Questions in Vue 3. The whole public API:
 *
 *   createApp(App).use(TyckPlugin, { key: 'pk_…', endpoint: 'https://feedback.example' }).mount('#app')
 *   <Survey touchpoint="checkout.payment" :metadata="{ orderValue: 420 }" />
 *
 * It may be imported and rendered on a server; the question comes in the browser.
 */
export { Survey, type SurveyEvents, type SurveyProps } from './Survey.ts'
export { TyckPlugin } from './TyckPlugin.ts'
export { useTyck } from './useTyck.ts'
