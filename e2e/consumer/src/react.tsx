import { Survey, TyckProvider } from '@tyck/react'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { settings } from './settings.ts'

createRoot(document.querySelector('#root') as Element).render(
  <StrictMode>
    <TyckProvider settings={settings}>
      <Survey
        touchpoint="checkout.payment"
        metadata={{ orderValue: 420 }}
        onAnswered={({ score }) => {
          document.title = `answered ${score}`
        }}
      />
    </TyckProvider>
  </StrictMode>,
)
