import { TyckProvider } from '@tyck/react'
import type { Settings } from '@tyck/widget'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './App.tsx'

const root = document.querySelector('#root')
const endpoint = document.querySelector<HTMLMetaElement>('meta[name=tyck]')?.content
if (!root || !endpoint) throw new Error('The page lacks its root, or where Tyck is')

/** On localhost answers are tests unless they are said to count, as these are. */
const settings: Settings = { key: 'pk_demo', endpoint, test: false }

createRoot(root).render(
  <StrictMode>
    <TyckProvider settings={settings}>
      <App />
    </TyckProvider>
  </StrictMode>,
)
