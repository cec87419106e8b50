import type { Role } from '@tyck/shared/admin/accounts'

export const roles: Record<Role, string> = { viewer: 'Viewer', editor: 'Editor', owner: 'Owner' }

/** Settings: members and invitations. */
export const settingsMembers = {
  title: 'Members',
  about: 'Who may look, ask and decide.',
  roles,
  rolesAbout:
    'Viewers read everything. Editors also publish and tag. Owners also have keys, members, settings and deletion.',
  name: 'Member',
  you: 'you',
  since: 'Since',
  role: 'Role',
  roleOf: (name: string) => `Role of ${name}`,
  roleSaved: (name: string, role: Role) => `${name} is ${roles[role].toLowerCase()} now`,
  actions: 'Actions',
  remove: 'Remove',
  removeThis: (name: string) => `Remove ${name}`,
  removeTitle: (name: string) => `Remove ${name}?`,
  removeGone:
    'From now on they see nothing of this project, and invitations that they made end. Their account stays, with their other projects.',
  keysStay: 'Secret keys go on without them. They made:',
  keysUnknown: 'Of these nobody noted who made them:',
  keysRevoke: 'They may have kept a key. Under Keys each can be replaced or revoked.',
  leave: 'Leave',
  leaveTitle: (project: string) => `Leave ${project}?`,
  leaveGone:
    'From now on you see nothing of this project, and invitations that you made end. Your account stays. Only an owner can let you in again.',
  left: (project: string) => `You have left ${project}`,
  removed: (name: string) => `${name} is no member any more`,
  reset: 'New password',
  resetThis: (name: string) => `A new password for ${name}`,
  resetTitle: (name: string) => `A new password for ${name}`,
  resetAbout: 'Hand this link to them yourself. It works once, for a day, and ends their sessions.',
  invite: 'Invite somebody',
  email: 'Their e-mail address',
  inviteGo: 'Make the link',
  inviteAbout: (email: string) =>
    `Hand this link to ${email} yourself. It works once, for seven days, and is never shown again.`,
  link: 'The link',
  done: 'Done',
  invitations: 'Invitations',
  invitation: 'Invited',
  ends: 'Ends',
  withdraw: 'Withdraw',
  withdrawThis: (email: string) => `Withdraw the invitation of ${email}`,
  withdrawn: (email: string) => `The invitation of ${email} is withdrawn`,
  lastOwner: 'One owner stays',
  lastOwnerAdvice: 'Make somebody else an owner first.',
}
