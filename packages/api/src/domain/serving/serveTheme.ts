import type { Theme } from '@tyck/shared/admin/project'
import type { SurveysBody } from '@tyck/shared/contract/surveys'

/** How a project's theme looks on the wire: custom properties without their `--tyck-`, and nothing that is default. */
export function serveTheme({
  scheme,
  frame,
  radius,
  ...colours
}: Theme): Pick<SurveysBody['project'], 'theme' | 'scheme' | 'frame'> {
  const properties = Object.entries(colours).map(([name, colour]) => [
    name.replace(/[A-Z]/g, capital => `-${capital.toLowerCase()}`),
    colour,
  ])
  return {
    theme: { ...Object.fromEntries(properties), ...(radius === undefined ? {} : { radius: `${radius}px` }) },
    ...(scheme === undefined || scheme === 'auto' ? {} : { scheme }),
    ...(frame === undefined || frame === 'plain' ? {} : { frame }),
  }
}
