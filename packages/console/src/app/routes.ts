import type { ComponentType } from 'preact'

/** What a page is given: the parts of its address. */
export interface PageProps {
  params: Record<string, string>
}

export type Section = 'overview' | 'touchpoints' | 'answers' | 'settings'

export interface Route {
  /** `/p/:project/touchpoints/:key`: a part with a colon takes any one part of the address. */
  pattern: string
  /** Fetches the page's own file. */
  load(): Promise<ComponentType<PageProps>>
  /** Which word of the rail it belongs to. */
  section?: Section
  /** Whether it is there for who is not signed in. */
  open?: true
}

/**
 * Every page of the console. A page is a folder of pages/, fetched when it is first opened; a pattern that comes first
 * goes first. packages/api/src/http/consoleFiles.ts knows the addresses outside of `/p/`.
 */
export const routes: Route[] = [
  { pattern: '/', load: async () => (await import('../pages/home/HomePage.tsx')).HomePage },
  {
    pattern: '/setup',
    open: true,
    load: async () => (await import('../pages/setUp/SetUpPage.tsx')).SetUpPage,
  },
  {
    pattern: '/sign-in',
    open: true,
    load: async () => (await import('../pages/signIn/SignInPage.tsx')).SignInPage,
  },
  {
    pattern: '/invitation',
    open: true,
    load: async () => (await import('../pages/invitation/InvitationPage.tsx')).InvitationPage,
  },
  {
    pattern: '/reset',
    open: true,
    load: async () => (await import('../pages/reset/ResetPage.tsx')).ResetPage,
  },
  { pattern: '/account', load: async () => (await import('../pages/account/AccountPage.tsx')).AccountPage },
  {
    pattern: '/projects',
    load: async () => (await import('../pages/projects/ProjectsPage.tsx')).ProjectsPage,
  },
  {
    pattern: '/p/:project',
    section: 'overview',
    load: async () => (await import('../pages/overview/OverviewPage.tsx')).OverviewPage,
  },
  {
    pattern: '/p/:project/touchpoints',
    section: 'touchpoints',
    load: async () => (await import('../pages/touchpoints/TouchpointsPage.tsx')).TouchpointsPage,
  },
  {
    pattern: '/p/:project/touchpoints/:key',
    section: 'touchpoints',
    load: async () => (await import('../pages/touchpoint/TouchpointPage.tsx')).TouchpointPage,
  },
  {
    pattern: '/p/:project/start',
    section: 'touchpoints',
    load: async () => (await import('../pages/start/StartPage.tsx')).StartPage,
  },
  {
    pattern: '/p/:project/start/:key',
    section: 'touchpoints',
    load: async () => (await import('../pages/question/QuestionPage.tsx')).QuestionPage,
  },
  {
    pattern: '/p/:project/touchpoints/:key/install',
    section: 'touchpoints',
    load: async () => (await import('../pages/install/InstallPage.tsx')).InstallPage,
  },
  {
    pattern: '/p/:project/answers',
    section: 'answers',
    load: async () => (await import('../pages/answers/AnswersPage.tsx')).AnswersPage,
  },
  {
    pattern: '/p/:project/touchpoints/:key/edit',
    section: 'touchpoints',
    load: async () => (await import('../pages/editor/EditorPage.tsx')).EditorPage,
  },
  {
    pattern: '/p/:project/settings',
    section: 'settings',
    load: async () => (await import('../pages/settings/SettingsPage.tsx')).SettingsPage,
  },
  {
    pattern: '/p/:project/settings/:part',
    section: 'settings',
    load: async () => (await import('../pages/settings/SettingsPage.tsx')).SettingsPage,
  },
]
