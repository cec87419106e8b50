import { StrictMode } from 'react'
import { hydrateRoot } from 'react-dom/client'
import { OrderPage, type PageData } from './OrderPage.tsx'

const root = document.querySelector('#root')
const data = document.querySelector('#data')?.textContent
if (!root || !data) throw new Error('The page lacks its root, or what it was rendered from')

hydrateRoot(
  root,
  <StrictMode>
    <OrderPage {...(JSON.parse(data) as PageData)} />
  </StrictMode>,
)
