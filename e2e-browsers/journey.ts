import { afterAll, test } from 'vitest'
import { pageOf, site, slot } from '../e2e/site.ts'
import type { RunningTyck } from '../e2e/tyck.ts'
import type { Row } from '../e2e/visit.ts'
import type { Candidate, Driver, Profile, Tab } from './driver.ts'
import { type Question, questionIn } from './question.ts'

/** Somebody's browser. */
export interface Visit {
  profile: Profile
  tab: Tab
  question: Question
  /** The responses that were stored since they began, the first shown first. */
  rows(): Promise<Row[]>
  /** The scores among them. */
  scores(): Promise<number[]>
}

/** What a journey is given. */
export interface Travel {
  /** Starts the browser, once for all journeys; where it is not on this machine, the journey is not run. */
  driver: Driver
  /** Opens a profile of its own with one tab, until the journey is over. */
  visit(): Promise<Visit>
  /** The same, on a page that asks; `body` and `head` go into the page. */
  asked(body?: string, head?: string): Promise<Visit>
}

/** The slot that most journeys ask in. */
export const asks = slot('checkout.payment', `metadata='{"orderValue":420}'`)

/** How to get a browser that is missing. */
export const advice = ({ packages }: Candidate) =>
  `it is not on this machine; on Debian: apt-get install ${packages.join(' ')}`

/** A `test` for the journeys in one browser, and the site that they visit. Call it within `describe`. */
export function journeyIn(candidate: Candidate, tyck: () => RunningTyck) {
  const { page } = site({ tyck })
  const responses = () => tyck().sql<Row>('select * from tyck.responses order by shown_at')
  let started: Promise<Driver> | undefined
  afterAll(async () => (await started)?.stop())

  const journey = test.extend<Travel>({
    driver: async ({ task, skip }, use) => {
      if (!candidate.start) return skip(advice(candidate))
      started ??= candidate.start()
      const driver = await started
      task.meta.version = driver.version
      await use(driver)
    },
    visit: async ({ driver }, use) => {
      const opened: Profile[] = []
      await use(async () => {
        const before = new Set((await responses()).map(row => row.response_id))
        const profile = await driver.openProfile()
        opened.push(profile)
        const tab = await profile.openTab()
        const rows = async () => (await responses()).filter(row => !before.has(row.response_id))
        return {
          profile,
          tab,
          question: questionIn(tab),
          rows,
          scores: async () => (await rows()).flatMap(({ score }) => score ?? []),
        }
      })
      await Promise.all(opened.map(profile => profile.end()))
    },
    asked: async ({ visit }, use) => {
      await use(async (body = asks, head = '') => {
        const one = await visit()
        await one.tab.go(page(pageOf(body, head)))
        await one.question.ready()
        return one
      })
    },
  })
  return { journey, page }
}
