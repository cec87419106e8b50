import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import type { Membership } from './account.ts'

/** The project that the address names; undefined on pages that stand outside of projects. */
export const ProjectContext = createContext<Membership | undefined>(undefined)

/** The project of the page, with the role that the account has in it. Only below `/p/…`. */
export function useProject(): Membership {
  const project = useContext(ProjectContext)
  if (!project) throw new Error('This page stands in no project')
  return project
}

/** Whether the account may publish and change what is asked. */
export const mayEdit = ({ role }: Membership): boolean => role !== 'viewer'

/** Whether the account may change settings, keys and members. */
export const mayOwn = ({ role }: Membership): boolean => role === 'owner'
