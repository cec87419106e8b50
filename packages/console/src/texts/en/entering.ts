/** Setting up, signing in, invitations and new passwords. */
export const entering = {
  email: 'E-mail',
  password: 'Password',
  newPassword: 'New password',
  passwordHint: 'At least 10 characters. A sentence is easy to remember.',
  name: 'Your name',
  nameHint: 'Others in the project see it.',
  showPassword: 'Show password',
  noToken: 'This link is not complete',
  noTokenAdvice: 'Copy the whole link, with what stands after the # sign.',

  signIn: {
    title: 'Sign in',
    go: 'Sign in',
    wrong: 'E-mail and password don’t fit together',
    wrongAdvice: 'Try again.',
    forgot:
      'No password any more? An owner of the project can make you a link to a new one, and so can whoever runs the service, with “npm run reset-password”.',
    first:
      'No account yet? An owner of the project can invite you. The very first account is made by the link that the service prints as it starts.',
  },

  setUp: {
    title: 'Set up Tyck',
    about: 'This makes your account, and a project for what you want to ask about. It takes a minute.',
    project: 'Project',
    projectHint: 'One product or site whose answers are kept together.',
    go: 'Create account and project',
    used: 'This link has been used',
    usedAdvice: 'Sign in, or ask who did for an invitation.',
    signIn: 'Sign in',
  },

  invitation: {
    title: (project: string) => `Join ${project}`,
    waiting: 'Your invitation',
    as: {
      viewer: 'You will see everything that is asked and answered.',
      editor: 'You will see all answers, and may decide what is asked.',
      owner: 'You will see all answers, decide what is asked, and who may.',
    },
    known: (email: string) => `Sign in as ${email} to join.`,
    unknown: (email: string) => `Make an account for ${email}.`,
    go: 'Join',
    ended: 'This invitation can’t be used any more',
    endedAdvice: 'Invitations hold for seven days, and once. Ask an owner of the project for a new one.',
    wrong: 'That is not the password of this account',
    wrongAdvice: 'Try again.',
  },

  reset: {
    title: 'Choose a new password',
    about: 'Everywhere else you will be signed out.',
    go: 'Save and sign in',
    done: 'Your new password is saved.',
    ended: 'This link can’t be used any more',
    endedAdvice: 'Ask an owner of the project for a new one.',
  },
}
