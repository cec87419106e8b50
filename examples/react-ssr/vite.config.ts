import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** `vite build` makes both: what the browser loads, and what the server imports to render the page. */
export default defineConfig({
  base: '/react-ssr/',
  plugins: [react()],
  // Its presence makes `vite build` build every environment.
  builder: {},
  environments: {
    client: { build: { outDir: 'dist/client' } },
    ssr: { build: { outDir: 'dist/server', ssr: 'src/entry-server.tsx' } },
  },
})
