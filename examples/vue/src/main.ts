import { TyckPlugin } from '@tyck/vue'
import { createApp } from 'vue'
import App from './App.vue'

const endpoint = document.querySelector<HTMLMetaElement>('meta[name=tyck]')?.content
if (!endpoint) throw new Error('The page lacks where Tyck is')

createApp(App)
  // On localhost answers are tests unless they are said to count, as these are.
  .use(TyckPlugin, { key: 'pk_demo', endpoint, test: false })
  .mount('#root')
