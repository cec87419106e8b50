import type { Tyck } from '../packages/widget/src/types.ts'

declare global {
  interface Window {
    tyck: Tyck
  }
}
