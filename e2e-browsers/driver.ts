/** What the journeys ask of a browser; each browser has its own way to do it. */
export interface Driver {
  /** As the browser tells it, say `153.0`. */
  version: string
  /** Somebody's browser: it knows nothing of the others. */
  openProfile(): Promise<Profile>
  stop(): Promise<void>
}

export interface Profile {
  /** Opens a tab in front of those that are there. Once it is closed, the profile is only good for its end. */
  openTab(): Promise<Tab>
  end(): Promise<void>
}

export interface Tab {
  go(address: string): Promise<void>
  reload(): Promise<void>
  /** Gives the value of an expression in the page, as JSON; where it is a promise, what that is kept with. */
  evaluate(expression: string): Promise<unknown>
  /** Clicks with the pointer at a point of the viewport, in CSS pixels. */
  click(x: number, y: number): Promise<void>
  /** Taps with a finger; undefined where the browser's driver cannot. */
  touch: ((x: number, y: number) => Promise<void>) | undefined
  /** Types where the focus is. */
  type(text: string): Promise<void>
  /** Presses a key, with others held down. */
  press(key: Key, ...held: Key[]): Promise<void>
  /** Closes it, without waiting for anything that the page has under way. */
  close(): Promise<void>
}

export type Key = 'Tab' | 'Enter' | 'Escape' | ' ' | 'ArrowRight' | 'ArrowLeft' | 'Control'

/** A browser that the journeys run in, where it is installed. */
export interface Candidate {
  name: string
  /** The Debian packages that bring it. */
  packages: string[]
  /** Starts it; undefined where it is not here. */
  start: (() => Promise<Driver>) | undefined
}
