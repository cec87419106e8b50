'use client'
/**
 * Questions in React 19. The whole public API:
 *
 *   <TyckProvider settings={{ key: 'pk_…', endpoint: 'https://feedback.example' }}>
 *     <Survey touchpoint="checkout.payment" metadata={{ orderValue: 420 }} />
 *   </TyckProvider>
 *
 * It may be imported and rendered on a server; the question comes in the browser.
 */
export { Survey, type SurveyProps } from './Survey.ts'
export { TyckProvider, type TyckProviderProps } from './TyckProvider.ts'
export { useTyck } from './useTyck.ts'
